/// Every parameter of a step config, one row each, in the order of the manual.
public enum ParameterTable {
  /// The rows.
  public static let all: [Parameter] = [
    Parameter(.type, .type, standard: "segment", "The type of the step."),
    Parameter(
      .writeKey, .constantText, required: .always,
      "The write key of the Segment source: ${env:NAME}, ${file:PATH} or the key itself."),
    Parameter(
      .operation, .operation, required: .always,
      "The call to make; a template decides it for each event."),
    Parameter(
      .userID, .text, required: .unless(.anonymousID, besides: .alias),
      "The user's id; required unless there is an anonymous_id, and for alias."),
    Parameter(
      .anonymousID, .text, required: .unless(.userID, besides: nil),
      "The id of a user not yet known; required unless there is a user_id."),
    Parameter(
      .event, .text, required: .operation(.track), "The name of the event; required for track."),
    Parameter(
      .properties, .object, "Properties of the event, page or screen, for track, page and screen."),
    Parameter(.traits, .object, "Traits of the user or group, for identify and group."),
    Parameter(.name, .text, "The name of the page or screen."),
    Parameter(.category, .text, "The category of the page or screen."),
    Parameter(
      .groupID, .text, required: .operation(.group), "The group's id; required for group."),
    Parameter(
      .previousID, .text, required: .operation(.alias),
      "The id that the user had before; required for alias."),
    Parameter(.context, .object, "Context of the call, merged over what segment-step adds."),
    Parameter(.integrations, .object, "Which of Segment's destinations receive the call."),
    Parameter(
      .timestamp, .text,
      "When the event happened, ISO 8601 or seconds or milliseconds since 1970; "
        + "without it, the time at which the event was read."),
    Parameter(
      .messageID, .text, maximumLength: CallLimits.messageIDCharacters,
      "The id by which Segment recognises a repeated call; without it, a random UUID."),
    Parameter(
      .timeout, .wholeNumber(DeliveryPolicy.Limits.timeoutSeconds), standard: "30",
      "Seconds that one attempt may take."),
    Parameter(
      .outputTo, .constantText, standard: StepConfig.standardOutputTo,
      "The key of the event that receives the result."),
    Parameter(
      .region, .word(Region.allCases.map(\.rawValue)), standard: "us",
      "The region that the write key belongs to."),
    Parameter(.description, .ignored, "Ignored."),
    Parameter(
      .retries, .wholeNumber(DeliveryPolicy.Limits.retries), standard: "0",
      "Further attempts after the first."),
    Parameter(
      .backoffSeconds, .number(upTo: DeliveryPolicy.Limits.backoffSeconds), standard: "0",
      "Seconds to wait between attempts."),
    Parameter(
      .backoffMaxSeconds, .number(upTo: DeliveryPolicy.Limits.backoffSeconds),
      "Up to so many seconds the wait doubles from attempt to attempt, with jitter; "
        + "at least backoff_seconds."),
    Parameter(
      .retryPropagate, .boolean, standard: "false",
      "Whether a call that has used up its attempts stops the run."),
  ]

  /// The row of a parameter; every parameter has one, which a test makes sure of.
  public static subscript(name: ParameterName) -> Parameter? { all.first { $0.name == name } }

  /// The parameters of one kind, in order.
  static func names(of kind: Parameter.Kind) -> [ParameterName] {
    all.filter { $0.kind == kind }.map(\.name)
  }
}
