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
  func append(_ event: Event, to text: inout ByteBuffer) {
    append(event, event.line, to: &text)
    text.append(0x0A)
  }

  private func append(
    _ event: Event, _ line: borrowing ByteBuffer, to text: inout ByteBuffer
  ) {
    if event.stage == .unchanged {
      text.append(line.span)
    } else if let splice = event.splice {
      splice.splice(line.span, name: key.span, into: &text) { output in
        appendResult(of: event, line, to: &output)
      }
    } else {
      text.append(UInt8(ascii: "{"))
      text.append(key.span)
      text.append(UInt8(ascii: ":"))
      appendResult(of: event, line, to: &text)
      text.append(UInt8(ascii: "}"))
    }
  }

  /// Compares a line of earlier output with a line of the input.
  ///
  /// - Parameter length: how many bytes the line has, of which only the beginning may be there.
  func compare(_ output: [UInt8], with line: [UInt8], length: Int) -> WrittenLine.Verdict {
    written.compare(output, with: line, length: length)
  }

  private func appendResult(
    of event: Event, _ line: borrowing ByteBuffer, to output: inout ByteBuffer
  ) {
    switch event.stage {
    case .delivered, .failed:
      guard let result = event.result else { break }
      let response = event.response
      return shape.append(result, of: event.call, event.body, response: response.span, to: &output)
    case .dry: return dryRun.append(event.call.operation, body: event.body, to: &output)
    case .refused:
      guard let refusal = event.refusal else { break }
      return shape.append(refusal, line: line.span, to: &output)
    case .empty, .waiting, .unchanged: break
    }
    preconditionFailure("what is written has its result, or is left as it is")
  }
}
