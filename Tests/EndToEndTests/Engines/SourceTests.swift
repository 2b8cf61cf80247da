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

/// The recipes for sources that give their messages out again, from the last one in the results on.
struct SourceTests {
  /// First the client is killed in the midst of a message; then the program is asked to stop, and
  /// killed. More messages come after that, and one that is no JSON object.
  private func expectToGoOn(
    _ script: String, in kitchen: Kitchen, results: String, name: String,
    adding add: (String) throws -> Void
  ) throws {
    let reaper = try Reaper(in: kitchen, at: 300, askingAt: 150)
    try add(Kitchen.purchases(1...600))
    let killed = try kitchen.command(script: script).run()
    #expect(killed.status == .exited(128 + SIGKILL), killed.story)
    // As if it had been killed in the midst of a line.
    let whole = try kitchen.lines(results).dropLast(kitchen.endsWhole(results) ? 0 : 1)
    #expect(whole.count < 600)
    try kitchen.directory.write(
      results, whole.map { $0 + "\n" }.joined() + "{\"\(name)\":\"17")

    try add(Kitchen.purchases(601...1000))
    #expect(kitchen.directory.list().contains { $0.hasSuffix("-killed") })
    try goOn(script, in: kitchen, until: 1000, results)
    let found = try kitchen.expectEachOnce(1...1000, in: [results], by: reaper)
    #expect(found == Array(1...1000))

    // Nothing is sent again behind a message that is no event.
    let requests = reaper.collector.statistics.requests
    try add("{not an event\n")
    try goOn(script, in: kitchen, until: 1001, results)
    try add(Kitchen.purchases(1001...1001))
    try goOn(script, in: kitchen, until: 1002, results)
    #expect(reaper.collector.statistics.requests == requests + 1)
    #expect(try kitchen.fields("order.id", of: results).suffix(2) == [nil, "1001"])
  }

  /// Starts a recipe that has no end, and ends it when there are so many results.
  private func goOn(
    _ script: String, in kitchen: Kitchen, until count: Int, _ results: String
  ) throws {
    var command = try kitchen.command(script: script)
    // It hands the signal on to the whole pipeline.
    command.arguments = ["60", command.path] + command.arguments
    command.path = try Tool.path("timeout")
    let running = try command.start()
    #expect(
      eventually {
        (try? kitchen.endsWhole(results) && kitchen.lines(results).count >= count) == true
      })
    running.signal(SIGTERM)
    let ended = try running.wait()
    #expect(try kitchen.lines(results).count == count, ended.story)
  }

  @Test(RedisServer.isInstalled)
  func redis() throws {
    let kitchen = try Kitchen()
    let server = try RedisServer()
    try kitchen.wrap("redis-cli", "-p \(server.port)", killedBehind: 1000)
    try expectToGoOn(
      EnginesManual.recipe("redis"), in: kitchen, results: "results.ndjson", name: "stream_id",
      adding: server.add)
  }

  @Test(KafkaBroker.isInstalled)
  func kafka() throws {
    let kitchen = try Kitchen()
    let broker = try KafkaBroker()
    try kitchen.wrap("kcat", killedBehind: 1000)
    let script = try EnginesManual.recipe("kafka").replacing("kafka:9092", with: broker.address)
    try expectToGoOn(
      script, in: kitchen, results: "results.0.ndjson", name: "offset", adding: broker.add)
  }
}

extension Kitchen {
  /// Whether a file ends with a line feed, or is empty.
  fileprivate func endsWhole(_ file: String) throws -> Bool {
    try directory.read(file).last ?? 0x0A == 0x0A
  }
}
