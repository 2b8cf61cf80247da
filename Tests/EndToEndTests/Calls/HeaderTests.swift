import JSON
import Sandbox
import TestSupport
import Testing

/// What calls carry besides their events: headers, access tokens, compressed bodies.
struct HeaderTests {
  private func header(_ name: String, of request: CollectedRequest?) throws -> [String] {
    try #require(request).headers.filter { $0.name.lowercased() == name }.map(\.value)
  }

  @Test func areSentBesideTheProgramsOwnOrInTheirPlace() throws {
    let collector = try Collector(recording: true)
    let directory = try TemporaryDirectory()
    let file = try directory.write(
      "headers", "X-From-File: secret-of-file \r\n\n  \nX-Empty;\nContent-Type: text/plain\n")
    let finished = try Step.command(
      to: collector,
      [
        "-H", "X-One:  1, 2 ", "-H", "@\(file)", "--header", "user-agent:", "-H",
        "Host: other.example",
      ]
    ).run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(0), finished.story)
    let request = collector.requests.first
    let expected = [
      "x-one": ["1, 2"], "x-from-file": ["secret-of-file"], "x-empty": [""],
      "content-type": ["text/plain"], "user-agent": [], "host": ["other.example"],
    ]
    for (name, values) in expected { #expect(try header(name, of: request) == values, "\(name)") }
    #expect(try header("authorization", of: request).first?.hasPrefix("Basic ") == true)
  }

  @Test func secretsAreNotShown() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("headers", "X-Name: value-of-file\n")
    let arguments = [
      "-H", "X-Api-Key: value-of-key", "-H", "Authorization: Bearer value-of-bearer",
      "-H", "X-Plain: seen", "-H", "@\(file)",
    ]
    let dry = try Step.command(["-n", "-v"] + arguments).run(stdin: Step.events(1...1))
    #expect(!(dry.output + dry.errors).contains("value-of"), dry.story)
    let shown = try field("segment.request.headers", of: dry.lines[0])
    #expect(
      shown?.contains(
        #""X-Api-Key":"***","Authorization":"***","X-Plain":"seen","X-Name":"***"}"#) == true)

    let collector = try Collector { request in
      Reply.json("{\"error\":\"\(request.header("authorization") ?? "")\"}", status: 400)
    }
    let echoed = try Step.command(to: collector, arguments).run(stdin: Step.events(1...1))
    #expect(try field("segment.body", of: echoed.lines[0]) == #"{"error":"***"}"#)
  }

  @Test(arguments: [
    "no colon", ": value", "a b: c", "X-A: a\u{1}b", "Content-Length: 3", "transfer-encoding: x",
    "X-A; not empty", "", "@", "@-", "@/nonexistent",
  ])
  func whatIsNoHeaderIsRefused(line: String) throws {
    let finished = try Step.command(["-H", line]).run(stdin: "")
    #expect(finished.status == .exited(2), finished.story)
    #expect(finished.errors.hasPrefix("segment-step: "), finished.story)
    #expect(!finished.errors.contains("not empty"))
  }

  // MARK: Access tokens

  private func tokenCommand(
    _ collector: Collector, _ directory: TemporaryDirectory, _ arguments: [String] = []
  ) -> Command {
    Step.command(to: collector, ["--token-file", directory.path("token")] + arguments)
  }

  @Test(arguments: [[], ["-b", "2"]]) func theTokenAuthorisesAndTheKeyIsInTheBody(
    arguments: [String]
  ) throws {
    let collector = try Collector(recording: true)
    let directory = try TemporaryDirectory()
    try directory.write("token", "\n token-1 \n")
    let command = tokenCommand(collector, directory, arguments)
    let finished = try command.run(stdin: Step.events(1...2))
    #expect(try finished.fields("segment.success") == ["true", "true"], finished.story)
    let request = try #require(collector.requests.first)
    #expect(request.header("authorization") == "Bearer token-1")
    #expect(try field("writeKey", of: request.body) == "\"\(Step.writeKey)\"")
    let dry = try tokenCommand(collector, directory, arguments + ["-n", "-v"])
      .run(stdin: Step.events(1...1))
    #expect(!(dry.output + dry.errors).contains(Step.writeKey), dry.story)
    #expect(!(dry.output + dry.errors).contains("token-1"), dry.story)
    let body = try #require(try field("segment.request.body", of: dry.lines[0]))
    #expect(try field("writeKey", of: body) == #""***""#)
  }

