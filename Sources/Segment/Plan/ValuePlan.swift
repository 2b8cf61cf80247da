import JSON
import YAML

/// A value of any kind, compiled to a list of instructions that write it as JSON.
///
/// What does not depend on the event is joined into literals, so that a constant object costs one
/// copy. Members whose lookup finds nothing are left out together with their names and commas.
struct ValuePlan: Sendable {
  enum Instruction: Sendable {
    /// Text of one or more complete values or members, with the commas between them.
    case literal([UInt8])
    /// The name, in quotes and with its colon, of the member whose value comes next.
    case name([UInt8])
    case lookup(Int)
    case open(UInt8)
    case close(UInt8)
    case text(TextPlan)
  }

  private(set) var instructions: [Instruction] = []

  /// Compiles a template.
  init(_ value: ValueTemplate, _ lookups: inout LookupTable.Builder) {
    add(value, &lookups)
  }

  private mutating func add(_ value: ValueTemplate, _ lookups: inout LookupTable.Builder) {
    if let constant = value.constant {
      addLiteral(constant)
      return
    }
    switch value {
    case .constant: break
    case .template(let template):
      if let lookup = template.onlyLookup {
        instructions.append(.lookup(lookups.number(of: lookup)))
      } else {
        instructions.append(.text(TextPlan(template, &lookups)))
      }
    case .object(let members):
      instructions.append(.open(UInt8(ascii: "{")))
      for member in members { addMember(member, &lookups) }
      instructions.append(.close(UInt8(ascii: "}")))
    case .array(let elements):
      instructions.append(.open(UInt8(ascii: "[")))
      for element in elements { add(element, &lookups) }
      instructions.append(.close(UInt8(ascii: "]")))
    }
  }

  private mutating func addMember(
    _ member: ValueTemplate.Member, _ lookups: inout LookupTable.Builder
  ) {
    var name: [UInt8] = []
    JSONString.quote(member.name, into: &name)
    name.append(UInt8(ascii: ":"))
    if let constant = member.value.constant {
      addLiteral(name + constant)
    } else {
      instructions.append(.name(name))
      add(member.value, &lookups)
    }
  }

  /// Adds constant text, joined to constant text right before it.
  private mutating func addLiteral(_ text: [UInt8]) {
    if case .literal(let before) = instructions.last {
      instructions[instructions.count - 1] = .literal(before + [UInt8(ascii: ",")] + text)
    } else {
      instructions.append(.literal(text))
    }
  }
}
