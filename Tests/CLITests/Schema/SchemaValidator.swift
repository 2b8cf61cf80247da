import CLI
import TestSupport

/// Python with jsonschema, which checks YAML files against the schema.
struct SchemaValidator {
  private let python: String

  /// The first python3 that has what it takes; nil without one.
  static func find() -> SchemaValidator? {
    let candidates = [Tool.find("python3"), "/usr/bin/python3"].compactMap(\.self)
    return candidates.map { SchemaValidator(python: $0) }.first { validator in
      let probe = "import yaml; from jsonschema import Draft202012Validator"
      return (try? validator.run(["-c", probe]))?.status == .exited(0)
    }
  }

  /// `right` or `wrong` for each file, or for each line of one whose name ends in `.ndjson`.
  func verdicts(on paths: [String]) throws -> [String] {
    let directory = try TemporaryDirectory()
    let schema = try directory.write("schema.json", ConfigSchema.text)
    let program = """
      import json, sys, yaml
      from jsonschema import Draft202012Validator
      text = open(sys.argv[1], encoding="utf-8").read()
      schema = json.loads(text)
      assert text == json.dumps(schema, indent=2, ensure_ascii=False) + "\\n"
      Draft202012Validator.check_schema(schema)
      validator = Draft202012Validator(schema)
      for path in sys.argv[2:]:
        text = open(path, encoding="utf-8").read()
        lines = text.splitlines() if path.endswith(".ndjson") else []
        configs = map(json.loads, lines) if lines else [yaml.safe_load(text)]
        for config in configs:
          print("right" if validator.is_valid(config) else "wrong")
      """
    let finished = try run(["-c", program, schema] + paths)
    guard finished.status == .exited(0) else { throw SupportError("\(finished)") }
    return finished.lines
  }

  private func run(_ arguments: [String]) throws(SupportError) -> Finished {
    try Command(python, arguments: arguments).run()
  }
}
