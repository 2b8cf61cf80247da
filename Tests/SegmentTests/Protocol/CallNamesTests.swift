import JSON
import Testing
import YAML

@testable import Segment

/// Message ids made of what calls say.
struct CallNamesTests {
  /// The id of a call, with the write key `key`.
  private func id(_ config: String, _ event: String, isBatched: Bool = false, readAt: Int = 5)
    throws
    -> String
  {
    let plan = CallPlan(try read("{write_key: key, \(config)}"))
    var options = CallRenderer.Options()
    options.isBatched = isBatched
    var renderer = CallRenderer(plan, options: options)
    var body = ByteBuffer()
    let rendering = renderer.render(
      ByteBuffer(event.utf8), number: 1, at: WallTime(milliseconds: readAt), into: &body)
    guard case .call(let call) = rendering.content else { return "no call" }
    return String(decoding: Array(body)[call.messageID], as: UTF8.self)
  }

  private let track = "operation: track, user_id: u, event: e"

  /// Python 3: `uuid5(uuid5(uuid5(NAMESPACE_URL, "segment-step"), "key"), "track\0order-7")`.
  @Test func isMadeOfTheOperationAndTheText() throws {
    let config = "\(track), message_id: '${id | uuid}'"
    #expect(try id(config, #"{"id":"order-7"}"#) == "347435f3-5806-509e-be55-8e902b4e54f8")
    #expect(try id(config, #"{"id":"order\u002d7"}"#) == "347435f3-5806-509e-be55-8e902b4e54f8")
    #expect(try id(config, #"{"id":7}"#) == "253dbd39-53dd-545f-a693-c6182a0d582b")
    let identify = "operation: identify, user_id: u, message_id: '${id | uuid}'"
    #expect(try id(identify, #"{"id":7}"#) == "c290effb-afa1-530a-a8d3-10ff6551b322")
  }

  private let ofCall = "operation: track, user_id: '${u}', event: e, message_id: '${call:uuid}'"

  /// The name is `track`, a zero byte and `,"userId":"x","event":"e"`.
  @Test func isMadeOfWhatTheCallSays() throws {
    #expect(try id(ofCall, #"{"u":"x"}"#) == "87e4042a-e015-5e8d-be25-c396e7d4de79")
    #expect(
      try id(ofCall, #"{"u":"x","other":1}"#, isBatched: true, readAt: 99)
        == "87e4042a-e015-5e8d-be25-c396e7d4de79")
    #expect(try id(ofCall, #"{"u":"y"}"#) != "87e4042a-e015-5e8d-be25-c396e7d4de79")
  }

  @Test func saysNothingOfTheContextThatIsAdded() throws {
    let own = "\(ofCall), context: {a: '${c, 1}'}"
    let same = try id(own, #"{"u":"x"}"#)
    #expect(same != "87e4042a-e015-5e8d-be25-c396e7d4de79")
    #expect(try id(own, #"{"u":"x","c":2}"#) != same)
    // The name ends with the context as the config has it.
    #expect(same == "6c0dcec5-6247-582d-a90c-b7386b723d32")
  }

  @Test func countsATimestampThatTheEventHas() throws {
    let timed = "\(ofCall), timestamp: '${t}'"
    #expect(try id(timed, #"{"u":"x"}"#) == "87e4042a-e015-5e8d-be25-c396e7d4de79")
    let first = try id(timed, #"{"u":"x","t":"2024-01-01"}"#)
    #expect(try id(timed, #"{"u":"x","t":"2024-01-02"}"#) != first)
  }

  @Test func differsFromKeyToKey() throws {
    var first = CallNames(writeKey: "a")
    var second = CallNames(writeKey: "b")
    let text = ByteBuffer("axb".utf8)
    let uuid = first.uuid(of: text, 1..<2, 3..<3)
    #expect(uuid != second.uuid(of: text, 1..<2, 3..<3))
    #expect(uuid == first.uuid(of: text, 1..<1, 1..<2))
  }

  @Test func standsAlone() throws {
    let text =
      "{write_key: k, operation: identify, user_id: '${call:uuid}', message_id: 'x ${call:uuid}'}"
    var reader = ConfigReader(surroundings: surroundings())
    let document = try Document.parse(Array(text.utf8))
    let errors = #expect(throws: ConfigErrors.self) { try reader.read(document) }
    #expect(
      errors?.errors.map(\.reason) == [
        .template(.misplacedCallUUID, lookup: "${call:uuid}"),
        .template(.misplacedCallUUID, lookup: "x ${call:uuid}"),
      ])
  }
}
