#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that has been started.
///
/// Every call that waits also takes in what the program writes, so that neither side ever blocks
/// the other. A program that is still running when the value ends is killed.
public final class Running {
  private let command: Command
  private let process: pid_t
  /// The number of the process.
  public var processID: Int { Int(process) }
  private let deadline: ContinuousClock.Instant
  private var input: Int32?
  private var output: Int32?
  private var errors: Int32?
  private var toWrite: ArraySlice<UInt8> = []
  private var closesInput = false
  private var stdout: [UInt8] = []
  private var stderr: [UInt8] = []
  private var linesRead = 0
  private var finished: Finished?
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)

  init(_ command: Command, _ source: Command.Input) throws(SupportError) {
    self.command = command
    deadline = .now + .seconds(command.deadline)
    let spawned = try Spawn.start(command, source)
    process = spawned.process
    input = spawned.input
    output = spawned.output
    errors = spawned.errors
    if case .bytes(let bytes) = source {
      toWrite = bytes[...]
      closesInput = true
    }
  }

  deinit {
    Self.close(&input)
    Self.close(&output)
    Self.close(&errors)
    if finished == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  /// Writes to the program's standard input.
  ///
  /// - Throws: when the program does not take the bytes in time. One that has closed its input is
  ///   no error: the bytes are dropped.
  public func write(_ bytes: [UInt8]) throws(SupportError) {
    toWrite += bytes
    while !toWrite.isEmpty, input != nil { try pump() }
  }

  /// Writes a text to the program's standard input.
  public func write(_ text: String) throws(SupportError) {
    try write(Array(text.utf8))
  }

  /// Ends the program's standard input.
  public func closeInput() {
    Self.close(&input)
  }

  /// Closes the reading end of the program's standard output, so that its next write meets a
  /// broken pipe.
  public func closeOutput() {
    Self.close(&output)
  }

  /// Whether the program has ended.
  public var hasEnded: Bool {
    if finished != nil { return true }
    var info = siginfo_t()
    // It stays a zombie, for `wait` to learn how it ended.
    let result = waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && info.si_signo == SIGCHLD
  }

  /// Sends a signal to the program.
  public func signal(_ number: Int32) {
    if finished == nil { kill(process, number) }
  }

  /// The next line of standard output, without its line end; nil at the end of the stream, or
  /// when no whole line comes in time.
  ///
  /// - Parameter seconds: how long to wait at most.
  public func readLine(within seconds: Double = 10) throws(SupportError) -> String? {
    let limit = ContinuousClock.now + .seconds(seconds)
    while true {
      if let end = stdout[linesRead...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { linesRead = end + 1 }
        return String(decoding: stdout[linesRead..<end], as: UTF8.self)
      }
      guard output != nil, ContinuousClock.now < limit else { return nil }
      try pump(until: limit)
    }
  }

  /// Waits until standard error holds a text.
  ///
  /// - Returns: false when the stream ends, or the time is over, without it.
  public func waitForErrors(
    containing text: String, within seconds: Double = 10
  ) throws(SupportError) -> Bool {
    let limit = ContinuousClock.now + .seconds(seconds)
    while !String(decoding: stderr, as: UTF8.self).contains(text) {
      guard errors != nil, ContinuousClock.now < limit else { return false }
      try pump(until: limit)
    }
    return true
  }

  /// Waits until the program has ended and both streams are read. A standard input that the test
  /// still holds is ended first.
  ///
  /// - Throws: when it is not done by the command's deadline; it is killed then.
  public func wait() throws(SupportError) -> Finished {
    if let finished { return finished }
    closesInput = true
    if toWrite.isEmpty { closeInput() }
    while input != nil || output != nil || errors != nil { try pump() }
    while true {
      if let finished = reap(WNOHANG) { return finished }
      if ContinuousClock.now >= deadline { try giveUp() }
      usleep(500)
    }
  }

  /// Moves bytes in whatever direction they can go; waits until there are any.
  private func pump(until limit: ContinuousClock.Instant? = nil) throws(SupportError) {
    guard ContinuousClock.now < deadline else { try giveUp() }
    var entries: [pollfd] = []
    if let output { entries.append(pollfd(fd: output, events: Int16(POLLIN), revents: 0)) }
    if let errors { entries.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
    if let input, !toWrite.isEmpty {
      entries.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0))
    }
    let wait = min(limit ?? deadline, deadline) - .now
    poll(&entries, nfds_t(entries.count), Int32(max(0, wait / .milliseconds(1)).rounded(.up)))
    for entry in entries where entry.revents != 0 {
      switch entry.fd {
      case output: read(&output, into: &stdout)
      case errors: read(&errors, into: &stderr)
      default: feed()
      }
    }
  }

  private func read(_ descriptor: inout Int32?, into bytes: inout [UInt8]) {
    guard let source = descriptor else { return }
    let count = readBytes(source, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      Self.close(&descriptor)
    }
  }

  private func feed() {
    guard let target = input else { return }
    let count = toWrite.withUnsafeBytes { writeBytes(target, $0.baseAddress, $0.count) }
    if count >= 0 {
      toWrite = toWrite.dropFirst(count)
    } else if errno != EAGAIN && errno != EINTR {
      toWrite = []
      closeInput()
    }
    if toWrite.isEmpty && closesInput { closeInput() }
  }

  private func giveUp() throws(SupportError) -> Never {
    kill(process, SIGKILL)
    let story = reap(0).map { "\($0)" } ?? command.path
    throw SupportError("killed: not done after \(command.deadline) seconds\n\(story)")
  }

  private func reap(_ options: Int32) -> Finished? {
    var code: Int32 = 0
    var usage = rusage()
    guard wait4(process, &code, options, &usage) == process else { return nil }
    let signal = code & 0x7F
    #if canImport(Darwin)
      let unit = 1
    #else
      let unit = 1024
    #endif
    finished = Finished(
      command: command,
      status: signal == 0 ? .exited((code >> 8) & 0xFF) : .signaled(signal),
      stdout: stdout, stderr: stderr, peakMemory: Int(usage.ru_maxrss) * unit,
      processorTime: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
    return finished
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func close(_ descriptor: inout Int32?) {
    if let open = descriptor { closeDescriptor(open) }
    descriptor = nil
  }
}

// Inside `Running` the plain names mean its own methods.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ size: Int) -> Int {
  read(descriptor, buffer, size)
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

private func closeDescriptor(_ descriptor: Int32) {
  close(descriptor)
}
