import JSON

extension PathStep: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// A member.
  public init(stringLiteral name: String) { self = .member(Array(name.utf8)) }

  /// An element.
  public init(integerLiteral index: Int) { self = .element(index) }

  /// The step of `items.0`: an element or a member.
  static func dotted(_ index: Int) -> PathStep { .either(Array("\(index)".utf8), index) }
}

typealias Path = [PathStep]

func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

func firstError(_ text: String) -> JSONError? { firstError(Array(text.utf8)) }

func firstError(_ text: [UInt8]) -> JSONError? { JSONValidator.firstError(in: text.span) }

/// The error of a scan that looks for `paths`, or nil.
func firstError(_ text: String, lookingFor paths: [Path]) -> JSONError? {
  do throws(JSONError) {
    _ = try ranges(paths, in: Array(text.utf8))
    return nil
  } catch {
    return error
  }
}

/// Where one scan finds the values of `paths`.
func ranges(_ paths: [Path], in text: [UInt8]) throws(JSONError) -> [Range<Int>?] {
  let tree = PathTree(paths)
  var scanner = ObjectScanner(tree)
  _ = try scanner.scan(text.span)
  var found: [Range<Int>?] = []
  for lookup in tree.lookups { found.append(scanner.value(of: lookup)) }
  return found
}

/// The bytes that one scan finds for `paths`, as text.
func values(_ paths: Path..., in string: String) throws(JSONError) -> [String?] {
  let bytes = Array(string.utf8)
  return try ranges(paths, in: bytes).map { range in range.map { text(bytes[$0]) } }
}

/// The bytes that a scan finds for one path, as text.
func value(_ path: Path, in string: String) throws(JSONError) -> String? {
  try values(path, in: string)[0]
}

func compact(_ text: [UInt8]) -> [UInt8] {
  JSONValidator.compacted(text.span)
}