  @Test func theFileIsReadAgainAfterA401AndItCostsNoRetry() throws {
    let directory = try TemporaryDirectory()
    try directory.write("token", "old")
    let collector = try Collector { request in
      if request.header("authorization") == "Bearer new" { return .success }
      return Reply.json("{\"token\":\"old\"}", status: 401)
    }
    let running = try tokenCommand(collector, directory, ["-j", "1"]).start()
    try running.write(Step.events(1...1))
    let first = try #require(try running.readLine())
    #expect(try field("segment.status", of: first) == "401")
    #expect(try field("segment.attempts", of: first) == "2")
    try directory.write("token", "new")
    try running.write(Step.events(2...2))
    let second = try #require(try running.readLine())
    #expect(try field("segment.success", of: second) == "true")
    _ = try running.wait()
  }

  @Test func aFileThatHasChangedIsReadAgain() throws {
    let directory = try TemporaryDirectory()
    try directory.write("token", "first-token")
    let collector = try Collector { request in
      Reply.json(
        "{\"saw\":\"\(request.header("authorization") == "Bearer second-token" ? 2 : 1)\"}")
    }
    let running = try tokenCommand(collector, directory, ["-j", "1"]).start()
    try running.write(Step.events(1...1))
    #expect(try running.readLine()?.contains(#""saw":"1""#) == true)
    // Replaced by renaming, as those do who care.
    try directory.write("token.new", "second-token")
    try directory.rename("token.new", to: "token")
    var number = 1
    #expect(
      try eventually {
        number += 1
        try running.write(Step.events(number...number))
        return try running.readLine()?.contains(#""saw":"2""#) == true
      })
    _ = try running.wait()
  }

  @Test(arguments: [("empty", "  \n"), ("two words", "a b"), ("none", nil)] as [(String, String?)])
  func whatIsNoTokenIsRefused(name: String, text: String?) throws {
    let directory = try TemporaryDirectory()
    if let text { try directory.write("token", text) }
    let collector = try Collector()
    let finished = try tokenCommand(collector, directory).run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(2), finished.story)
    #expect(finished.errors.hasPrefix("segment-step: --token-file: "), finished.story)
    #expect(collector.statistics.requests == 0)
    let both = try Step.command(
      ["-H", "authorization: x", "--token-file", directory.write("good", "token")]
    ).run(stdin: "")
    #expect(both.status == .exited(2) && both.errors.contains("give only one of them"))
  }

  // MARK: Compression

  @Test(arguments: [[], ["-b", "300"]]) func bodiesAreCompressed(arguments: [String]) throws {
    let collector = try Collector(recording: true, namesMessages: true)
    let finished = try Step.command(
      to: collector, ["--compress", "--summary", "json", "-e"] + arguments
    ).run(stdin: Step.events(1...300))
    #expect(finished.status == .exited(0), finished.story)
    try finished.expectOwnAnswers()
    let requests = collector.requests
    let sent = requests.compactMap { $0.header("content-length").flatMap(Int.init) }.reduce(0, +)
    #expect(requests.allSatisfy { $0.header("content-encoding") == "gzip" })
    let last = try #require(finished.errors.split(separator: "\n").last.map(String.init))
    #expect(try field("bytes_sent", of: last) == "\(sent)")
    #expect(sent < requests.map(\.body.count).reduce(0, +))
  }

  @Test func aServerThatTakesNoneIsNamed() throws {
    let collector = try Collector { _ in Reply(status: 415) }
    let finished = try Step.command(to: collector, ["--compress"]).run(stdin: Step.events(1...1))
    #expect(
      try field("segment.error.message", of: finished.lines[0])
        == #""the server answered 415: it takes no compressed bodies; leave out --compress""#)
    let dry = try Step.command(["--compress", "-n"]).run(stdin: Step.events(1...1))
    #expect(try field("segment.request.headers.Content-Encoding", of: dry.lines[0]) == #""gzip""#)
  }
}
