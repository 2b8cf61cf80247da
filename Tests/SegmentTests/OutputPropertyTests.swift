import JSON
import TestSupport
import Testing
import YAML

@testable import Segment

/// Whatever the config and the event, the output is one line of JSON.
struct OutputPropertyTests {
  /// Configs, one behind each `---`, that use lookups in every kind of place.
  static let configs = #"""
    operation: track
    user_id: ${user.id}
    event: ${event}
    properties: ${.}
    ---
    operation: track
    user_id: ${user.id}
    event: ${event} of ${order}
    properties: ${order}
    ---
    operation: identify
    user_id: ${id}
    traits: {u: '${user}', n: '${user.name, "x"}', t: '${tags[-1]}'}
    ---
    operation: page
    user_id: u
    name: ${event}
    category: ${type}
    properties: ${order}
    context: ${device}
    ---
    operation: screen
    anonymous_id: u${device}
    category: c
    properties: {category: '${type}', a: ['${x}', '${tags}']}
    ---
    operation: group
    user_id: u${user}
    group_id: ${tags[0]}
    traits: ${user.traits, {}}
    timestamp: ${time}
    ---
    operation: alias
    user_id: a${.}
    previous_id: ${["user"].id}
    context: {library: '${device}'}
    ---
    operation: ${type}
    user_id: ${user.name}
    message_id: ${note}
    event: e
    properties: '{"a": "${note}"}'
    ---
    operation: identify
    user_id: ${input:line}
    context: '${note, {"ip": 1}}'
    integrations: ${device}
    ---
    operation: track
    user_id: u
    event: e
    properties: {x: {y: ['${order.items[-1]}', {z: '${order.items.0.sku}'}]}}
    ---
    operation: page
    user_id: u
    category: ${note}
    properties: ${note}
    message_id: m-${note}
    output_to: note
    ---
    operation: track
    user_id: u${user}
    event: ${note}
    timestamp: ${time, 0}
    properties: {'"': "\n${note}\0"}
    output_to: "\n\""
    """#.split(separator: "---\n").map(String.init)

  private static let events = #"""
    {"type":"track","event":"Order \u00fcber\n","user":{"id":7,"name":"Zoë \"Z\" 😀","traits":{}},\#
    "order":{"items":[{"sku":"a"},{"sku":null}],"total":1.50},"tags":["x",{"y":[]}],\#
    "time":"2024-01-15T10:00:00+02:00","note":"{ \"a\" : \"\\n\" }\n","device":{ },"id":"i"}
     { "type" : "page" , "user" : null , "order" : { } , "tags" : [ ] , "note" : "\ud800\u0000" , \#
    "segment" : { "success" : false } }
    {"note":"[1,","time":1705312800,"user":"{\"b\":1}","device":"{}","order":"{\"category\":2}",\#
    "event":[[[{"a":{}}]]]}
    {"segment":1,"segment":{"success":true},"\u006eote":12345678901234567890,"note":"x",\#
    "user":{"id":1,"id":{"a":2}}}
    {}
    """#.split(separator: "\n").map { Array($0.utf8) }

  private static let inserts =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "\u{0}", "\r", "\u{1F}", "é", "\\u0022",
      "\\ud83d",
      "\"note\":", "{}", "\"{}\"", "1e5", " ", "\t",
    ].map { Array($0.utf8) } + [[0xFF], [0xE2, 0x82], [0xC0, 0x80]]

  /// The text with a few random changes.
  private static func mutated(
    _ text: [UInt8], keepingLineFeeds: Bool = false, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.insert(contentsOf: inserts.randomElement(using: &generator) ?? [], at: place)
      case 1:
        let end = min(bytes.count, place + Int.random(in: 0...6, using: &generator))
        bytes.removeSubrange(place..<end)
      case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      default:
        let end = min(bytes.count, place + Int.random(in: 0...20, using: &generator))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return keepingLineFeeds ? bytes : bytes.filter { $0 != 0x0A }
  }

  @Test(arguments: configs.indices)
  func everyOutputIsOneLineOfJSON(index: Int) throws {
    var generator = SeededGenerator(seed: UInt64(index))
    var reader = ConfigReader(surroundings: surroundings(), fallbackWriteKey: "k")
    let plan = CallPlan(try reader.read(try Document.parse(Array(Self.configs[index].utf8))))
    var options = CallRenderer.Options()
    options.strict = index % 4 == 3
    options.skipsDelivered = index % 3 == 2
    var renderer = CallRenderer(plan, options: options)
    let dryRun = DryRun(baseURL: "https://example.com/v1", headers: [("A", "b")])
    var body = ByteBuffer()
    var outcomes: [String: Int] = [:]
    for number in 1...500 {
      let base = Self.events[number % Self.events.count]
      let line = Self.mutated(base, &generator)
      let rendering = renderer.render(ByteBuffer(line), number: number, at: now, into: &body)
      var result = ByteBuffer()
      switch rendering.content {
      case .call(let call):
        outcomes["call", default: 0] += 1
        checkCall(call, Array(body), line)
        dryRun.append(call.operation, body: body, to: &result)
      case .refused(let refusal):
        outcomes[refusal.kind.rawValue, default: 0] += 1
        #expect(refusal.kind.concernsLine == (rendering.splice == nil))
        ResultShape(server: "Segment").append(refusal, line: line.span, to: &result)
      case .unchanged:
        outcomes["unchanged", default: 0] += 1
        continue
      }
      var output = ByteBuffer()
      let member = Array(result)
      let key = plan.outputKey
      if let splice = rendering.splice {
        splice.splice(line.span, name: key.span, into: &output) {
          $0.append(contentsOf: member)
        }
      } else {
        output.append(contentsOf: member)
      }
      checkLine(Array(output), line)
    }
    #expect(outcomes["call", default: 0] > 0, "\(outcomes)")
    #expect(outcomes["invalid_json", default: 0] > 50)
  }

  @Test func anyConfigIsRefusedOrRenders() throws {
    var generator = SeededGenerator(seed: 99)
    var accepted = 0
    for number in 0..<3000 {
      let config = Array(("write_key: k\n" + Self.configs[number % Self.configs.count]).utf8)
      let text = Self.mutated(config, keepingLineFeeds: true, &generator)
      var reader = ConfigReader(surroundings: surroundings())
      guard let document = try? Document.parse(text),
        let plan = (try? reader.read(document)).map(CallPlan.init)
      else { continue }
      accepted += 1
      var renderer = CallRenderer(plan, options: .init())
      var body = ByteBuffer()
      for event in Self.events {
        let content = renderer.render(ByteBuffer(event), number: 1, at: now, into: &body).content
        if case .refused(let refusal) = content {
          ResultShape(server: "Segment").append(refusal, line: event.span, to: &body)
        }
        checkLine(Array(body), text)
      }
    }
    #expect(accepted > 500)
  }

  private func checkLine(_ output: [UInt8], _ line: [UInt8]) {
    let error = JSONValidator.firstError(in: output.span)
    guard error != nil || output.contains(0x0A) else { return }
    Issue.record(
      "\(String(decoding: line, as: UTF8.self)) became \(String(decoding: output, as: UTF8.self))")
  }

  private func checkCall(_ call: Call, _ body: [UInt8], _ line: [UInt8]) {
    checkLine(body, line)
    #expect(body.count <= CallLimits.callBytes)
    #expect(!call.messageID.isEmpty)
    #expect(body[call.messageID.lowerBound - 1] == UInt8(ascii: "\""))
    #expect(body[call.messageID.upperBound] == UInt8(ascii: "\""))
    #expect(body[call.sentAt - 1] == UInt8(ascii: "\""))
    #expect(body[call.sentAt + WallTime.textLength] == UInt8(ascii: "\""))
  }
}
