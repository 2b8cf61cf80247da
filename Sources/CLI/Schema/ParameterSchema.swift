import JSON
import Segment

/// The part of the schema that says what one parameter takes.
enum ParameterSchema {
  /// What the text of a template holds.
  private static let lookup: JSONTree = #"\$\{"#

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
    case .type: [.init(name: "enum", value: .array(parameter.words.map { .string($0) }))]
    case .operation:
      [
        type(["string"], parameter),
        .init(
          name: "anyOf",
          value: [
            ["enum": .array(parameter.words.map { .string($0) })],
            ["pattern": lookup],
          ]),
      ]
    case .text, .constantText:
      [
        type(["string", "number", "boolean"], parameter),
        .init(name: "minLength", value: 1),
      ] + maximumLength(parameter)
    case .object:
      [
        type(["object", "string"], parameter),
        .init(name: "pattern", value: #"^\s*(\{|\$\{)"#),
      ]
    case .word(let words):
      [
        type(["string"], parameter),
        .init(
          name: "anyOf",
          value: [
            ["enum": .array(words.map { .string($0) } + [.literal("null")])], ["pattern": lookup],
          ]),
      ]
    case .wholeNumber(let range):
      [
        type(["integer"], parameter),
        .init(name: "minimum", value: .literal(String(range.lowerBound))),
        .init(name: "maximum", value: .literal(String(range.upperBound))),
      ]
    case .number(let maximum):
      [
        type(["number"], parameter),
        .init(name: "minimum", value: 0),
        .init(
          name: "maximum", value: .literal(Int(exactly: maximum).map(String.init) ?? "\(maximum)")),
      ]
    case .boolean: [type(["boolean"], parameter)]
    }
  }

  /// The types; null too, which counts as not given, unless the parameter must be given.
  private static func type(_ names: [String], _ parameter: Parameter) -> JSONTree.Member {
    let all = parameter.requirement == .always ? names : names + ["null"]
    let strings = all.map { JSONTree.string($0) }
    return .init(name: "type", value: strings.count == 1 ? strings[0] : .array(strings))
  }

  /// A template may be longer than the text that it yields.
  private static func maximumLength(_ parameter: Parameter) -> [JSONTree.Member] {
    guard let limit = parameter.maximumLength else { return [] }
    return [
      .init(
        name: "anyOf",
        value: [["maxLength": .literal(String(limit))], ["pattern": lookup]])
    ]
  }

  /// A default, which is typed as JSON spells it or is text.
  private static func value(_ text: String) -> JSONTree {
    let bytes = Array(text.utf8)
    return JSONValidator.firstError(in: bytes.span) == nil ? .literal(text) : .string(text)
  }
}
