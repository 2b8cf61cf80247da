#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Does something again and again on a thread of its own, until it is stopped.
public final class Ticker {
  /// The system has no room for another thread; its error number.
  public struct CannotStart: Error {
    /// The error number.
    public let code: CInt
  }

  private let isStopped = Monitor(false)
  private var thread: Thread?

  /// Starts.
  ///
  /// - Parameters:
  ///   - milliseconds: from one time to the next.
  ///   - body: what is done; also one last time when it is stopped.
  public init(
    every milliseconds: Int, _ body: @escaping @Sendable () -> Void
  ) throws(CannotStart) {
    let isStopped = isStopped
    do throws(Thread.CannotStart) {
      thread = try Thread {
        while !isStopped.wait(milliseconds: milliseconds, for: { $0 }) { body() }
        body()
      }
    } catch {
      throw CannotStart(code: error.code)
    }
  }

  /// Stops, and waits for the last time to be over. Further calls do nothing.
  public func stop() {
    isStopped.update { isStopped in
      isStopped = true
      return ((), true)
    }
    thread?.join()
    thread = nil
  }
}
