import TestSupport
import Testing

@testable import CLI

struct ConfigReportTests {
  private static let step = "{write_key: sEcReT12, operation: page, user_id: u}"

  @Test(arguments: [
    ([], "page calls to https://api.segment.io/v1"),
    (["--region=eu"], "page calls to https://events.eu1.segmentapis.com/v1"),
    (["--endpoint=http://localhost:8/v1"], "page calls to http://localhost:8/v1"),
    (["--sandbox"], "page calls to a stand-in for Segment in this process"),
    (["-b", "5"], "page calls, up to 5 events in one, to https://api.segment.io/v1"),
    (["-s", "operation=${o}"], "calls to https://api.segment.io/v1"),
    (["--proxy="], "page calls to https://api.segment.io/v1, through no proxy"),
    (["--proxy=http://h:3128"], "page calls to https://api.segment.io/v1, through http://h:3128"),
    (
      ["--proxy=socks5://u:p@h"],
      "page calls to https://api.segment.io/v1, through socks5://***@h"
    ),
    (["--proxy=u:p@h"], "page calls to https://api.segment.io/v1, through ***@h"),
  ])
  func saysWhereCallsGo(_ arguments: [String], _ expected: String) throws {
    #expect(try report(["-i", Self.step] + arguments).first == expected)
  }

  @Test(arguments: [
    ("user_id=x", "user_id 'x'"), ("user_id='${env:ID}'", "user_id text of a variable or a file"),
    ("user_id=a-${env:ID}", "user_id text of a variable or a file"),
    ("properties.a=1", "a 1"), ("properties.a='${env:ID}'", "a text of a variable or a file"),
    ("properties.a=[x, {b: '${c, 5}'}]", "a[1].b event lookup c, default 5"),
    ("properties.a={'b c': {d: x}}", "a[\"b c\"].d 'x'"),
    (
      "properties.a=\(String(repeating: "x", count: 61))",
      "a '\(String(repeating: "x", count: 60))...'"
    ),
    ("user_id=${a.b}", "user_id event lookup a.b"),
    ("user_id='${a, free}'", #"user_id event lookup a, default "free""#),
    ("user_id=${input:line}", "user_id number of the input line"),
    ("user_id=${a}-${b}", "user_id text with 2 lookups"),
    ("properties=${.}", "properties the whole event"),
    ("properties.a=1", "properties fixed object"),
    ("properties.a=[1, {b: '${c}'}]", "properties object with 1 lookup"),
    ("traits.a=1", "traits fixed object (not sent)"),
    ("operation=${o}", "operation event lookup o"),
    ("output_to=r", "output_to r"),
    ("timeout=7", "timeout 7 s"),
    ("retries=2", "retries 2"),
    ("backoff_seconds=0.25", "backoff_seconds 0.25 s"),
    ("retry_propagate=true", "retry_propagate true"),
  ])
  func saysWhereAValueComesFrom(_ assignment: String, _ expected: String) throws {
    let arguments = ["-i", Self.step, "-s", assignment]
    let lines = try report(arguments, environment: ["ID": "hidden"]).map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
    #expect(lines.contains(expected), "\(lines)")
  }

  @Test(arguments: [
    ("sEcReT12", [:], "*** from the config"),
    ("${env:KEY}", ["KEY": "sEcReT12"], "*** from the environment variable KEY"),
    ("'${env:KEY, sEcReT12}'", [:], "*** from the config"),
    ("${env:KEY}", [:], "none, and none is needed"),
    ("", [:], "none, and none is needed"),
    ("''", [:], "none, and none is needed"),
  ])
  func saysWhereTheKeyComesFrom(
    _ key: String, _ environment: [String: String], _ expected: String
  ) throws {
    let arguments = ["--sandbox", "-i", Self.step, "-s", "write_key=\(key)"]
    let lines = try report(arguments, environment: environment)
    #expect(lines[1] == "write_key        \(expected)")
    #expect(!lines.joined().contains("sEcReT"))
  }

  @Test func saysWhichFileTheKeyComesFrom() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("key", "sEcReT12\n")
    let lines = try report(["-i", Self.step, "-s", "write_key=${file:\(path)}"])
    #expect(lines[1] == "write_key        *** from the file \(path)")
  }
}
