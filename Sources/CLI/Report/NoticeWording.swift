import JSON
import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The words for what happens in a run: a line each, and for a dry run the body below it.
enum NoticeWording {
  static func text(_ notice: Notice, _ style: Style) -> String {
    let program = style.bold("\(UsageWording.program):")
    switch notice {
    case .failure(let line, let type, let message, let leftOut):
      let others = leftOut == 0 ? "" : " (and \(leftOut) more before it)"
      // A message about the line itself begins with its number.
      let place = message.hasPrefix("line \(line)") ? "" : "line \(line): "
      return "\(program) \(place)\(style.red(type)): \(message)\(others)\n"
    case .call(let line, let url, let status, let milliseconds, let attempts, let type):
      let outcome = type.map { style.red($0) } ?? style.green("delivered")
      let answer = status.map { " \($0)" } ?? ""
      let times = attempts == 1 ? "1 attempt" : "\(attempts) attempts"
      let time = Quantity.milliseconds(milliseconds)
      return "\(program) line \(line): POST \(url)\(answer) \(time) \(times): \(outcome)\n"
    case .outageBegan(let type, let status, let detail):
      let last = style.red(type) + (status.map { " \($0)" } ?? ": \(detail)")
      return "\(program) nothing gets through (\(last)): from now on one call at a time tries\n"
    case .outageEnded(let seconds):
      return "\(program) calls get through again, after \(Quantity.oneDecimal(seconds)) s\n"
    case .paused(let seconds):
      return
        "\(program) no call starts for \(Quantity.oneDecimal(seconds)) s, for the answer was 429\n"
    case .request(let line, let url, let body):
      return "\(program) line \(line): POST \(url)\n\(indented(body))\n"
    }
  }

  /// That the run stops, and what it waits for.
  ///
  /// - Parameters:
  ///   - number: the signal that stops it.
  ///   - calls: those in flight.
  static func stopping(by number: CInt, inFlight calls: Int) -> Diagnostic {
    let waits =
      calls == 0
      ? "" : ": \(Quantity.count(calls, "call")) in flight \(calls == 1 ? "is" : "are") waited for"
    let again = number == SIGINT ? "Ctrl-C again" : "a second signal"
    return Diagnostic("stopping\(waits)", hint: "\(again) ends the run at once")
  }

  private static func indented(_ body: [UInt8]) -> String {
    "  " + JSONIndentation.text(of: body.span, margin: 2)
  }
}
