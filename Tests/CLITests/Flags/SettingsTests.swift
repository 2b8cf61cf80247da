import CLI
import Sandbox
import Testing

struct SettingsTests {
  /// The settings of a command line that has a config besides.
  private func settings(_ arguments: String...) throws -> Settings {
    try run(["-i", ""] + arguments)
  }

  private func run(_ arguments: [String]) throws -> Settings {
    let invocation = try Invocation(arguments: arguments)
    let settings: Settings? = if case .run(let settings) = invocation { settings } else { nil }
    return try #require(settings)
  }

  private func errors(_ arguments: [String]) -> [UsageError] {
    do throws(UsageErrors) {
      _ = try Invocation(arguments: arguments)
      return []
    } catch {
      return error.all
    }
  }

  @Test func hasTheDefaultsOfTheManual() throws {
    let settings = try settings()
    #expect(settings.config == .inline(""))
    #expect(settings.assignments.isEmpty)
    #expect(settings.step == nil)
    #expect(settings.run.concurrency == 16)
    #expect(settings.region == nil)
    #expect(settings.endpoint == nil)
    #expect(settings.caCertificate == nil)
    #expect(settings.proxy == nil)
    #expect(settings.sandbox == nil)
    #expect(settings.run.invalidLines == .annotate)
    #expect(settings.run.lineLimit == 67_108_864)
    #expect(settings.color == .auto)
    let switches = [
      settings.run.isUnordered, settings.insecureHTTP, settings.run.isDry, settings.check,
      settings.run.isStrict,
      settings.run.skipsDelivered, settings.exitStatus, settings.quiet,
    ]
    #expect(!switches.contains(true))
  }

  @Test func takesEveryFlag() throws {
    let settings = try settings(
      "--step=2", "-j1024", "-u", "--region", "eu", "--endpoint=http://h/v1/", "--insecure-http",
      "--cacert=ca.pem", "--proxy=", "-n", "--check", "--strict", "--retry-failed",
      "--on-invalid=stop", "--max-line=1k", "-e", "-q", "--color=never", "-sa.b='=1")
    #expect(settings.step == 2)
    #expect(settings.run.concurrency == 1024)
    #expect(settings.region == .eu)
    #expect(settings.endpoint?.text == "http://h/v1")
    #expect(settings.caCertificate == "ca.pem")
    #expect(settings.proxy == "")
    #expect(settings.run.invalidLines == .stop)
    #expect(settings.run.lineLimit == 1024)
    #expect(settings.color == .never)
    #expect(settings.assignments.map(\.path) == ["a.b"])
    #expect(settings.assignments.map(\.value) == ["'=1"])
    let switches = [
      settings.run.isUnordered, settings.insecureHTTP, settings.run.isDry, settings.check,
      settings.run.isStrict,
      settings.run.skipsDelivered, settings.exitStatus, settings.quiet,
    ]
    #expect(!switches.contains(false))
  }

  @Test(arguments: [
    ("1", 1), ("010", 10), ("1K", 1024), ("3m", 3 << 20), ("2G", 2 << 30), ("2147483648", 2 << 30),
  ])
  func takesLineLengths(text: String, bytes: Int) throws {
    #expect(try settings("--max-line", text).run.lineLimit == bytes)
  }

