import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The recipes of the cookbook for whoever runs the program day by day do what it says of them.
struct OperationsTests {
  @Test(.enabled(if: Tool.find("parallel") != nil))
  func parallel() throws {
    let kitchen = try Kitchen()
    // Three blocks of 10 MB.
    let padding = String(repeating: "x", count: 10_000)
    let events = (1...2500).map {
      #"{"user":{"id":\#($0)},"order":{"id":\#($0)},"padding":"\#(padding)"}"# + "\n"
    }
    try kitchen.directory.write("events.ndjson", events.joined())
    _ = try kitchen.follow("parallel")
    let identifiers = try kitchen.fields("segment.message_id", of: "results.ndjson")
    #expect(
      identifiers
        == (1...2500).map { "\"\(MessageID.text("track", "\($0)", key: Kitchen.writeKey))\"" })
    let outcomes = try kitchen.fields("segment.success", of: "results.ndjson")
    #expect(outcomes.allSatisfy { $0 == "true" })
  }

  /// Runs the unit's command once, as systemd would, after which there are so many results.
  private func serve(_ kitchen: Kitchen, until count: Int) throws {
    let unit = try #require(try Cookbook.recipes()["systemd"]).replacing("\\\n", with: "")
    func value(_ key: String) throws -> String {
      let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix(key) })
      return String(line.dropFirst(key.count)).replacing("/var/lib/segment-step/", with: "")
    }
    let program = try value("ExecStart=/usr/local/bin/")
    let input = try value("StandardInput=file:")
    let output = try value("StandardOutput=append:")
    let finished = try kitchen.command(script: "exec \(program) < \(input) >> \(output)").run()
    #expect(finished.status == .exited(0), finished.story)
    #expect(try kitchen.lines("results.ndjson").count == count)
  }

  @Test func systemd() throws {
    let kitchen = try Kitchen()
    let log = try kitchen.directory.write("app.log", Kitchen.purchases(1...3))
    try serve(kitchen, until: 3)
    try serve(kitchen, until: 3)
    let before = String(decoding: try Fixtures.read(log), as: UTF8.self)
    try kitchen.directory.write("app.log", before + Kitchen.purchases(4...5) + #"{"type":"pur"#)
    try serve(kitchen, until: 5)
    let identifiers = try kitchen.fields("segment.message_id", of: "results.ndjson")
    #expect(
      identifiers
        == (1...5).map { "\"\(MessageID.text("track", "\($0)", key: Kitchen.writeKey))\"" })
  }

  @Test func rotate() throws {
    let kitchen = try Kitchen()
    try kitchen.directory.write("app.log", Kitchen.purchases(1...3))
    try serve(kitchen, until: 3)
    try kitchen.directory.write("app.log", Kitchen.purchases(1...5))
    _ = try kitchen.follow("rotate")
    #expect(try kitchen.lines("results.ndjson.1").count == 5)
    #expect(try kitchen.lines("systemctl") == ["stop segment-step", "start segment-step"])
    try kitchen.directory.write("app.log", Kitchen.purchases(6...7))
    try serve(kitchen, until: 2)
  }

  /// Each metric that the cookbook names is one.
  @Test func metrics() throws {
    let kitchen = try Kitchen("--sandbox=400:0.5,seed:1")
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...20))
    _ = try kitchen.follow("metrics")
    let page = String(decoding: try Fixtures.read(Cookbook.page.path), as: UTF8.self)
    let names = page.matches(of: /It Cm (segment_step_\w+)/).map(\.output.1)
    #expect(names.count == 5)
    let lines = try kitchen.lines("segment_step.prom")
    for name in names {
      #expect(
        lines.contains { $0.hasPrefix("\(name) ") || $0.hasPrefix("\(name){") }, "\(name)")
    }
  }

  @Test(.enabled(if: getuid() == 0 && Tool.find("chroot") != nil && Sanitizer.isAbsent))
  func container() throws {
    let kitchen = try Kitchen()
    let recipes = try Cookbook.recipes()
    let recipe = try #require(recipes["container"])
    let installed = "/usr/local/bin/segment-step"
    #expect(recipe.contains(installed))
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...2))
    // In place of Docker, the image is a directory, and the config copied into it.
    let docker = """
      docker() {
        if [ "$1" = import ]; then cat > image.tar; return; fi
        cp purchase.yaml image
        while [ "$1" != segment-step ]; do shift; done
        shift
        chroot image /usr/bin/segment-step --sandbox "$@"
      }

      """
    let script =
      try docker + recipe.replacing(installed, with: Binary.segmentStep)
      + #require(recipes["docker"])
    let made = try kitchen.command(script: script).run()
    #expect(made.status == .exited(0), made.story)
    let members = try Command(
      Tool.path("tar"), arguments: ["-tf", kitchen.directory.path("image.tar")]
    ).run().output
    #expect(members.contains("./usr/bin/segment-step\n"))
    #expect(try kitchen.fields("segment.success", of: "results.ndjson") == ["true", "true"])
    // There is no `/proc` in it.
    let started = try Command(
      Tool.path("chroot"),
      arguments: [kitchen.directory.path("image"), "/usr/bin/segment-step", "-n"] + Step.track
    ).run(stdin: Step.events(1...1))
    #expect(started.status == .exited(0), started.story)
    #expect(try started.fields("segment.dry_run") == ["true"], started.story)
  }

  @Test(arguments: [(faults: "--sandbox", isMailed: false), ("--sandbox=400:0.5,seed:1", true)])
  func alert(faults: String, isMailed: Bool) throws {
    let kitchen = try Kitchen(faults)
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...20) + "\n")
    _ = try kitchen.follow("alert")
    let mail = try? kitchen.directory.read("mail")
    #expect((mail != nil) == isMailed)
    if let mail { #expect(try field("lines", of: mail) == "21") }
  }
}
