import JSON
import Segment

/// The part of the schema that says what one parameter takes.
enum ParameterSchema {
  static func schema(of parameter: Parameter) -> JSONTree {
    var members: [JSONTree.Member] = [
      .init(name: "description", value: .string(parameter.summary))
    ]
    members += constraints(parameter)
    if let standard = parameter.standard {
      members.append(.init(name: "default", value: value(standard)))
    }
    return .object(members)
  }

  private static func constraints(_ parameter: Parameter) -> [JSONTree.Member] {
    switch parameter.kind {
    case .ignored: []
    case .type:
      [.init(name: "enum", value: .array(parameter.words.map { .string($0) } + [.literal("null")]))]
    case .operation:
      [type(["string"], parameter), choice(parameter.words, or: TextPattern.textWithLookup)]
    case .text, .constantText: [type(scalars(parameter), parameter)] + text(parameter)
    case .object:
      [
        type(["object", "string"], parameter),
        .init(name: "pattern", value: .string(TextPattern.object)),
        .init(name: "additionalProperties", value: ["$ref": "#/$defs/value"]),
      ]
    case .word(let words):
      [type(["string"], parameter), choice(words, or: TextPattern.constantWithLookup)]
    case .wholeNumber(let range):
      [
        type(["integer", "string"], parameter),
        .init(name: "minimum", value: .literal(String(range.lowerBound))),
        .init(name: "maximum", value: .literal(String(range.upperBound))),
        .init(name: "pattern", value: .string(TextPattern.constantWithLookup)),
      ]
    case .number(let maximum):
      [
        type(["number", "string"], parameter),
        .init(
          name: parameter.name == .backoffMaxSeconds ? "exclusiveMinimum" : "minimum", value: 0),
        .init(
          name: "maximum", value: .literal(Int(exactly: maximum).map(String.init) ?? "\(maximum)")),
        .init(name: "pattern", value: .string(TextPattern.constantWithLookup)),
      ]
    case .boolean: [type(["boolean"], parameter)]
    }
  }

  /// A number or boolean stands for its text; a time is no boolean.
  private static func scalars(_ parameter: Parameter) -> [String] {
    parameter.name == .timestamp ? ["string", "number"] : ["string", "number", "boolean"]
  }

  /// What text has to be like.
  private static func text(_ parameter: Parameter) -> [JSONTree.Member] {
    let length = JSONTree.Member(name: "minLength", value: 1)
    switch parameter.name {
    case .writeKey: return [length, pattern(TextPattern.writeKey)]
    case .messageID:
      let limit = parameter.maximumLength ?? .max
      return [
        length,
        .init(
          name: "anyOf",
          value: [
            ["maxLength": .literal(String(limit)), "pattern": .string(TextPattern.text)],
            ["pattern": .string(TextPattern.textWithLookup)],
            ["pattern": .string(TextPattern.callUUID)],
            // Numbers and booleans have none.
            ["not": ["type": "string"]],
          ]), notForeign,
      ]
    case .timestamp:
      return [
        length,
        .init(
          name: "anyOf",
          value: [
            ["pattern": .string(TextPattern.timestamp)],
            ["pattern": .string(TextPattern.textWithLookup)],
          ]),
      ]
    default:
      let isConstant = parameter.kind == .constantText
      return [length, pattern(isConstant ? TextPattern.constant : TextPattern.text)]
        + (parameter.name.isID ? [notForeign] : [])
    }
  }

  private static func pattern(_ expression: String) -> JSONTree.Member {
    .init(name: "pattern", value: .string(expression))
  }

  /// In an id, a lookup as another tool has it would make all events one user's.
  private static let notForeign = JSONTree.Member(
    name: "not", value: ["type": "string", "pattern": .string(TextPattern.foreign)])

  /// One of some words, or a text.
  private static func choice(_ words: [String], or pattern: String) -> JSONTree.Member {
    .init(
      name: "anyOf",
      value: [
        ["enum": .array(words.map { .string($0) })],
        ["type": "string", "pattern": .string(pattern)],
        ["type": "null"],
      ])
  }

  /// The types; null too, which counts as not given, unless the parameter must be given.
  private static func type(_ names: [String], _ parameter: Parameter) -> JSONTree.Member {
    let all = parameter.requirement == .always ? names : names + ["null"]
    let strings = all.map { JSONTree.string($0) }
    return .init(name: "type", value: strings.count == 1 ? strings[0] : .array(strings))
  }

  /// A default, which is typed as JSON spells it or is text.
  private static func value(_ text: String) -> JSONTree {
    let bytes = Array(text.utf8)
    return JSONValidator.firstError(in: bytes.span) == nil ? .literal(text) : .string(text)
  }
}
