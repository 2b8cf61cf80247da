import YAML

@testable import Segment

/// Reads a config with the variable `KEY` set and, in `/run/props.json`, an object.
func read(
  _ yaml: String?, step: Int? = nil, set: [(path: String, value: String)] = [],
  fallback: String? = nil
) throws -> StepConfig {
  var reader = ConfigReader(
    surroundings: surroundings(
      ["KEY": "secret", "EMPTY": "", "PROPS": "{ \"a\" : \"${b}\" }", "CAFÉ": "é"],
      files: ["/run/key": Array("from-file\n".utf8), "/run/bad": [0x61, 0xFF]]),
    fallbackWriteKey: fallback)
  let overrides = try set.enumerated().map { index, item in
    try ConfigOverride(
      path: item.path, value: Document.parse(Array(item.value.utf8)), source: index + 1)
  }
  return try reader.read(
    yaml.map { try Document.parse(Array($0.utf8)) }, step: step, overrides: overrides)
}

/// The mistakes of a config; none if it is right.
func mistakes(
  _ yaml: String?, step: Int? = nil, set: [(path: String, value: String)] = [],
  fallback: String? = nil
) throws -> [ConfigError] {
  do {
    _ = try read(yaml, step: step, set: set, fallback: fallback)
    return []
  } catch let error as ConfigErrors {
    return error.errors
  }
}

/// The mistakes of a step that is right but for one more line, its fifth.
func mistakes(inLine line: String) throws -> [ConfigError] {
  try mistakes("write_key: k\noperation: identify\nuser_id: u\ndescription: d\n\(line)")
}

extension ConfigError {
  /// An error in the text of a config.
  init(_ reason: Reason, line: Int, column: Int, source: Int = 0) {
    self.init(reason, at: Mark(line: line, column: column, source: source))
  }
}
