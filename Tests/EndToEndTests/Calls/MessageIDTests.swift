import Sandbox
import TestSupport
import Testing

/// Message ids that another language makes, too.
struct MessageIDTests {
  private static let python = Tool.find("python3")

  @Test(.enabled(if: python != nil, "needs python3"))
  func areThoseOfPython() throws {
    let events = [#"{"id":"order-7"}"#, #"{"id":7}"#, #"{"id":"é\u0000\"😀"}"#, #"{"id":1.50}"#]
    let finished = try Step.command(["-n", "-s", "message_id=${id | uuid}"])
      .run(stdin: events.joined(separator: "\n"))
    let ids = try finished.fields("segment.request.body.messageId").compactMap(\.self)
    let program = """
      from uuid import *
      key = uuid5(uuid5(NAMESPACE_URL, "segment-step"), "\(Step.writeKey)")
      for text in ["order-7", "7", "é\\0\\"😀", "1.50"]:
          print('"' + str(uuid5(key, "track\\0" + text)) + '"')
      """
    let theirs = try Command(try #require(Self.python), arguments: ["-c", program]).run()
    #expect(theirs.lines == ids, finished.story)
  }

  /// One run, one process for each event, batches, another order of the input: the same ids.
  @Test func areTheSameInEveryRun() throws {
    let arguments = ["-s", "message_id=${call:uuid}", "-s", "properties.x=${id}"]
    func ids(_ events: String, _ more: [String]) throws -> Set<String> {
      let collector = try Collector(namesMessages: true)
      let finished = try Step.command(to: collector, arguments + more).run(stdin: events)
      return Set(try finished.fields("segment.message_id").compactMap(\.self))
    }
    let all = try ids(Step.events(1...20), [])
    #expect(all.count == 20)
    #expect(try ids(Step.events(1...20), ["-b", "7"]) == all)
    let parts = try [1...9, 10...20].map { try ids(Step.events($0), []) }
    #expect(parts[0].union(parts[1]) == all)
  }
}
