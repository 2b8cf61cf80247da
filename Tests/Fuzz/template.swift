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
  var body: [UInt8] = []
  let rendering = renderer.render(line.span, number: 1, at: now, into: &body)
  var result = body
  switch rendering.content {
  case .unchanged:
    require(options.skipsDelivered, "unchanged, unasked")
    return
  case .call(let call):
    requireLine(body, "the body")
    check(call, body, isBatched: options.isBatched)
    result = []
    dryRun.append(call.operation, body: body, to: &result)
  case .refused(let refusal):
    require(refusal.kind.concernsLine == (rendering.splice == nil), "\(refusal): splice")
    result = []
    ResultShape(server: "Segment").append(refusal, line: line.span, to: &result)
  }
  requireLine(result, "the result")
  guard let splice = rendering.splice else { return }
  var output: [UInt8] = []
  splice.splice(line.span, name: plan.outputKey.span, into: &output) { $0 += result }
  requireLine(output, "the output")
  requireMember(Array(config.outputTo.utf8), is: result, in: output)
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
