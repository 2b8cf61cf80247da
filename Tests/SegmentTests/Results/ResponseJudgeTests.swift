import Testing

@testable import Segment

struct ResponseJudgeTests {
  @Test(arguments: [
    (200, #"{"success":true}"#, true, true), (200, #"{"success": false}"#, false, true),
    (200, "{\n\"success\"\n:\nfalse}\n", false, true), (204, "", true, false),
    (200, "OK", true, false),
    (299, "[1]", true, true), (200, "false", true, true),
    (200, #"{"a":{"success":false}}"#, true, true),
    (200, #"{"success":"false"}"#, true, true), (200, #"{"success":true"#, true, false),
    (200, #"{"success":false"#, false, false), (200, #"{"success":false,"a":"bc"#, false, false),
    (200, #"{"a":"{"success":false"#, true, false),
    (200, #"{"success":false,"success":true}"#, true, true), (199, "{}", false, true),
    (300, #"{"success":true}"#, false, true), (503, "<html>", false, false),
    (400, #"{"success":true}"#, false, true),
  ])
  func judges(status: Int, body: String, isAccepted: Bool, isJSON: Bool) {
    var judge = ResponseJudge()
    _ = judge.judge(status: 200, body: Array(#"{"success":false}"#.utf8).span)
    #expect(
      judge.judge(status: status, body: Array(body.utf8).span)
        == ResponseVerdict(isAccepted: isAccepted, isJSON: isJSON))
  }

  @Test func takesWhatIsNotUTF8AsText() {
    var judge = ResponseJudge()
    let verdict = judge.judge(status: 200, body: ([0x22, 0xFF, 0x22] as [UInt8]).span)
    #expect(verdict == ResponseVerdict(isAccepted: true, isJSON: false))
  }
}
