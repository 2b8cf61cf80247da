import TestSupport
import JSON

/// A random JSON text of which it is known where each value stands.
struct RandomDocument {
  /// A value, where it stands, and what is in it.
  struct Value {
    var range = 0..<0
    var members: [(name: String, value: Value)] = []
    var elements: [Value] = []

    /// Looks a path up step by step, the plain way.
    func find(_ path: ArraySlice<PathStep>) -> Range<Int>? {
      guard let step = path.first else { return range }
      let next: Value?
      switch step {
      case .member(let name): next = member(name)
      case .element(let index): next = element(index)
      case .either(let name, let index): next = member(name) ?? element(index)
      }
      return next?.find(path.dropFirst())
    }

    private func member(_ name: [UInt8]) -> Value? {
      members.last { Array($0.name.utf8) == name }?.value
    }

    private func element(_ index: Int) -> Value? {
      let place = index < 0 ? elements.count + index : index
      return elements.indices.contains(place) ? elements[place] : nil
    }
  }

  private(set) var text: [UInt8] = []
  private(set) var root = Value()
  private var random: SeededGenerator

  private static let names = ["a", "b", "0", "1", "-1", "", "é", "user"]
  private static let scalars = [
    "0", "-1.5e+10", "true", "false", "null", #""""#, #""}],{[:""#, #""\"\\""#, #""é😀\uD800""#,
    #""a string longer than a word""#,
  ]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    appendSpace()
    root = object(depth: 0)
    appendSpace()
  }

  /// A path of up to four steps through names and indices that occur.
  static func path(using random: inout SeededGenerator) -> Path {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: .element(Int.random(in: -3...2, using: &random))
      case 1: .dotted(Int.random(in: -1...1, using: &random))
      default: .member(Array((names.randomElement(using: &random) ?? "").utf8))
      }
    }
  }

  private mutating func value(depth: Int) -> Value {
    switch Int.random(in: 0..<(depth < 4 ? 5 : 2), using: &random) {
    case 0, 1: scalar()
    case 2: array(depth: depth)
    default: object(depth: depth)
    }
  }

  private mutating func scalar() -> Value {
    let start = text.count
    text += Array((Self.scalars.randomElement(using: &random) ?? "0").utf8)
    return Value(range: start..<text.count)
  }

  private mutating func array(depth: Int) -> Value {
    var array = Value()
    let start = text.count
    appendList("[", "]") { document in
      array.elements.append(document.value(depth: depth + 1))
    }
    array.range = start..<text.count
    return array
  }

  private mutating func object(depth: Int) -> Value {
    var object = Value()
    let start = text.count
    appendList("{", "}") { document in
      let name = Self.names.randomElement(using: &document.random) ?? ""
      document.appendName(name)
      document.appendSpace()
      document.text.append(UInt8(ascii: ":"))
      document.appendSpace()
      object.members.append((name, document.value(depth: depth + 1)))
    }
    object.range = start..<text.count
    return object
  }

  private mutating func appendList(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ appendItem: (inout RandomDocument) -> Void
  ) {
    text.append(UInt8(ascii: open))
    appendSpace()
    for index in 0..<Int.random(in: 0...4, using: &random) {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      appendSpace()
      appendItem(&self)
      appendSpace()
    }
    text.append(UInt8(ascii: close))
  }

  private mutating func appendName(_ name: String) {
    text.append(UInt8(ascii: "\""))
    for unit in name.utf16 {
      if unit >= 0x80 || Int.random(in: 0..<4, using: &random) == 0 {
        let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
        text += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      } else {
        text.append(UInt8(truncatingIfNeeded: unit))
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  private mutating func appendSpace() {
    guard Int.random(in: 0..<4, using: &random) == 0 else { return }
    let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      text.append(spaces.randomElement(using: &random) ?? 0x20)
    }
  }
}
