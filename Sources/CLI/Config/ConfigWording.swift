import Segment
import YAML

/// The words for a mistake in a config: what is wrong, and what to do.
struct ConfigWording {
  private(set) var message: String
  var hint: String?

  init(_ reason: ConfigError.Reason) {
    switch reason {
    case .yaml(let reason): self.init(YAMLWording.message(reason))
    case .template(let reason, let lookup):
      let words = TemplateWording.wording(reason, lookup)
      self.init(words.message, hint: words.hint)
    case .notAStep:
      self.init("expected a step: a mapping such as 'operation: track', or a list of steps")
    case .notAStepInList(let found):
      self.init("a list of steps holds mappings, found \(Self.article(found))")
    case .stepsNotAList: self.init("expected a list of steps after 'steps:'")
    case .noSegmentStep(let types):
      let found = types.isEmpty ? "none" : Self.list(Array(Set(types)).sorted())
      self.init("no step of type segment; types found: \(found)")
    case .severalSegmentSteps(let numbers):
      let places = Self.list(numbers.map(String.init))
      self.init(
        "\(numbers.count) steps are of type segment",
        hint: "choose one with --step: \(places); several take a run each, one piped into the next")
    case .noSuchStep(let number, let count):
      self.init("there is no step \(number)", hint: Self.steps(count))
    case .otherStepType(let type):
      self.init("'\(type)' is a step type this program does not run", hint: "expected segment")
    case .unknownParameter(let name, let nearest):
      self.init(
        "unknown parameter '\(name)'",
        hint: Self.option(name, nearest) ?? Self.suggestion(nearest, ParameterName.self))
    case .parametersNested(let name):
      self.init(
        "unknown parameter '\(name)'", hint: "the parameters stand in the step itself")
    case .memberNotIndented(let name, let object):
      self.init(
        "unknown parameter '\(name)'", hint: "indent it, if it is a member of \(object.rawValue)")
    case .unknownOperation(let name, let nearest):
      self.init("unknown operation '\(name)'", hint: Self.suggestion(nearest, Operation.self))
    case .missing(let name, let other, let operation):
      self.init(Self.missing(name, other, operation), hint: Self.wayToGive(name))
    case .wrongKind(let name, let expected, let found, let meant):
      self.init(
        "\(name.rawValue) must be \(Self.phrase(expected)), found \(Self.article(found))",
        hint: meant.map { "write \(name.rawValue): \($0)" })
    case .empty(let name): self.init("\(name.rawValue) is empty")
    case .outOfRange(let name, let value, let expected):
      self.init("\(name.rawValue) is \(value)", hint: "expected \(Self.phrase(expected))")
    case .backoffMaximumTooSmall(let backoff):
      let least = backoff.map { "backoff_seconds, which is \($0)" } ?? "0"
      self.init(
        "backoff_max_seconds is too small",
        hint: "expected a number above 0, and no less than \(least)")
    case .tooLong(let name, let limit):
      self.init("\(name.rawValue) has more than \(limit) characters")
    case .badTimestamp(let text):
      self.init(
        "'\(text)' is no timestamp",
        hint: "expected ISO 8601, or seconds or milliseconds since 1970")
    case .writeKeyFromEvent(let lookup):
      self.init(
        "write_key looks up '\(lookup)' in the event",
        hint: Self.isVariable(lookup)
          ? "did you mean ${env:\(lookup)}?"
          : "one run has one write key: expected ${env:NAME}, ${file:PATH} or the key itself")
    case .badWriteKey(let fault): self.init(Self.writeKey(fault), hint: Self.remedy(fault))
    case .foreignLookup(let name, let text, let path):
      self.init(
        "\(name.rawValue) is the text '\(text)', the same for every event",
        hint: "a lookup is written ${\(path)}")
    case .notAWord(let name, let value, let words):
      self.init(
        "\(name.rawValue) is '\(value)'", hint: "expected \(words.joined(separator: " or "))")
    case .notFinite(let text): self.init("\(text) is no number in JSON")
    case .setThroughValue(let path):
      self.init("\(path) is not a mapping, so nothing can be set in it")
    case .setPathEmpty(let path):
      self.init("'\(path)' has an empty name", hint: "expected names joined by dots")
    case .setMapping: self.init("the colon makes this value a mapping")
    case .setComment: self.init("the # begins a comment, which is no part of this value")
    }
  }

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// That what is no parameter is an option, or begins as one of delivery does: `rate_limit`.
  private static func option(_ name: String, _ nearest: String?) -> String? {
    let words = name.split(separator: "_")
    let flag =
      FlagTable.all.first { $0.id.name == words.joined(separator: "-") }
      ?? FlagTable.all.first {
        nearest == nil && $0.group == .delivery && $0.id.name == words.first ?? ""
      }
    return flag.map { "it is an option: \($0.id.spelling)" }
  }

