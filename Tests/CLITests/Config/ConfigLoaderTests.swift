import Segment
import TestSupport
import Testing

@testable import CLI

struct ConfigLoaderTests {
  private func load(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> StepConfig {
    let invocation = try Invocation(arguments: arguments)
    let settings: Settings? = if case .run(let settings) = invocation { settings } else { nil }
    var loader = ConfigLoader(try #require(settings), environment: environment)
    return try loader.load()
  }

  private func messages(_ arguments: String...) throws -> [String] {
    do {
      _ = try load(arguments)
      return []
    } catch let error as Diagnostics {
      return error.all.map(\.message)
    }
  }

  @Test(arguments: [
    "track", "identify", "page", "screen", "group", "alias", "workflow", "purchase",
  ])
  func readsTheExamples(_ name: String) throws {
    let path = Fixtures.path("configs/\(name).yaml")
    let config = try load(["-c", path], environment: ["SEGMENT_WRITE_KEY": "wk"])
    #expect(config.writeKey == "wk")
    let expected = ["workflow": "identified", "purchase": "segment", "track": "segment_result"]
    #expect(config.outputTo == expected[name] ?? "\(name)_result")
    if name == "workflow" {
      #expect(config.delivery.timeoutSeconds == 10)
      #expect(config.delivery.retries == 3)
      #expect(config.delivery.backoffSeconds == 2)
      #expect(config.delivery.retryPropagate)
    }
  }

  @Test func readsTheKeyFromAFile() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("key", "wk\n")
    let config = try load([
      "-i", "{operation: page, user_id: u}", "-s", "write_key=${file:\(path)}",
    ])
    #expect(config.writeKey == "wk")
  }

  @Test func theSandboxNeedsNoKey() throws {
    let step = "{operation: page, user_id: u, write_key: \"${env:KEY}\"}"
    #expect(try load(["-i", step, "--sandbox"]).writeKey == "sandbox")
    let key = try load(["-i", step, "--sandbox"], environment: ["KEY": "wk"]).writeKey
    #expect(key == "wk")
    #expect(try messages("-i", step) == ["environment variable KEY is not set"])
  }

  @Test func setsParametersOverTheConfigInOrder() throws {
    let config = try load([
      "-i", "{operation: x, user_id: u, retries: 1}", "-s", "operation=page", "-s", "retries=2",
      "-s", "retries=3", "-s", "write_key=k", "-s", "output_to=r",
    ])
    #expect(config.delivery.retries == 3)
    #expect(config.outputTo == "r")
  }

  @Test func anEmptyValueUnsets() throws {
    let config = try load([
      "-i", "{operation: page, user_id: u, write_key: k, output_to: r}", "-s", "output_to=",
    ])
    #expect(config.outputTo == "segment")
  }

  @Test func saysWhereAnOverrideIsWrong() throws {
    let set = ["-s", "operation=page", "-s", "user_id=u", "-s", "write_key=k"]
    do {
      _ = try load(set + ["-s", "properties={a: ${a..b}}"])
      Issue.record("there is a mistake")
    } catch let error as Diagnostics {
      let place = try #require(error.all.first?.place)
      #expect(place.source == "--set properties")
      #expect(place.line == 1)
      #expect(place.text == "{a: ${a..b}}")
    }
  }

  @Test func listsTheParametersOnce() throws {
    do {
      _ = try load(["-i", "{operation: page, user_id: u, write_key: k, x: 1, evnt: 2, y: 3}"])
      Issue.record("there are mistakes")
    } catch let error as Diagnostics {
      let hints = error.all.map { $0.hint ?? "" }
      #expect(hints.count == 3)
      #expect(hints.first?.hasPrefix("expected one of type, ") == true)
      #expect(hints.dropFirst() == ["did you mean event?", ""])
    }
  }

  @Test func namesEachOption() throws {
    let error = #expect(throws: Diagnostics.self) {
      try load(["-i", "{operation: page, user_id: u, write_key: k, x: 1, rate: 2, proxy: p}"])
    }
    let hints = try #require(error).all.map(\.hint)
    #expect(hints.dropFirst() == ["it is an option: --rate", "it is an option: --proxy"])
  }

  @Test func namesAFileThatCannotBeRead() throws {
    #expect(
      try messages("-c", "/nonexistent/x.yaml")
        == ["cannot read config /nonexistent/x.yaml: No such file or directory"])
  }

  @Test func reportsEveryOverrideThatIsNoYAML() throws {
    #expect(try messages("-s", "event=[", "-s", "name={", "-s", "a..b=1").count == 3)
  }

  @Test(arguments: ["${KEY:-k3y}", "${env:KEY:-k3y}", "${file:/run/key:-k3y}"])
  func hidesADefaultAsShellsWriteIt(value: String) throws {
    let config = "write_key: \(value)\noperation: track\nuser_id: u\nevent: e\n"
    let error = #expect(throws: Diagnostics.self) { try load(["-i", config]) }
    let text = try #require(error).text(Style(isEnabled: false))
    #expect(text.contains(":-***"))
    #expect(!text.contains("k3y"))
  }
}
