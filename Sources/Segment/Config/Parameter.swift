/// One parameter of a step config: all that the checks, completions and the schema know of it.
public struct Parameter: Sendable {
  /// What a parameter takes.
  public enum Kind: Equatable, Sendable {
    /// The type of the step.
    case type
    /// The name of an operation, or a template that yields one.
    case operation
    /// Text, perhaps a template that is rendered for each event. A number or boolean stands for
    /// its text; empty text is a mistake.
    case text
    /// The same, but known before the first event: it looks nothing up in one.
    case constantText
    /// A mapping, a lookup that yields an object, or text that holds a JSON object.
    case object
    /// One of a few words.
    case word([String])
    /// A number without fraction in a range.
    case wholeNumber(ClosedRange<Int>)
    /// A number from 0 to a maximum.
    case number(upTo: Double)
    /// True or false.
    case boolean
    /// Anything, since it is not looked at.
    case ignored
  }

  /// When a parameter must be given.
  public enum Requirement: Equatable, Sendable {
    case never
    case always
    /// Unless the other one is given, which is not enough for an operation.
    case unless(ParameterName, besides: Operation?)
    /// When the step's operation is this one.
    case operation(Operation)

    /// The operation that cannot do without it, if there is one.
    public var operation: Segment.Operation? {
      switch self {
      case .operation(let operation): operation
      case .unless(_, let operation): operation
      case .never, .always: nil
      }
    }
  }

  /// Which parameter this is.
  public let name: ParameterName
  /// What it takes.
  public let kind: Kind
  /// When it must be given.
  public let requirement: Requirement
  /// What holds when it is not given, as one would type it; nil where there is no such value.
  public let standard: String?
  /// The most characters (Unicode scalars) of its text; nil without limit.
  public let maximumLength: Int?
  /// What it is, in one sentence.
  public let summary: String

  init(
    _ name: ParameterName, _ kind: Kind, required requirement: Requirement = .never,
    standard: String? = nil, maximumLength: Int? = nil, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.requirement = requirement
    self.standard = standard
    self.maximumLength = maximumLength
    self.summary = summary
  }

  /// The only words it takes, apart from templates; empty if there are no such words.
  public var words: [String] {
    switch kind {
    case .type: ["segment"]
    case .operation: Operation.allCases.map(\.rawValue)
    case .boolean: ["true", "false"]
    case .word(let words): words
    case .text, .constantText, .object, .wholeNumber, .number, .ignored: []
    }
  }
}
