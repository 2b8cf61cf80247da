import YAML

/// A mistake in a step config: a fact and its place. Another module words it.
public struct ConfigError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// The text is no YAML (or JSON) that this program reads.
    case yaml(YAMLError.Reason)
    /// The document is neither a mapping nor a list of steps.
    case notAStep
    /// `steps` is not a list.
    case stepsNotAList
    /// A workflow has no step of type `segment`, but steps of these types.
    case noSegmentStep(types: [String])
    /// A workflow has several steps of type `segment`, at these places counted from 1.
    case severalSegmentSteps(numbers: [Int])
    /// `--step` asks for a step that is not there.
    case noSuchStep(number: Int, count: Int)
    /// A step has a `type` other than `segment`.
    case otherStepType(String)
    /// No parameter has this name.
    case unknownParameter(String, nearest: String?)
    /// A key that is no parameter, below one that takes an object and has nothing.
    case memberNotIndented(String, of: ParameterName)
    /// A key that is no parameter holds a mapping with the step's parameters.
    case parametersNested(String)
    /// No operation has this name.
    case unknownOperation(String, nearest: String?)
    /// A parameter must be given; `or` names one that would do as well, `operation` the operation
    /// that needs it.
    case missing(ParameterName, or: ParameterName?, operation: Operation?)
    /// A parameter has a value of the wrong kind.
    /// `meant` is the value that it was probably meant to be, if that shows.
    case wrongKind(ParameterName, expected: Expectation, found: String, meant: String? = nil)
    /// A string parameter is empty.
    case empty(ParameterName)
    /// A number lies outside of its range.
    case outOfRange(ParameterName, value: String, expected: Expectation)
    /// `backoff_max_seconds` is 0, or less than `backoff_seconds`, whose text this is if it is given.
    case backoffMaximumTooSmall(backoff: String?)
    /// `message_id` has more than the characters that Segment takes.
    case tooLong(ParameterName, limit: Int)
    /// An entry of a list of steps that is none; `found` is what it is.
    case notAStepInList(found: String)
    /// `timestamp` is none.
    case badTimestamp(String)
    /// A text with a lookup in it is no template.
    case template(TemplateError.Reason, lookup: String)
    /// `write_key` looks something up in the event.
    case writeKeyFromEvent(lookup: String)
    /// `write_key` is no write key; what it is, is not shown.
    case badWriteKey(WriteKeyFault)
    /// An id is the lookup of another tool, and so the same for every event. `path` is what it looks
    /// up.
    case foreignLookup(ParameterName, text: String, path: String)
    /// A parameter that takes one of a few words has another.
    case notAWord(ParameterName, value: String, words: [String])
    /// A number has no form in JSON, as `.inf` has none.
    case notFinite(String)
    /// `--set` goes through a value that is no mapping.
    case setThroughValue(path: String)
    /// `--set` has an empty name in its path.
    case setPathEmpty(path: String)
    /// The value of `--set` is a mapping without braces: most likely prose with a colon.
    case setMapping
    /// The value of `--set` has a comment: most likely prose with a `#`.
    case setComment
  }

  /// What a parameter takes.
  public enum Expectation: Equatable, Sendable {
    case string
    case object
    case boolean
    case wholeNumber(ClosedRange<Int>)
    case nonNegativeNumber
  }

  /// What is wrong.
  public let reason: Reason
  /// Where.
  public let mark: Mark

  /// Makes an error from its two facts.
  public init(_ reason: Reason, at mark: Mark) {
    self.reason = reason
    self.mark = mark
  }
}

/// All the mistakes of a config, at least one.
public struct ConfigErrors: Error, Equatable, Sendable {
  /// The mistakes, sorted by place.
  public let errors: [ConfigError]

  /// Makes a list of mistakes.
  public init(errors: [ConfigError]) { self.errors = errors }
}
