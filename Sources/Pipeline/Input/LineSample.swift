import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The first lines of an input, split and bounded as those of a run are.
public struct LineSample {
  /// Why no more lines were read.
  public enum End: Equatable, Sendable {
    /// There are as many as were wanted.
    case enough
    /// The input has ended.
    case endOfInput
    /// Reading failed, with the system's error number.
    case failed(CInt)
  }

  private let input: CInt
  private let lineLimit: Int

  /// - Parameters:
  ///   - input: the descriptor to read.
  ///   - lineLimit: the most bytes of a line.
  public init(_ input: CInt, lineLimit: Int) {
    self.input = input
    self.lineLimit = lineLimit
  }

  /// Reads lines that are not blank, at most `count` of them.
  ///
  /// - Parameter body: takes each line, without its line feed, and its number in the input, from 1; nil
  ///   for one that is longer than the limit.
  public func read(_ count: Int, each body: ([UInt8]?, Int) -> Void) -> End {
    var buffer = InputBuffer(limit: lineLimit)
    var number = 0
    var left = count
    /// - Returns: false if there is no line.
    func take(_ found: InputBuffer.Found) -> Bool {
      var line: [UInt8]?
      switch found {
      case .incomplete: return false
      case .long: break
      case .line(let range): line = Array(buffer.bytes[range])
      }
      number += 1
      if line?.allSatisfy(\.isJSONWhitespace) == true { return true }
      left -= 1
      body(line, number)
      return true
    }
    while left > 0 {
      if take(buffer.nextLine()) { continue }
      if let end = readMore(into: &buffer) {
        if end == .endOfInput { _ = take(buffer.lastLine()) }
        return left > 0 ? end : .enough
      }
    }
    return .enough
  }

  /// - Returns: why no more can be read; nil if there is more.
  private func readMore(into buffer: inout InputBuffer) -> End? {
    // Whoever shares the input may have made it non-blocking.
    var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, -1) < 0, errno == EINTR {}
    switch buffer.read(from: input) {
    case .some: return nil
    case .end: return .endOfInput
    case .failed(let code): return .failed(code)
    }
  }
}
