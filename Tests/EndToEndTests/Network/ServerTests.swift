import TestSupport
import Testing

/// Whatever a server's manners are, each result is that of its own call.
@Suite(.timeLimit(.minutes(5))) struct ServerTests {
  @Test(arguments: ServerCase.all) func resultsAreTrue(_ odd: ServerCase) throws {
    let server = try ScriptedServer(early: odd.early, odd.respond)
    let command = Step.command(["--endpoint", server.baseURL, "-j", "1"] + odd.arguments)
    try expect(odd, try run(command, odd, server), server, attempts: odd.attempts)
    if let connections = odd.connections { #expect(server.connections == connections) }
  }

  /// With a real TLS server on the way, which has a buffer and a pace of its own.
  @Test(
    .enabled(if: Frontend.isInstalled, "nginx, openssl or haproxy is not installed"),
    arguments: ServerCase.all.filter(\.isSameThroughTLS))
  func resultsAreTrueThroughTLS(_ odd: ServerCase) throws {
    let server = try ScriptedServer(early: odd.early, odd.respond)
    let frontend = try Frontend(.tls, before: server.port)
    let trust = try #require(frontend.caFile)
    let command = Step.command(
      ["--endpoint", frontend.baseURL, "--cacert", trust, "-j", "1"] + odd.arguments)
    // Ends come later here, so that a request may meet one.
    let attempts = odd.attempts.lowerBound...odd.attempts.upperBound + 1
    try expect(odd, try run(command, odd, server), server, attempts: attempts)
  }

  private func run(
    _ command: Command, _ odd: ServerCase, _ server: ScriptedServer
  ) throws -> Finished {
    guard case .oneByOne = odd.pace else {
      return try command.run(stdin: Step.events(1...odd.events))
    }
    let running = try command.start()
    for number in 1...odd.events {
      try running.write(Step.events(number...number))
      _ = try #require(try running.readLine())
      #expect(eventually { server.answered == number })
    }
    return try running.wait()
  }

  private func expect(
    _ odd: ServerCase, _ finished: Finished, _ server: ScriptedServer, attempts: ClosedRange<Int>
  ) throws {
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...odd.events).map(String.init), finished.story)
    var isNamed = false
    switch odd.outcome {
    case .delivered, .deliveredUnnamed:
      #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" }, finished.story)
      if case .delivered = odd.outcome { isNamed = true }
    case .failed(let type, let status):
      #expect(
        try finished.fields("segment.error.type").allSatisfy { $0 == "\"\(type)\"" },
        finished.story)
      let expected = status.map(String.init)
      #expect(try finished.fields("segment.status").allSatisfy { $0 == expected }, finished.story)
    }
    for told in try finished.fields("segment.attempts") {
      #expect(attempts.contains(try #require(told.flatMap { Int($0) })), finished.story)
    }
    try finished.expectTruth(of: server, allNamed: isNamed)
  }

  /// The server reads no more of a body than it takes, which is less than what goes out at once.
  @Test(arguments: [false, true]) func anEarly413HalvesALongBatch(throughTLS: Bool) throws {
    try #require(!throughTLS || Frontend.isInstalled)
    let server = try ScriptedServer { request in
      request.length > 20_000
        ? [
          .send(
            Answer.whole("", status: "413 Content Too Large", headers: ["Connection: close"])),
          .drain,
        ] : nil
    } _: { _ in
      [.send(Answer.whole(#"{"success":true}"#))]
    }
    let text = String(repeating: "x", count: 8000)
    let events = (1...60).map { "{\"id\":\($0),\"text\":\"\(text)\"}\n" }.joined()
    let frontend = throughTLS ? try Frontend(.tls, before: server.port) : nil
    let trust = frontend?.caFile.map { ["--cacert", $0] } ?? []
    let arguments = [
      "--endpoint", frontend?.baseURL ?? server.baseURL, "-e", "-b", "60", "-s",
      "properties.text=${text}",
    ]
    let finished = try Step.command(arguments + trust).run(stdin: events)
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...60).map(String.init))
    #expect(server.requests.contains { $0.length > 400_000 && $0.body.isEmpty })
  }
}
