import Segment
import Testing
import YAML

@testable import CLI

struct ConfigWordingTests {
  struct Example: Sendable {
    let reason: ConfigError.Reason
    let message: String
    let hint: String?

    init(_ reason: ConfigError.Reason, _ message: String, _ hint: String? = nil) {
      self.reason = reason
      self.message = message
      self.hint = hint
    }
  }

  static let structure = [
    Example(.yaml(.empty), "the config is empty"),
    Example(
      .notAStep, "expected a step: a mapping such as 'operation: track', or a list of steps"),
    Example(.stepsNotAList, "expected a list of steps after 'steps:'"),
    Example(.noSegmentStep(types: []), "no step of type segment; types found: none"),
    Example(
      .noSegmentStep(types: ["sql", "slack", "sql"]),
      "no step of type segment; types found: slack, sql"),
    Example(
      .severalSegmentSteps(numbers: [1, 3]), "2 steps are of type segment",
      "choose one with --step: 1, 3; several take a run each, one piped into the next"),
    Example(.noSuchStep(number: 4, count: 3), "there is no step 4", "--step takes 1 to 3"),
    Example(.noSuchStep(number: 2, count: 1), "there is no step 2", "the config has one step"),
    Example(.noSuchStep(number: 1, count: 0), "there is no step 1", "the config has none"),
    Example(
      .otherStepType("sql"), "'sql' is a step type this program does not run", "expected segment"),
    Example(
      .setThroughValue(path: "event"), "event is not a mapping, so nothing can be set in it"),
    Example(
      .setPathEmpty(path: "a..b"), "'a..b' has an empty name", "expected names joined by dots"),
    Example(.setMapping, "the colon makes this value a mapping"),
    Example(.setComment, "the # begins a comment, which is no part of this value"),
  ]

  static let names = [
    Example(
      .unknownParameter("evnt", nearest: "event"), "unknown parameter 'evnt'",
      "did you mean event?"),
    Example(
      .unknownParameter("rate_limit", nearest: nil), "unknown parameter 'rate_limit'",
      "it is an option: --rate"),
    Example(
      .parametersNested("config"), "unknown parameter 'config'",
      "the parameters stand in the step itself"),
    Example(
      .missing(.operation, or: nil, operation: nil), "missing operation",
      "expected one of track, identify, page, screen, group, alias"),
    Example(
      .unknownOperation("x", nearest: nil), "unknown operation 'x'",
      "expected one of track, identify, page, screen, group, alias"),
    Example(
      .missing(.writeKey, or: nil, operation: nil), "missing write_key",
      "add write_key: ${env:SEGMENT_WRITE_KEY}, or try --sandbox"),
    Example(
      .missing(.userID, or: .anonymousID, operation: nil), "missing user_id or anonymous_id"),
    Example(
      .missing(.groupID, or: nil, operation: .group), "missing group_id, which group needs"),
  ]

  static let values = [
    Example(
      .wrongKind(.event, expected: .string, found: "list"), "event must be text, found a list"),
    Example(
      .wrongKind(.traits, expected: .object, found: "text"),
      "traits must be a mapping, one lookup, or text that holds a JSON object, found text"),
    Example(
      .wrongKind(.properties, expected: .object, found: "text that is not JSON"),
      "properties must be a mapping, one lookup, or text that holds a JSON object, "
        + "found text that is not JSON"),
    Example(
      .wrongKind(.retryPropagate, expected: .boolean, found: "number"),
      "retry_propagate must be true or false, found a number"),
    Example(
      .wrongKind(
        .timeout, expected: .wholeNumber(1...3600), found: "text '30s'", meant: "30"),
      "timeout must be a whole number from 1 to 3600, found text '30s'", "write timeout: 30"),
    Example(.empty(.outputTo), "output_to is empty"),
    Example(
      .outOfRange(.timeout, value: "0", expected: .wholeNumber(1...3600)), "timeout is 0",
      "expected a whole number from 1 to 3600"),
    Example(
      .outOfRange(.backoffSeconds, value: "1e9", expected: .nonNegativeNumber),
      "backoff_seconds is 1e9", "expected a number from 0 to 86400"),
    Example(.tooLong(.messageID, limit: 100), "message_id has more than 100 characters"),
    Example(
      .badTimestamp("noon"), "'noon' is no timestamp",
      "expected ISO 8601, or seconds or milliseconds since 1970"),
    Example(
      .writeKeyFromEvent(lookup: "key"), "write_key looks up 'key' in the event",
      "one run has one write key: expected ${env:NAME}, ${file:PATH} or the key itself"),
    Example(
      .writeKeyFromEvent(lookup: "SEGMENT_WRITE_KEY"),
      "write_key looks up 'SEGMENT_WRITE_KEY' in the event",
      "did you mean ${env:SEGMENT_WRITE_KEY}?"),
    Example(
      .badWriteKey(.shellVariable), "write_key holds '$'", "a variable is written ${env:NAME}"),
    Example(
      .badWriteKey(.assignment), "write_key holds '='", "only what stands behind NAME= is the key"),
    Example(
      .foreignLookup(.userID, text: ".user.id", path: "user.id"),
      "user_id is the text '.user.id', the same for every event",
      "a lookup is written ${user.id}"),
    Example(
      .notAWord(.region, value: "asia", words: ["us", "eu"]), "region is 'asia'",
      "expected us or eu"),
    Example(
      .backoffMaximumTooSmall(backoff: "2"), "backoff_max_seconds is too small",
      "expected a number above 0, and no less than backoff_seconds, which is 2"),
    Example(.notFinite(".inf"), ".inf is no number in JSON"),
  ]

  @Test(arguments: structure + names + values)
  func words(_ example: Example) {
    let wording = ConfigWording(example.reason)
    #expect(wording.message == example.message)
    #expect(wording.hint == example.hint)
  }

  @Test func listsEveryParameterIfNoneIsNear() {
    let hint = ConfigWording(.unknownParameter("x", nearest: nil)).hint ?? ""
    for name in ParameterName.allCases { #expect(hint.contains(name.rawValue)) }
  }
}
