import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a run ended before its input did.
public enum StopReason: Equatable, Sendable {
  /// Nobody reads the output any more.
  case outputClosed
  /// Writing failed, with the system's error number.
  case outputFailed(CInt)
  /// A call has used up its attempts, and the config says that this stops the run.
  case callFailed
  /// The process got SIGINT, SIGTERM or SIGHUP, whose number this is.
  case signal(CInt)

  /// Whether what is under way is given up, for its results cannot be written.
  var isImmediate: Bool {
    switch self {
    case .outputClosed, .outputFailed: true
    case .callFailed, .signal: false
    }
  }
}

/// Where the threads of a run learn that it is to stop. The first reason holds, unless a later one
/// is immediate.
final class StopControl: Sendable {
  /// Becomes readable when the run is to stop.
  let descriptor: CInt
  private let writeEnd: CInt
  private let state = Monitor<StopReason?>(nil)

  /// The system has no room for another pipe; its error number.
  struct NoPipe: Error {
    let code: CInt
  }

  init() throws(NoPipe) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw NoPipe(code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (descriptor, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }

  /// Why the run is to stop; nil while it is not.
  var reason: StopReason? { state.withLock { $0 } }

  /// Asks for the run to stop.
  func stop(_ reason: StopReason) {
    let isFirst = state.withLock { state in
      let isFirst = state == nil
      if isFirst || (reason.isImmediate && state?.isImmediate == false) { state = reason }
      return isFirst
    }
    if isFirst {
      var byte: UInt8 = 0
      write(writeEnd, &byte, 1)
    }
  }
}
