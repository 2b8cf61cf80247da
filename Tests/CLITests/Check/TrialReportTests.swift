import Testing

@testable import CLI

struct TrialReportTests {
  private static let track = [
    "-i", "{write_key: k, operation: track, user_id: '${user.mail}', event: '${type, E}'}",
  ]

  @Test func namesTheKeyThatWasMeant() throws {
    let user = #"{"user":{"id":1,"email":"e","plan":"p"}}"#
    let report = try trial(Self.track, of: [user, user])
    #expect(
      report == """

        2 events tried, nothing sent: none would make a call
          no_user_anon_id  2x  a call needs a user_id or an anonymous_id (first in line 1)
        user.mail found nothing in 2 of 2 events; did you mean user.email? \
        (user has: id, email, plan)

        """)
  }

  @Test(arguments: [
    (#"{}"#, "(the event has no keys)"),
    (#"{"a":1}"#, "(the event has: a)"),
    (#"{"users":{}}"#, "; did you mean users.mail? (the event has: users)"),
    (#"{"User":{"mail":1}}"#, "; did you mean User.mail? (the event has: User)"),
    (#"{"user":"x"}"#, "(user is a string)"),
    (#"{"user":null}"#, "(user is null)"),
    (#"{"user":[{"mail":1}]}"#, "(user is an array)"),
    (#"{"user":{"m ail":1}}"#, #"; did you mean user["m ail"]? (user has: "m ail")"#),
    (#"{"user":{"\u001b[2J":1}}"#, #"(user has: "\u001b[2J")"#),
    (
      #"{"user":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1}}"#,
      "(user has: a, b, c, d, e, f, g, h, i, j, k, l, ...)"
    ),
  ])
  func saysWhatIsThereInstead(_ event: String, _ expected: String) throws {
    let line = try trial(Self.track, of: [event]).split(separator: "\n").last
    let separator = expected.hasPrefix(";") ? "" : " "
    #expect(line == "user.mail found nothing in 1 of 1 event\(separator)\(expected)")
  }

  @Test func countsWhatIsNothingToAText() throws {
    let report = try trial(
      [
        "-i",
        "{write_key: k, operation: identify, user_id: '${u // v}', timestamp: '${t}', "
          + "message_id: '${m | uuid}', traits: {t: '${t}', u: '${u // v}'}}",
      ],
      of: [
        #"{"u":"4f2a","v":"w","t":null,"m":""}"#, #"{"u":"","v":"w","t":"","m":null}"#,
        #"{"u":"-","t":1700000000}"#,
      ])
    for line in [
      "t found nothing in 2 of 3 events (null in 1, empty in 1): dated to the time of reading",
      "u // v: u in 2, v in 1 of 3 events", "u // v: u in 3, v in 0 of 3 events",
    ] {
      #expect(report.contains("\n\(line)\n"), "\(line)")
    }
    let message = "\nm | uuid found nothing in 3 of 3 events (null in 1, empty in 1)"
    #expect(report.contains(message))
    #expect(report.contains(": given random message ids\n"))
  }

  @Test func strictnessAndCountsAgree() throws {
    let report = try trial(
      Self.track + ["--strict", "-s", "message_id=${id | uuid}", "-s", "user_id=u"],
      of: [#"{"id":""}"#, #"{"id":"a"}"#, "{}", #"{"id":""}"#])
    #expect(report.contains("  missing_field  3x  "))
    #expect(report.contains("\nid | uuid found nothing in 3 of 4 events (empty in 2)"))
    #expect(!report.contains("random"))
  }

  @Test func countsProblemsByEvent() throws {
    let lines = [#"{"user":{"mail":1}}"#, "{}", "[]", "{", #"{"user":{"mail":{}}}"#, "{}"]
    let report = try trial(Self.track, of: lines).split(separator: "\n").map(String.init)
    #expect(report[0] == "6 events tried, nothing sent: 1 would make a track call, 5 would not")
    #expect(report.contains { $0.hasPrefix("  no_user_anon_id  2x ") })
    let array = "expected a JSON object, found an array; jq -c '.[]' makes a line of each element"
    #expect(report.contains("  not_an_object    1x  \(array) (first in line 3)"))
    #expect(report.contains { $0.hasPrefix("  invalid_json     1x  column 2: expected a member") })
    #expect(report.contains { $0.hasPrefix("  id_not_string    1x ") })
    #expect(report.contains { $0.hasPrefix("user.mail found nothing in 2 of 4 events ") })
  }

  @Test func showsTheFirstCall() throws {
    let report = try trial(Self.track, of: ["{}", #"{"user":{"mail":"m@x"}}"#])
    #expect(report.contains("\nline 2 would make a track call:\n  {\n    \"messageId\": \""))
    #expect(report.hasSuffix("\n  }\n"))
    #expect(try !trial(Self.track, of: ["{}"]).contains("would make a track call"))
  }

  @Test(arguments: [("1705306178", false), ("1705306", true), ("99999999999", true)])
  func notesYearsThatAreDoubtful(time: String, isNoted: Bool) throws {
    let arguments = [
      "-i", "{write_key: k, operation: identify, user_id: u, timestamp: '${t}'}",
    ]
    let report = try trial(arguments, of: ["{\"t\":\(time)}"])
    #expect(report.contains("timestamp_doubtful") == isNoted)
  }

  @Test func looksOnlyWhereTheCallHasAPlace() throws {
    let arguments = [
      "-i", "{write_key: k, operation: '${o}', user_id: u, event: '${e}', traits: {a: '${a}'}}",
    ]
    let report = try trial(
      arguments, of: [#"{"o":"track","e":"E"}"#, #"{"o":"identify"}"#, #"{"o":"identify","a":1}"#])
    #expect(
      report.hasPrefix(
        """

        3 events tried, nothing sent: 1 would make a track call, 2 would make identify calls
        user_id: the same one in 3 calls
        a found nothing in 1 of 2 events (the event has: o)
        line 1 would make a track call:
          {
        """))
  }

  @Test func looksOnlyWhereARefusedCallHasAPlace() throws {
    let arguments = [
      "-i", "{write_key: k, operation: '${o}', user_id: '${u}', event: '${e}', name: '${n}'}",
    ]
    let report = try trial(arguments, of: [#"{"o":"page"}"#, "{}"])
    #expect(report.contains("n found nothing in 1 of 1 event"))
    #expect(report.contains("u found nothing in 2 of 2 events"))
    #expect(!report.contains("e found nothing"))
  }

  @Test func takesNoticeOfOtherFlags() throws {
    let done = #"{"segment":{"success":true}}"#
    let retried = try trial(Self.track + ["--retry-failed"], of: [done])
    #expect(retried.contains("none would make a call, 1 need none (--retry-failed)"))
    let strict = try trial(Self.track + ["--strict", "-s", "anonymous_id=a"], of: ["{}"])
    #expect(strict.contains("  missing_field  1x  the event has no user.mail (first in line 1)"))
  }

  @Test func saysThatThereWereNoEvents() throws {
    let report = try trial(Self.track, of: [])
    #expect(report == "\nno events on standard input: none was tried\n")
  }
}
