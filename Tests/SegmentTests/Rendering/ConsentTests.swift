import Testing

@testable import Segment

/// Calls that tell of a user's consent. The codes are those of Segment's table.
struct ConsentTests {
  private func problems(
    _ context: String, id: String = "anonymous_id",
    event: String = "Segment Consent Preference Updated"
  ) throws -> [String] {
    let config = """
      write_key: k
      operation: track
      \(id): a1
      event: \(event)
      context: ${context}
      """
    return SegmentTests.problems(
      try render(config: config, event: "{\"context\":\(context)}"))
  }

  @Test(
    arguments: [
      (
        #"{"consent":{"categoryPreferences":{"a:b":true,"c\"":false}},"device":{"advertisingId":"x"}}"#,
        nil
      ),
      (#"{"consent":{"categoryPreferences":{}}}"#, nil),
      ("{}", "consent_categoryprefences_should_exist context"),
      (
        #"{"consent":{"categoryPreferences":[true]}}"#,
        "consent_categorypreferences_should_be_object context"
      ),
      (
        #"{"consent":{"categoryPreferences":{"a":true,"b": "true"}}}"#,
        "consent_categorypreferences_fields_should_be_bool context"
      ),
      (
        #"{"consent":{"categoryPreferences":{"a":{"b":true}}}}"#,
        "consent_categorypreferences_fields_should_be_bool context"
      ),
      (
        #"{"consent":{"categoryPreferences":{"a":true}},"device":{"advertisingId":1}}"#,
        "device_advertisingid_should_be_string context"
      ),
    ] as [(String, String?)])
  func areChecked(context: String, problem: String?) throws {
    #expect(try problems(context) == (problem.map { [$0] } ?? []))
  }

  @Test func needAnAnonymousID() throws {
    let context = #"{"consent":{"categoryPreferences":{"a":true}}}"#
    #expect(try problems(context, id: "user_id") == ["consent_needs_anonymous_id_set anonymous_id"])
  }

  @Test func othersAreNot() throws {
    #expect(try problems("{}", id: "user_id", event: "Segment Consent Preference Viewed") == [])
    // The check of one call leaves nothing to the next.
    #expect(try problems("{}", event: "Other") == [])
  }
}