  private static func steps(_ count: Int) -> String {
    switch count {
    case 0: "the config has none"
    case 1: "the config has one step"
    default: "--step takes 1 to \(count)"
    }
  }

  /// Whether a lookup is spelt as variables are: `SEGMENT_WRITE_KEY`.
  private static func isVariable(_ lookup: String) -> Bool {
    lookup.wholeMatch(of: /[A-Z][A-Z0-9_]*/) != nil
  }

  private static func writeKey(_ fault: WriteKeyFault) -> String {
    switch fault {
    case .byteOrderMark: "write_key begins with a byte order mark"
    case .severalLines: "write_key has several lines"
    case .placeholder: "write_key holds '<' or '{', as placeholders do"
    case .shellVariable: "write_key holds '$'"
    case .quoted: "write_key holds quotes"
    case .assignment: "write_key holds '='"
    case .colon: "write_key holds a colon"
    case .severalWords: "write_key holds white space or a comma"
    case .character: "write_key holds a control character or one that is not ASCII"
    }
  }

  private static func remedy(_ fault: WriteKeyFault) -> String {
    switch fault {
    case .byteOrderMark: "save the file as UTF-8 without one"
    case .severalLines: "expected one line with the key alone"
    case .placeholder: "put the source's write key in its place"
    case .shellVariable: "a variable is written ${env:NAME}"
    case .quoted:
      "files of variables, such as docker's --env-file, take quotes for part of the value"
    case .assignment: "only what stands behind NAME= is the key"
    case .colon: "expected the key alone, without a name or a colon"
    case .severalWords: "expected the key alone, in one word"
    case .character: "expected letters and digits, as Segment shows the key"
    }
  }

  /// Whether the hint is the list of all parameters.
  static func listsParameters(_ reason: ConfigError.Reason) -> Bool {
    guard case .unknownParameter(let name, nearest: nil) = reason else { return false }
    return option(name, nil) == nil
  }

  private static func missing(
    _ name: ParameterName, _ other: ParameterName?, _ operation: Operation?
  ) -> String {
    let needed = other.map { "\(name.rawValue) or \($0.rawValue)" } ?? name.rawValue
    return "missing \(needed)" + (operation.map { ", which \($0.rawValue) needs" } ?? "")
  }

  /// How to come by a parameter that is missing, where that takes more than typing it.
  private static func wayToGive(_ name: ParameterName) -> String? {
    switch name {
    case .writeKey: "add write_key: ${env:SEGMENT_WRITE_KEY}, or try \(FlagID.sandbox.spelling)"
    case .operation: suggestion(nil, Operation.self)
    default: nil
    }
  }

  private static func suggestion<Names>(_ nearest: String?, _ names: Names.Type) -> String
  where Names: RawRepresentable<String> & CaseIterable {
    if let nearest { return "did you mean \(nearest)?" }
    return "expected one of \(list(Names.allCases.map(\.rawValue)))"
  }

  static func phrase(_ expected: ConfigError.Expectation) -> String {
    switch expected {
    case .string: "text"
    case .object: "a mapping, one lookup, or text that holds a JSON object"
    case .boolean: "true or false"
    case .wholeNumber(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .nonNegativeNumber:
      "a number from 0 to \(Int(DeliveryPolicy.Limits.backoffSeconds))"
    }
  }

  private static func article(_ kind: String) -> String {
    kind.hasPrefix("text") || kind == "nothing" ? kind : "a \(kind)"
  }

  private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
