import JSON
import Testing

@testable import Segment

struct CallFailureTests {
  @Test func listsItsProblems() {
    var output: [UInt8] = []
    CallFailure.append(
      .missingField,
      [
        Problem(code: .missingField, field: "a[\"b\"]", message: "the event has no a[\"b\"]"),
        Problem(code: .noID, field: "user_id", message: "second"),
      ], to: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == #"{"success":false,"error":{"type":"missing_field","#
        + #""message":"the event has no a[\"b\"]; second","#
        + #""problems":[{"code":"missing_field","field":"a[\"b\"]","#
        + #""message":"the event has no a[\"b\"]"},"#
        + #"{"code":"no_user_anon_id","field":"user_id","message":"second"}]},"attempts":0}"#)
    #expect(JSONValidator.firstError(in: output.span) == nil)
  }

  @Test func hasDistinctCodes() {
    #expect(Set(Problem.Code.allCases.map(\.rawValue)).count == Problem.Code.allCases.count)
  }

  @Test func tellsFaultsOfTheLineFromFaultsOfTheEvent() {
    #expect(Refusal.allCases.filter(\.concernsLine) == [.invalidJSON, .notAnObject])
  }
}
