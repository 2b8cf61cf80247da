import Testing
import YAML

/// Damaged documents: each parses or is refused, and what parses means the same written anew.
@Suite struct FuzzTests {
  static let documents = [
    """
    %YAML 1.2
    ---
    # c
    type: segment
    properties:
      - &a {k: [1, 0x1F, .5, ~], "q\\u00e9": 'x'}
      - *a

    """,
    """
    a: &b {x: 1}
    c:
      <<: [*b, {y: 2}]
      z: !!str 3
      t: >-
        folded

        text
      l: |+
        lit

    ...

    """,
    """
    {"a":["\\ud83d\\ude00",-1.5e+3,true,{"b":null}],
    \t"\u{2028}":"\\\\\\/\u{1F600}"}

    """,
    """
    ? complex
    : - - nested
      - ! 12
      - &x !!int '7'
    ? *x
    : é日本\r
    last: "multi\\
      line"\r

    """,
  ]

  /// A generator with a fixed seed (SplitMix64), so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private func check(_ bytes: [UInt8]) throws {
    do throws(YAMLError) {
      let node = try Document.parse(bytes)
      let written = flow(node)
      let again = try Document.parse(Array(written.utf8))
      #expect(flow(again) == written, "\(bytes)")
      #expect(again.flat == node.flat, "\(bytes)")
    } catch {
      #expect(error.mark.line >= 1 && error.mark.column >= 1, "\(bytes)")
      #expect(failure(bytes) == error, "\(bytes)")
    }
  }

  /// The node in flow style, with all but printable ASCII escaped.
  private func flow(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return "!!null \(quoted(scalar.text))"
      case .string: return quoted(scalar.text)
      case .bool, .integer, .float, .nonFinite: return scalar.text
      }
    case .sequence(let elements):
      return "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      return "{" + pairs.map { "? \(flow($0.key)) : \(flow($0.value))" }.joined(separator: ", ")
        + "}"
    }
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar.isASCII, scalar.value >= 0x20, scalar.value < 0x7F, scalar != "\"", scalar != "\\" {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      }
    }
    return result + "\""
  }

  @Test(arguments: documents)
  func wholeDocumentsParse(document: String) throws {
    _ = try parse(document)
    try check(Array(document.utf8))
  }

  @Test(arguments: documents)
  func survivesTruncation(document: String) throws {
    let bytes = Array(document.utf8)
    for count in bytes.indices { try check(Array(bytes.prefix(count))) }
  }

  @Test(arguments: documents)
  func survivesEveryByteSetToASpecialCharacter(document: String) throws {
    let bytes = Array(document.utf8)
    for special in "{}[],:?-&*!|>'\"%@`# \t\n\r\\~<\0".utf8 + [0x80, 0xC3, 0xF4, 0xFF] {
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] = special
        try check(damaged)
      }
    }
  }

  @Test(arguments: documents, UInt64(1)...3)
  func survivesRandomDamage(document: String, seed: UInt64) throws {
    var generator = Generator(state: seed)
    for _ in 0..<1000 {
      var bytes = Array(document.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        case 2: bytes[index] = bytes.randomElement(using: &generator) ?? 0
        default: bytes.replaceSubrange(index..., with: bytes[index...].dropFirst() + [0x20])
        }
      }
      try check(bytes)
    }
  }
}
