import JSON
import Segment

/// Makes an output line of an event that has its result, and knows one that an earlier run has made.
struct LineText: Sendable {
  /// The key that receives the result, as JSON, in its quotes.
  let key: [UInt8]
  let shape: ResultShape
  let dryRun: DryRun
  /// Compares what an earlier run wrote with a line of the input.
  let written: WrittenLine

  /// Appends the line, with its line feed.
  func append(_ event: Event, to text: inout [UInt8]) {
    if case .unchanged = event.stage {
      text.append(contentsOf: event.line)
    } else if let splice = event.splice {
      let line = event.line
      splice.splice(line.span, name: key.span, into: &text) { output in
        appendResult(of: event, to: &output)
      }
    } else {
      text.append(UInt8(ascii: "{"))
      text.append(contentsOf: key)
      text.append(UInt8(ascii: ":"))
      appendResult(of: event, to: &text)
      text.append(UInt8(ascii: "}"))
    }
    text.append(0x0A)
  }

  /// Compares a line of earlier output with a line of the input.
  ///
  /// - Parameter length: how many bytes the line has, of which only the beginning may be there.
  func compare(_ output: [UInt8], with line: [UInt8], length: Int) -> WrittenLine.Verdict {
    written.compare(output, with: line, length: length)
  }

  private func appendResult(of event: Event, to output: inout [UInt8]) {
    switch event.stage {
    case .settled(let call, let result):
      let response = event.response
      shape.append(result, of: call, event.body, response: response.span, to: &output)
    case .dry(let call):
      dryRun.append(call.operation, body: event.body, to: &output)
    case .refused(let refusal):
      let line = event.line
      shape.append(refusal, line: line.span, to: &output)
    case .empty, .waiting, .unchanged:
      preconditionFailure("what is written has its result, or is left as it is")
    }
  }
}