  @Test(arguments: [
    "", "0", "K", "1.5M", "-1", "+1", " 1", "1KB", "1T", "3G", "2147483649", "0x10", "１",
    "9223372036854775807G", "99999999999999999999",
  ])
  func refusesLineLengths(text: String) {
    let expected = UsageError.Expectation.byteCount(1...(2 << 30))
    #expect(
      errors(["-i", "", "--max-line", text])
        == [.badValue(flag: "--max-line", value: text, expected: expected)])
  }

  @Test(arguments: ["", "0", "1025", "-1", "1.0", "many", "99999999999999999999"])
  func refusesConcurrencies(text: String) {
    #expect(
      errors(["-i", "", "-j", text])
        == [.badValue(flag: "-j", value: text, expected: .wholeNumber(1...1024))])
  }

  @Test(arguments: [
    ("0.5", 0.5), ("100", 100), ("1000/8", 125), ("1/4", 0.25), ("10.5/1", 10.5),
  ])
  func takesRates(text: String, rate: Double) throws {
    #expect(try settings("-r", text).run.rate == rate)
  }

  @Test(arguments: [
    "", "0", "/", "1/", "/2", "1/0", "1/-1", "1/1.5", "1/2/3", "nan", "1e3", "0.001/2",
  ])
  func refusesRates(text: String) {
    #expect(
      errors(["-i", "", "-r", text]) == [.badValue(flag: "-r", value: text, expected: .rate)])
  }

  @Test func takesOnlyTheLastOfSeveral() throws {
    #expect(try settings("-j0", "-j7").run.concurrency == 7)
  }

  @Test func aFileOrAssignmentsAreAConfig() throws {
    let fromFile = try run(["-c", "a", "-sb="])
    #expect(fromFile.config == .file("a"))
    #expect(fromFile.assignments.map(\.path) == ["b"])
    let fromNothing = try run(["-sb=1", "-sc=2"])
    #expect(fromNothing.config == .none)
    #expect(fromNothing.assignments.map(\.value) == ["1", "2"])
  }

  @Test func theSandboxTakesFaultsOrNone() throws {
    #expect(try settings("--sandbox").sandbox == Faults.none)
    #expect(try settings("--sandbox=503:0.1", "-n").sandbox == Faults.parse("503:0.1"))
    #expect(throws: UsageErrors.self) { try settings("--sandbox=503") }
    #expect(throws: UsageErrors.self) { try settings("--sandbox", "--proxy=http://127.0.0.1:1") }
  }

  @Test(arguments: [
    ("http://127.0.0.1:3128", true), ("localhost:3128", true), ("socks5://u:p@[::1]:1080", true),
    ("http://10.0.0.1:3128", false), ("proxy:3128", false), ("http://127.0.0.1@evil:1", false),
  ])
  func plainHTTPGoesThroughNoOtherMachine(proxy: String, isTaken: Bool) {
    let plain = ["--endpoint", "http://127.0.0.1:1/v1", "--proxy", proxy]
    let secure = ["--endpoint", "https://example.com/v1", "--proxy", proxy]
    #expect(((try? run(["-i", ""] + plain)) != nil) == isTaken)
    #expect(throws: Never.self) { try run(["-i", "", "--insecure-http"] + plain) }
    #expect(throws: Never.self) { try run(["-i", ""] + secure) }
  }

  @Test func plainHTTPStaysOnTheMachine() throws {
    #expect(try settings("--endpoint=http://127.0.0.1:9/v1").endpoint?.isLoopback == true)
    #expect(
      errors(["-i", "", "--endpoint=http://a/"])
        == [.httpToOtherMachine(flag: "--endpoint", value: "http://a")])
  }

  @Test(arguments: [
    (["-i", "", "-c", "a"], [UsageError.conflict(first: "-i", second: "-c")]),
    (["-c", "a", "--inline="], [.conflict(first: "-c", second: "--inline")]),
    (["-c", "-"], [.badValue(flag: "-c", value: "-", expected: .fileName)]),
    (
      ["-sa=1", "--sandbox", "--endpoint=https://a"],
      [.conflict(first: "--sandbox", second: "--endpoint")]
    ),
    (
      ["-i", "", "--batch-linger", "5"], [.needs(flag: "--batch-linger", other: "--batch")]
    ),
    (["-s", "a"], [.badAssignment(flag: "-s", value: "a")]),
    (["-s", "=a"], [.badAssignment(flag: "-s", value: "=a")]),
    (["-s", "a=1", "-s", "=a"], [.badAssignment(flag: "-s", value: "=a", place: 2)]),
    ([], [.noConfig]), (["--check"], [.noConfig]),
    (
      ["-j0"],
      [.badValue(flag: "-j", value: "0", expected: .wholeNumber(1...1024)), .noConfig]
    ),
    (
      ["--completions", "csh"],
      [
        .badValue(
          flag: "--completions", value: "csh",
          expected: .oneOf(["bash", "zsh", "fish"], nearest: nil))
      ]
    ),
    (["--confg=a"], [.unknownFlag(text: "--confg", nearest: "--config")]),
  ])
  func refuses(arguments: [String], expected: [UsageError]) {
    #expect(errors(arguments) == expected)
  }

  @Test func reportsEverythingAtOnce() {
    let found = errors(["--bogus", "-s", "a", "-j0", "--step=x", "--region=de", "--endpoint=a"])
    #expect(found.count == 6)
  }

  @Test(arguments: [
    (["-h"], Invocation.help), (["--bogus", "-j0", "--help"], .help), (["-V", "-h"], .version),
    (["-c", "a", "x", "--version"], .version), (["--schema", "-h"], .schema),
    (["--completions=zsh", "--bogus", "--schema"], .completions(.zsh)),
    (["--completions", "csh", "-h"], .help),
  ])
  func theFirstFlagThatPrintsWins(arguments: [String], expected: Invocation) throws {
    #expect(try Invocation(arguments: arguments) == expected)
  }
}
