import JSON
import Segment
import TestSupport

@testable import CLI

/// A config as people write them, with one or two changes, most of which are mistakes.
struct MutatedConfig {
  /// The config, as JSON on one line.
  let text: String
  private var dice: SeededGenerator

  /// The config of a number; the same for every run.
  init(_ number: Int) {
    dice = SeededGenerator(seed: UInt64(number))
    var members = Self.steps.randomElement(using: &dice).map { $0 } ?? []
    for _ in 0..<Int.random(in: 1...2, using: &dice) { Self.change(&members, &dice) }
    text = Self.line(Self.wrapped(.object(members), &dice))
  }

  private typealias Member = JSONTree.Member

  /// Configs without a mistake.
  private static let steps: [[Member]] = {
    let common: [Member] = [
      .init(name: "write_key", value: "wk_1"), .init(name: "user_id", value: "${user.id}"),
    ]
    func step(_ operation: String, _ more: [Member]) -> [Member] {
      common + [.init(name: "operation", value: .string(operation))] + more
    }
    return [
      step(
        "track",
        [
          .init(name: "event", value: "Order ${status // \"placed\"}"),
          .init(name: "timestamp", value: "${time}"),
          .init(name: "message_id", value: "${id | uuid}"),
          .init(
            name: "properties",
            value: ["total": "${order.total}", "items": ["${items[0].sku}", 1]]),
        ]),
      step("identify", [.init(name: "traits", value: ["email": "${user.email | trim | lower}"])]),
      step("group", [.init(name: "group_id", value: "${company.id, none}")]),
      step("alias", [.init(name: "previous_id", value: "${device}")]),
      step(
        "page",
        [
          .init(name: "name", value: "Home"), .init(name: "timeout", value: 30),
          .init(name: "retries", value: 3), .init(name: "backoff_seconds", value: .literal("0.5")),
          .init(name: "retry_propagate", value: false), .init(name: "region", value: "eu"),
        ]),
      step(
        "${kind}", [.init(name: "context", value: "${.}"), .init(name: "output_to", value: "out")]),
    ]
  }()

  private static func change(_ members: inout [Member], _ dice: inout SeededGenerator) {
    let index = Int.random(in: 0..<max(members.count, 1), using: &dice)
    let names = ParameterName.allCases.map(\.rawValue)
    switch Int.random(in: 0..<8, using: &dice) {
    case 0 where !members.isEmpty: members.remove(at: index)
    case 1:
      let name = names.randomElement(using: &dice) ?? ""
      members.removeAll { $0.name == name }
      members.append(.init(name: name, value: value(&dice)))
    case 2 where !members.isEmpty:
      let name = corrupted(members[index].name, &dice)
      guard !members.contains(where: { $0.name == name }) else { return }
      members[index] = .init(name: name, value: members[index].value)
    case 3, 4, 5:
      guard !members.isEmpty else { return }
      members[index] = .init(name: members[index].name, value: mutated(members[index].value, &dice))
    default:
      guard !members.isEmpty else { return }
      members[index] = .init(name: members[index].name, value: value(&dice))
    }
  }

  /// Any value, right for one parameter or another.
  private static func value(_ dice: inout SeededGenerator) -> JSONTree {
    let literals = [
      "null", "true", "0", "1", "5", "30", "30.0", "3e1", "-1", "0.5", "11", "86401", "1700000000",
    ]
    let texts = [
      "", "track", "alias", "segment", "http", "us", "eu", "${a}", "${a.b[0]}", "${env:SET}",
      "${env:SET, x}", "${input:line}", "${call:uuid}", "x-${a}", "${a // b}", "${a | lower}",
      "$${a}",
      "{\"a\": 1}", "{\"a\": \"${b}\"}", "{a: 1}", "text", "a b", "2024-01-15",
      "2024-01-15T10:20:30Z",
      "yesterday", "20240115", ".user.id", "{{ user.id }}", "$user", "%{user}", "${a, {\"b\": 1}}",
      "5",
      "  ${a}", "[1]", "äöü", "a:b", "true", String(repeating: "m", count: 101),
    ]
    switch Int.random(in: 0..<7, using: &dice) {
    case 0, 1: return .literal(literals.randomElement(using: &dice) ?? "")
    case 2: return ["a": "${a}", "b": ["${b", 1]]
    case 3: return ["a": 1]
    case 4: return ["${a}"]
    default: return .string(texts.randomElement(using: &dice) ?? "")
    }
  }

  /// A value with a character changed somewhere, or a number made another.
  private static func mutated(_ value: JSONTree, _ dice: inout SeededGenerator) -> JSONTree {
    switch value {
    case .string(let text): return .string(corrupted(text, &dice))
    case .object(let members):
      return .object(members.map { .init(name: $0.name, value: mutated($0.value, &dice)) })
    case .array(let elements): return .array(elements.map { mutated($0, &dice) })
    case .literal: return Self.value(&dice)
    }
  }

  private static func corrupted(_ text: String, _ dice: inout SeededGenerator) -> String {
    var characters = Array(text)
    let index = Int.random(in: 0...characters.count, using: &dice)
    if Bool.random(using: &dice), index < characters.count {
      characters.remove(at: index)
    } else {
      let some = Array("${}[]().,:|/\" -ax0")
      characters.insert(some.randomElement(using: &dice) ?? "x", at: index)
    }
    return String(characters)
  }

  /// A bare step mostly, else one of a list or workflow.
  private static func wrapped(_ step: JSONTree, _ dice: inout SeededGenerator) -> JSONTree {
    let other: JSONTree = ["type": "http", "url": "x"]
    switch Int.random(in: 0..<12, using: &dice) {
    case 0: return [step]
    case 1: return ["steps": [other, step]]
    case 2: return ["workflow": ["steps": [step, other], "name": "w"]]
    case 3: return [step, step]
    case 4: return ["steps": [step, value(&dice)]]
    case 5: return ["steps": value(&dice)]
    default: return step
    }
  }

  private static func line(_ tree: JSONTree) -> String {
    let compact = JSONValidator.compacted(Array(tree.text.utf8).span)
    return String(decoding: compact, as: UTF8.self)
  }
}
