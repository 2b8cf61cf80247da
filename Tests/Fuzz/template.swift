import JSON
import Segment
import YAML

// A config, a null byte, an event: whatever they are, what comes out is one line of JSON.

private let now = WallTime(milliseconds: 1_709_210_096_789)
private let dryRun = DryRun(baseURL: "https://example.com/v1", headers: [("A", "b")])
private func surroundings() -> Surroundings {
  Surroundings(
    variable: { $0 == "NAME" ? "${a} \"\n" : nil },
    file: { path throws(Surroundings.Unreadable) in
      if path == "x" { throw Surroundings.Unreadable(reason: "none") }
      return Array("text\n".utf8)
    })
}

/// The entry that libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTemplate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let parts = parts(2, of: input(start, count))
  var reader = ConfigReader(surroundings: surroundings(), fallbackWriteKey: "key")
  guard let document = try? Document.parse(parts[0]), let config = try? reader.read(document)
  else { return 0 }
  let line = Array(parts[1].prefix { $0 != 0x0A })
  for choice in 0..<4 {
    var options = CallRenderer.Options()
    options.strict = choice == 1
    options.skipsDelivered = choice == 2
    options.isBatched = choice == 3
    check(line, config, options)
  }
  return 0
}

private func check(_ line: [UInt8], _ config: StepConfig, _ options: CallRenderer.Options) {
  let plan = CallPlan(config)
  var renderer = CallRenderer(plan, options: options)
  var body = ByteBuffer()
  let rendering = renderer.render(ByteBuffer(line), number: 1, at: now, into: &body)
  var output = ByteBuffer()
  switch rendering.content {
  case .unchanged:
    require(options.skipsDelivered, "unchanged, unasked")
    return
  case .call(let call):
    requireLine(Array(body), "the body")
    check(call, Array(body), isBatched: options.isBatched)
    dryRun.append(call.operation, body: body, to: &output)
  case .refused(let refusal):
    require(refusal.kind.concernsLine == (rendering.splice == nil), "\(refusal): splice")
    ResultShape(server: "Segment").append(refusal, line: line.span, to: &output)
  }
  let result = Array(output)
  requireLine(result, "the result")
  guard let splice = rendering.splice else { return }
  output.removeAll()
  let key = plan.outputKey
  splice.splice(line.span, name: key.span, into: &output) { $0.append(contentsOf: result) }
  requireLine(Array(output), "the output")
  requireMember(Array(config.outputTo.utf8), is: result, in: Array(output))
}

/// A call keeps Segment's limits, and says rightly where its parts stand.
private func check(_ call: Call, _ body: [UInt8], isBatched: Bool) {
  let quote = UInt8(ascii: "\"")
  let id = call.messageID
  require(body.count <= CallLimits.callBytes, "\(body.count) bytes")
  require(!id.isEmpty, "no message id")
  require(body[id.lowerBound - 1] == quote && body[id.upperBound] == quote, "message id")
  if isBatched { return }
  require(body[call.sentAt - 1] == quote, "sentAt")
  require(body[call.sentAt + WallTime.textLength] == quote, "sentAt")
}
