import Segment

/// What `--schema` prints: a JSON Schema of step configs, made from the table of parameters.
///
/// It takes what the program takes, as far as a schema can tell; what a template yields, and
/// whether it is one, it does not judge.
public enum ConfigSchema {
  /// The schema by draft 2020-12, indented by two spaces, its last line ended.
  public static let text = document.text + "\n"

  private static let document: JSONTree = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Step config of segment-step",
    "description": "A step, a list of steps, or a workflow with a list of steps.",
    "if": ["type": "array"],
    "then": ["$ref": "#/$defs/steps"],
    "else": [
      "if": ["type": "object", "required": ["steps"]],
      "then": ["properties": ["steps": ["$ref": "#/$defs/steps"]]],
      "else": [
        "if": [
          "type": "object",
          "required": ["workflow"],
          "properties": ["workflow": ["type": "object", "required": ["steps"]]],
        ],
        "then": [
          "properties": ["workflow": ["properties": ["steps": ["$ref": "#/$defs/steps"]]]]
        ],
        "else": ["$ref": "#/$defs/step"],
      ],
    ],
    "$defs": ["steps": steps, "otherStep": otherStep, "step": step, "value": value],
  ]

  private static let steps: JSONTree = [
    "description": "Steps, of which one of type segment is run.",
    "type": "array",
    "items": [
      "type": "object",
      "if": ["$ref": "#/$defs/otherStep"],
      "else": ["$ref": "#/$defs/step"],
    ],
    "contains": ["not": ["$ref": "#/$defs/otherStep"]],
    "maxContains": 1,
  ]

  private static let otherStep: JSONTree = [
    "description": "A step that another program runs.",
    "type": "object",
    "required": ["type"],
    "properties": ["type": ["not": ["enum": ["segment", .literal("null")]]]],
  ]

  /// What stands within an object: its texts have lookups in them.
  private static let value: JSONTree = [
    "pattern": .string(TextPattern.text),
    "items": ["$ref": "#/$defs/value"],
    "additionalProperties": ["$ref": "#/$defs/value"],
  ]

  private static let step: JSONTree = [
    "description": "A step: one call to Segment for each event.",
    "type": "object",
    "properties": .object(
      ParameterTable.all.map { parameter in
        JSONTree.Member(name: parameter.name.rawValue, value: ParameterSchema.schema(of: parameter))
      }),
    // An editor's mark, and homes for anchors.
    "patternProperties": [#"^(\$schema$|x-)"#: true],
    "additionalProperties": false,
    "required": .array(
      ParameterTable.all.filter { $0.requirement == .always }.map { .string($0.name.rawValue) }),
    "allOf": .array(alternatives + ParameterTable.all.compactMap(condition)),
  ]

  /// For each parameter that must be given unless another is, that one of the two is.
  private static let alternatives: [JSONTree] = ParameterTable.all.enumerated().compactMap {
    index, parameter in
    guard case .unless(let other, _) = parameter.requirement,
      !ParameterTable.all[..<index].contains(where: { $0.name == other })
    else { return nil }
    return ["anyOf": [given(parameter.name), given(other)]]
  }

  /// That a parameter is given if the step's operation needs it.
  private static func condition(_ parameter: Parameter) -> JSONTree? {
    guard let operation = parameter.requirement.operation else { return nil }
    let name = ParameterName.operation.rawValue
    return [
      "if": [
        "required": [.string(name)],
        "properties": .object([
          .init(name: name, value: ["const": .string(operation.rawValue)])
        ]),
      ],
      "then": given(parameter.name),
    ]
  }

  /// That a parameter stands in the step and is not null, which counts as not given.
  private static func given(_ name: ParameterName) -> JSONTree {
    [
      "required": [.string(name.rawValue)],
      "properties": .object([.init(name: name.rawValue, value: ["not": ["type": "null"]])]),
    ]
  }
}
