import CLI
import Testing

struct UsageWordingTests {
  private func wording(_ arguments: [String]) -> String {
    do throws(UsageErrors) {
      _ = try Invocation(arguments: arguments)
      return ""
    } catch {
      return UsageWording.text(error)
    }
  }

  /// The arguments beside `-i ''`, and what is said of them after the program's name.
  static let goldens: [([String], String)] = [
    (["-j", "0"], "-j 0: expected a whole number from 1 to 1024"),
    (["--concurrency", "a b"], "--concurrency 'a b': expected a whole number from 1 to 1024"),
    (["--step", ""], "--step '': expected a whole number, 1 or more"),
    (["--max-line", "3G"], "--max-line 3G: expected a number of bytes from 1 to 2G, such as 64M"),
    (["--hold", "5"], "--hold 5: expected a number of bytes from 1M to 1024G, such as 64M"),
    (
      ["--retry-for", "2w"],
      "--retry-for 2w: expected a time from 1ms to 366d, such as 90s, 2h or 1h30m"
    ),
    (["--region", "EU"], "--region EU: expected us or eu; did you mean eu?"),
    (["--completions", "ksh"], "--completions ksh: expected bash, zsh or fish"),
    (
      ["-b", "5", "--batch-linger", "5s"],
      "--batch-linger 5s: expected a whole number from 0 to 3600000, in milliseconds, without a unit"
    ),
    (["purchase.yaml"], "unexpected argument purchase.yaml; did you mean -c purchase.yaml?"),
    (["--sandbox", "a.json"], "unexpected argument a.json; did you mean -c a.json?"),
    (["-o", "x"], "unknown option -o; events with their results go to standard output: > FILE"),
    (
      ["-f", "x"],
      "unknown option -f; events come on standard input: < FILE; a step config is given with -c"
    ),
    (["-version"], "unknown option -version; did you mean --version?"),
    (["--no-color"], "unknown option --no-color; did you mean --color=never?"),
    (
      ["--endpoint", "localhost:9000/v1"],
      "--endpoint localhost:9000/v1: expected a URL with its scheme; did you mean "
        + "http://localhost:9000/v1?"
    ),
    (
      ["--endpoint", "https://a.example/v1/batch"],
      "--endpoint https://a.example/v1/batch: the operation is appended to it; did you mean "
        + "https://a.example/v1?"
    ),
    (["--color", "blue"], "--color blue: expected auto, always or never"),
    (["--conurrency"], "unknown option --conurrency; did you mean --concurrency?"),
    (["-z"], "unknown option -z; see segment-step --help"),
    (["--con"], "option --con is ambiguous: it could be --config or --concurrency"),
    (["-c"], "-c: expected FILE after it"),
    (["-n=1"], "-n=1: -n takes no argument"),
    (["--check=x"], "--check=x: --check takes no argument"),
    (
      ["in.ndjson"],
      "unexpected argument in.ndjson; events come on standard input: segment-step ... < in.ndjson"
    ),
    (["now"], "unexpected argument now; events come on standard input, all else in options"),
    (["--sandbox", "reset:1"], "unexpected argument reset:1; did you mean --sandbox=reset:1?"),
    (
      ["--sandbox=delay:1s"],
      "--sandbox=delay:1s: expected a whole number of milliseconds from 0 to 3600000"
    ),
    (
      ["--sandbox=429:1:86401"],
      "--sandbox=429:1:86401: expected a Retry-After in whole seconds from 0 to 86400"
    ),
    (["--sandbox=seed:x"], "--sandbox=seed:x: expected a seed from 0 to 18446744073709551615"),
    (["-s", "event"], "-s: expected KEY=VALUE, such as -s event=Purchase"),
    (["-s", "write_key:abc"], "-s: expected KEY=VALUE, such as -s event=Purchase"),
    (
      ["--write-key", "secret"],
      "unknown option --write-key; did you mean --set write_key=VALUE?"
    ),
    (["-c", "x"], "-i and -c exclude each other; give only one of them"),
    (
      ["--endpoint", "a.example"],
      "--endpoint a.example: expected a URL with its scheme; did you mean https://a.example?"
    ),
    (
      ["--endpoint", "https://secret:@a"],
      "--endpoint: expected a URL without user name and password; "
        + "calls are authorised by the config's write_key"
    ),
    (
      ["--endpoint", "http://a.example/v1"],
      "--endpoint http://a.example/v1: the write key would travel to another machine in clear "
        + "text; use https://, or add --insecure-http to allow it"
    ),
    (
      ["\u{1B}[31m\n"],
      "unexpected argument \\u{1B}[31m\\n; events come on standard input, "
        + "all else in options"
    ),
  ]

  @Test(arguments: goldens)
  func words(arguments: [String], expected: String) {
    #expect(wording(["-i", ""] + arguments) == "segment-step: \(expected)\n")
  }

  @Test func cutsALongValue() {
    let text = wording(["-i", "", "-j", String(repeating: "9", count: 5000)])
    #expect(text.contains("999...: expected"))
    #expect(text.utf8.count < 250)
  }

  /// The password in front of `@` is not repeated, whatever else is wrong with the URL.
  @Test(arguments: ["https://k:hush@a", "ftp://k:hush@a", "https://k:hush@a?x", "k:hush@a"])
  func keepsPasswordsToItself(url: String) {
    let text = wording(["-i", "", "--endpoint", url])
    #expect(text.hasPrefix("segment-step: --endpoint: expected a URL"))
    #expect(!text.contains("hush"))
  }

  @Test func wordsSeveralALineEach() {
    let text = wording(["-i", "", "-j0", "--step=0", "--bogus"])
    #expect(text.split(separator: "\n").count == 3)
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("segment-step: ") })
  }

  @Test func showsAnExampleWhenThereIsNoConfig() {
    #expect(wording([]).hasPrefix("segment-step: no step config; "))
    #expect(wording([]).hasSuffix("\n" + HelpText.short))
  }
}
