import TestSupport
import Testing

/// Segment's own events, sent again.
struct ReplayTests {
  private static let library = #""library":{"name":"analytics.js","version":"4.1.0"}"#

  /// An event of each operation, in the form that Segment archives them in
  /// (https://segment.com/docs/connections/spec/common/).
  private static let events = [
    #"{"type":"track","messageId":"ajs-1","anonymousId":"a-1","userId":"u-1","event":"Order "#
      + #"Completed","properties":{"revenue":39.950,"id":12345678901234567890},"context":{"ip":"#
      + #""108.0.78.21",\#(library)},"integrations":{"All":true,"Mixpanel":false},"#
      + #""timestamp":"2015-02-23T22:28:55.111Z","originalTimestamp":"2015-02-23T22:28:55.387Z","#
      + #""receivedAt":"2015-02-23T22:28:55.111Z","sentAt":"2015-02-23T22:28:55.000Z","version":2}"#,
    #"{"type":"identify","messageId":"ajs-2","anonymousId":null,"userId":"97980cfea0067","traits":"#
      + #"{"email":"p@example.com","plan":null},"context":{\#(library)},"integrations":{},"#
      + #""timestamp":"2015-02-23T22:28:55.387+02:00"}"#,
    #"{"type":"page","messageId":"ajs-3","anonymousId":"a-3","name":"Home","category":"Docs","#
      + #""properties":{"url":"https://example.com/","category":"Docs"},"context":{\#(library)},"#
      + #""timestamp":"2015-02-23T22:28:55Z"}"#,
    #"{"type":"screen","messageId":"ios-4","userId":"u\u002d4","name":"Basket","properties":{},"#
      + #""context":{\#(library),"device":{"id":"B5372DB0"}},"timestamp":"2015-02-24T00:00:00.000Z"}"#,
    #"{"type":"group","messageId":"ajs-5","userId":"u-5","groupId":"g-5","traits":{"employees":5},"#
      + #""context":{\#(library)},"timestamp":"2015-02-24T00:00:01.000Z"}"#,
    #"{"type":"alias","messageId":"ajs-6","userId":"u-6","previousId":"p-6","#
      + #""context":{\#(library)},"timestamp":"2015-02-24T00:00:02.000Z"}"#,
  ]

  private static let fields = [
    "type", "messageId", "anonymousId", "userId", "event", "name", "category", "groupId",
    "previousId", "properties", "traits", "context", "integrations", "timestamp",
  ]

  @Test(.enabled(if: Tool.find("gzip") != nil)) func replay() throws {
    let kitchen = try Kitchen("-n")
    try kitchen.directory.write("replay.yaml", Fixtures.read(Fixtures.path("configs/replay.yaml")))
    try kitchen.makeDirectory("archive")
    try kitchen.directory.write("archive/1", Self.events.map { "\($0)\n" }.joined())
    let packed = try Command(
      Tool.path("gzip"), arguments: [kitchen.directory.path("archive/1")]
    ).run()
    #expect(packed.status == .exited(0), packed.story)
    _ = try kitchen.follow("replay")
    let batches = try kitchen.fields("segment.request.body.batch", of: "replayed.ndjson")
    #expect(batches.count == Self.events.count)
    for (event, batch) in zip(Self.events, batches) {
      // Each is shown as a batch of its own.
      let message = String(try #require(batch).dropFirst().dropLast())
      for name in Self.fields {
        let value = try field(name, of: event)
        #expect(try field(name, of: message) == (value == "null" ? nil : value), "\(name)")
      }
    }
  }
}
