import TestSupport
import Testing

/// Functions and alternatives beside the tools whose meaning they have.
struct FunctionTests {
  private static let jq = Tool.find("jq")
  private static let sha256sum = Tool.find("sha256sum")

  private static let events = [
    "{}", #"{"a":null}"#, #"{"a":null,"b":1}"#, #"{"a":"x","b":2}"#, #"{"a":"","b":2}"#,
    #"{"a":0}"#, #"{"a":12,"b":null}"#, #"{"a":"Hello WORLD 123 [\\]^_`{|}"}"#,
    #"{"a":"7"}"#, #"{"a":" 8 "}"#, #"{"a":"-1.5"}"#, #"{"a":"[1, {\"k\": \"v\"}]"}"#,
    #"{"a":"\"q\""}"#, #"{"a":"true"}"#, #"{"a":[1, 2]}"#, #"{"a":{"k": [true, null]}}"#,
    #"{"a":true}"#, #"{"a":"no json"}"#, #"{"a":"ok\n\t\"\\"}"#,
  ]

  /// What the program finds; `invalid_call` if it cannot apply a function.
  private func values(of lookup: String) throws -> [String?] {
    let finished = try Step.command(["-n", "-s", "properties.v=\(lookup)"])
      .run(stdin: Self.events.joined(separator: "\n"))
    let found = try finished.fields("segment.request.body.properties.v")
    let errors = try finished.fields("segment.error.type")
    return zip(found, errors).map { $1 ?? $0 }
  }

  @Test(
    .enabled(if: jq != nil, "needs jq"),
    arguments: [
      ("${a // b}", ".a // .b"), (#"${a // b // "none"}"#, #".a // .b // "none""#),
      ("${a // {}}", ".a // {}"), ("${a | tostring}", ".a | tostring"),
      ("${a | tonumber}", ".a | tonumber"), ("${a | fromjson}", ".a | fromjson"),
      ("${a | lower}", ".a | ascii_downcase"), ("${a | upper}", ".a | ascii_upcase"),
    ])
  func meanWhatTheyDoInJQ(lookup: String, filter: String) throws {
    let program = "try (\(filter) | tojson) catch \"\\\"invalid_call\\\"\""
    let theirs = try Command(try #require(Self.jq), arguments: ["-r", program])
      .run(stdin: Self.events.joined(separator: "\n"))
    let ours = try values(of: lookup)
    #expect(theirs.lines.count == Self.events.count, theirs.story)
    for (event, (ours, theirs)) in zip(Self.events, zip(ours, theirs.lines)) {
      // What is absent or null finds nothing here, whatever jq makes of null.
      guard let ours else {
        #expect(theirs == "null" || !event.contains(#""a":"#) || event.contains(#""a":null"#))
        continue
      }
      #expect(Self.compact(ours) == Self.compact(theirs), "\(event)")
    }
  }

  /// JSON without the spaces between tokens of these events.
  private static func compact(_ json: String) -> String {
    json.replacing(", ", with: ",").replacing(": ", with: ":")
  }

  @Test(.enabled(if: sha256sum != nil, "needs sha256sum"))
  func digestsAreThoseOfSha256sum() throws {
    for text in ["", "user@example.com", "é😀", String(repeating: "x", count: 1000)] {
      let finished = try Step.command(["-n", "-s", "properties.v=${t | sha256}"])
        .run(stdin: "{\"t\":\"\(text)\"}")
      let theirs = try Command(try #require(Self.sha256sum), arguments: []).run(stdin: text)
      let digest = theirs.output.prefix(64)
      #expect(try finished.fields("segment.request.body.properties.v") == ["\"\(digest)\""])
    }
  }
}
