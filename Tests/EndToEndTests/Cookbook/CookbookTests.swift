import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The recipes of the cookbook do what it says of them.
struct CookbookTests {
  @Test func eachRecipeHasItsTest() throws {
    #expect(
      try Cookbook.recipes().keys.sorted() == [
        "again", "alert", "backfill", "check", "container", "count", "curl", "docker", "jq",
        "key-file", "metrics", "mixed", "parallel", "proxy", "repeat", "replay", "resume", "rotate",
        "schema", "steps", "systemd", "tail", "tee", "token",
      ])
  }

  /// What the tests run is what a reader sees and copies.
  @Test(.enabled(if: Tool.find("mandoc") != nil, "mandoc is not installed"))
  func eachRecipeIsShownAsItIsRun() throws {
    let page = try Command(Tool.path("mandoc"), arguments: ["-T", "ascii", Cookbook.page.path])
      .run()
    #expect(page.status == .exited(0), page.story)
    // The mark of a display's lines; what is bold or underlined holds backspaces.
    let indent = String(repeating: " ", count: 11)
    let shown = page.output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(indent) ? String($0.dropFirst(indent.count)) : String($0) }
      .joined(separator: "\n")
    for (name, text) in try Cookbook.recipes().merging(Cookbook.configs(), uniquingKeysWith: +) {
      #expect(shown.contains("\n\n\(text)\n"), "\(name)")
    }
  }

  /// A newcomer has made it by then.
  @Test func theReadmeHasTheSameConfig() throws {
    let readme = String(
      decoding: try Fixtures.read(Fixtures.repository + "/README.md"), as: UTF8.self)
    let config = try #require(try Cookbook.configs()["purchase.yaml"])
    #expect(readme.contains("```yaml\n# purchase.yaml\n\(config)```\n"))
    #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 251)
  }

  /// What a newcomer copies: jq before the program holds nothing back, and root may have no sudo.
  @Test func theReadmeCanBeCopied() throws {
    let readme = String(
      decoding: try Fixtures.read(Fixtures.repository + "/README.md"), as: UTF8.self)
    let lines = readme.split(separator: "\n").map { $0.drop { $0 == " " } }
    let following = lines.filter { $0.hasPrefix("tail -F") && $0.contains("jq") }
    #expect(!following.isEmpty)
    for line in following { #expect(line.contains("jq -c --unbuffered"), "\(line)") }
    for line in lines {
      #expect(!line.hasPrefix("sudo ") && !line.contains("&& sudo "), "\(line)")
    }
  }

  @Test func check() throws {
    let kitchen = try Kitchen("")
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...3))
    let finished = try kitchen.follow("check")
    #expect(
      finished.lines.contains("3 events tried, nothing sent: 3 would make track calls"),
      finished.story)
  }

  @Test func tail() throws {
    let kitchen = try Kitchen()
    try kitchen.directory.write("app.log", Kitchen.purchases(1...2))
    var command = try kitchen.command("tail")
    // It hands the signal on to the whole pipeline.
    command.arguments = ["60", command.path] + command.arguments
    command.path = try Tool.path("timeout")
    let running = try command.start()
    #expect(
      eventually {
        let results = (try? kitchen.fields("segment.success", of: "results.ndjson")) ?? []
        return results == ["true", "true"]
      })
    running.signal(SIGTERM)
    _ = try running.wait()
  }

  @Test func jq() throws {
    let kitchen = try Kitchen("--sandbox=400:1")
    try kitchen.directory.write("app.log", Kitchen.purchase(1) + Kitchen.purchase(2, type: "view"))
    _ = try kitchen.follow("jq")
    #expect(try kitchen.fields("user.id", of: "failed.ndjson") == [#""shop-1""#])
  }

  @Test func backfillAndResume() throws {
    let kitchen = try Kitchen()
    let directory = kitchen.directory
    try kitchen.makeDirectory("days")
    try directory.write("days/1.ndjson", Kitchen.purchases(1...3))
    try directory.write("days/2.ndjson", Kitchen.purchases(4...6))
    _ = try kitchen.follow("backfill")
    let lines = try kitchen.lines("results.ndjson")
    let identifiers = (1...6).map {
      "\"\(MessageID.text("track", "\($0)", key: Kitchen.writeKey))\""
    }
    #expect(try kitchen.fields("segment.message_id", of: "results.ndjson") == identifiers)

    // It was killed while it wrote the fifth.
    try directory.write("results.ndjson", lines[..<4].joined(separator: "\n") + "\n{\"type\":\"pu")
    _ = try kitchen.follow("resume")
    #expect(try kitchen.fields("segment.message_id", of: "results.ndjson") == identifiers)
    #expect(try kitchen.lines("results.ndjson").prefix(4) == lines.prefix(4))
  }

  @Test func `repeat`() throws {
    let kitchen = try Kitchen("--sandbox=503:0.5,seed:2")
    let nobody = #"{"order":{"id":0}}"# + "\n"
    try kitchen.directory.write("events.ndjson", nobody + Kitchen.purchases(1...20))
    _ = try kitchen.follow("repeat")
    let outcomes = try kitchen.fields("segment.success", of: "results.ndjson")
    #expect(outcomes == ["false"] + Array(repeating: "true", count: 20))
  }

  @Test func mixed() throws {
    let kitchen = try Kitchen("-n")
    try kitchen.directory.write(
      "mixed.ndjson",
      """
      {"type":"track","userId":"u","event":"E","properties":{"a":1},"traits":{"b":2}}
      {"type":"identify","userId":"u","traits":{"b":2}}

      """)
    _ = try kitchen.follow("mixed")
    func bodies(_ name: String) throws -> [String?] {
      try kitchen.fields("segment.request.body.\(name)", of: "results.ndjson")
    }
    #expect(try bodies("event") == ["\"E\"", nil])
    #expect(try bodies("properties") == [#"{"a":1}"#, nil])
    #expect(try bodies("traits") == [nil, #"{"b":2}"#])
  }

  private static let signups = #"{"id":1,"plan":"pro"}"# + "\n" + #"{"plan":"free"}"# + "\n"

  @Test func steps() throws {
    let kitchen = try Kitchen()
    try kitchen.directory.write("signups.ndjson", Self.signups)
    let finished = try kitchen.follow("steps")
    #expect(!finished.errors.contains("output_to"), finished.story)
    for name in ["identified", "tracked"] {
      let outcomes = try kitchen.fields("\(name).success", of: "results.ndjson")
      #expect(outcomes == ["true", "false"])
    }
  }

  @Test func tee() throws {
    let kitchen = try Kitchen()
    try kitchen.directory.write("signups.ndjson", Self.signups)
    _ = try kitchen.follow("tee")
    let identified = try kitchen.fields("identified.success", of: "identified.ndjson")
    #expect(identified == ["true", "false"])
    #expect(try kitchen.fields("tracked.success", of: "tracked.ndjson") == ["true"])
  }

  @Test func againAndCount() throws {
    let kitchen = try Kitchen()
    let failed = "{\"order\":{}}\n"
    try kitchen.directory.write("events.ndjson", failed + Kitchen.purchases(1...3))
    _ = try kitchen.follow("metrics")
    let counts = try kitchen.follow("count")
    #expect(
      counts.lines.map { $0.split(separator: " ") } == [["1", "invalid_call"], ["3", "ok"]])
    _ = try kitchen.follow("again")
    let events = try kitchen.lines("again.ndjson")
    #expect(events.count == 4 && events[0] == #"{"order":{}}"#)
    #expect(events.allSatisfy { !$0.contains("segment") })
  }

  @Test func schema() throws {
    let kitchen = try Kitchen("")
    _ = try kitchen.follow("schema")
    let schema = String(decoding: try kitchen.directory.read("step.schema.json"), as: UTF8.self)
    #expect(schema.contains("https://json-schema.org/draft/2020-12/schema"))
  }

  @Test func keyFile() throws {
    let collector = try Collector(recording: true)
    let kitchen = try Kitchen("--endpoint \(collector.baseURL)")
    try kitchen.directory.write("segment.key", "wk_from_file\n")
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...1))
    _ = try kitchen.follow("key-file")
    // "wk_from_file:" as basic authentication has it.
    let sent = collector.requests.map { $0.header("Authorization") }
    #expect(sent == ["Basic d2tfZnJvbV9maWxlOg=="])
  }

  @Test func token() throws {
    let collector = try Collector(recording: true)
    let kitchen = try Kitchen("--endpoint \(collector.baseURL)")
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...3))
    try kitchen.directory.write("segment.token", "token-1\n")
    _ = try kitchen.follow("token")
    #expect(
      try kitchen.fields("segment.success", of: "results.ndjson") == ["true", "true", "true"])
    let request = try #require(collector.requests.first)
    #expect(request.header("authorization") == "Bearer token-1")
    #expect(request.header("x-team") == "checkout")
    #expect(request.header("content-encoding") == "gzip")
    #expect(try field("writeKey", of: request.body) == "\"\(Kitchen.writeKey)\"")
  }

  @Test func proxy() throws {
    let kitchen = try Kitchen("--check")
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...1))
    _ = try kitchen.follow("proxy")
    #expect(
      try kitchen.lines("results.ndjson").first
        == "track calls to https://api.segment.io/v1, through http://proxy.example.com:3128")
  }

  @Test(.enabled(if: Tool.find("curl") != nil))
  func curl() throws {
    let collector = try Collector(recording: true)
    let kitchen = try Kitchen("--endpoint \(collector.baseURL)")
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...2))
    let finished = try kitchen.follow("curl")
    #expect(try field("success", of: finished.output) == "true", finished.story)
    let request = try #require(collector.requests.first)
    #expect(request.path == "/v1/track")
    let id = MessageID.text("track", "1", key: Kitchen.writeKey)
    #expect(try field("messageId", of: request.body) == "\"\(id)\"")
    // "wk_C00kb00k:" as basic authentication has it.
    #expect(request.header("Authorization") == "Basic d2tfQzAwa2IwMGs6")
  }
}
