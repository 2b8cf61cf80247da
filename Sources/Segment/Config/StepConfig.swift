/// A step config, checked: what call to make of each event, and how.
public struct StepConfig: Sendable {
  /// The operation: one for all events, or decided for each.
  enum OperationChoice: Sendable {
    case fixed(Operation)
    case template(Template)
  }

  /// A parameter that must become an object.
  enum ObjectTemplate: Sendable {
    case value(ValueTemplate)
    case lookup(Template.Lookup)
  }

  /// The key that receives the result of a step that names none.
  static let standardOutputTo = "segment"

  /// The source's write key; a secret.
  public let writeKey: String
  /// Where the write key comes from; no secret.
  public let writeKeySource: WriteKeySource
  /// The key of the event that receives the result.
  public let outputTo: String
  /// The region that the write key belongs to; nil if the config does not say.
  public let region: Region?
  /// How often and how long a call is tried.
  public let delivery: DeliveryPolicy
  /// The other steps of a list or workflow, which are not run.
  public let otherSteps: [OtherStep]
  /// Parameters that are given, but that the one operation has no place for; they are not sent.
  public let unused: [ParameterName]

  /// The operation, if it is the same for all events.
  public var fixedOperation: Operation? {
    guard case .fixed(let operation) = operation else { return nil }
    return operation
  }

  let operation: OperationChoice
  let texts: [ParameterName: Template]
  let objects: [ParameterName: ObjectTemplate]
}

/// How a call is delivered: the parameters of a step that concern attempts.
public struct DeliveryPolicy: Equatable, Sendable {
  /// Seconds that one attempt may take, 1 to 3600.
  public var timeoutSeconds = 30
  /// Attempts after the first, 0 to 10.
  public var retries = 0
  /// Seconds to wait before each further attempt, 0 to `backoffLimit`.
  public var backoffSeconds = 0.0
  /// Up to how many seconds the wait doubles; nil if it does not double.
  public var backoffMaxSeconds: Double?
  /// Whether a call that has used up its attempts stops the run.
  public var retryPropagate = false

  /// The ranges of the parameters.
  public enum Limits {
    /// Of `timeout`, in seconds.
    public static let timeoutSeconds = 1...3600
    /// Of `retries`.
    public static let retries = 0...10
    /// The longest `backoff_seconds`: a day.
    public static let backoffSeconds = 86_400.0
  }

  /// The defaults.
  public init() {}
}
