import JSON
import YAML

/// A value of any kind, compiled to a list of instructions that write it as JSON.
///
/// What does not depend on the event is joined into literals, so that a constant object costs one
/// copy. Members whose lookup finds nothing are left out together with their names and commas.
final class ValuePlan: Sendable {
  /// A step of writing. Plain numbers only, so that going through them costs no reference counts.
  enum Instruction: Sendable {
    /// One or more complete values or members, with the commas between them: a range of `literals`,
    /// where a comma stands before it.
    case literal(Range<Int>)
    /// The name, in quotes and with its colon, of the member whose value comes next: likewise.
    case name(Range<Int>)
    case lookup(Int)
    /// A member, its name as in `name`, whose value is looked up.
    case member(name: Range<Int>, lookup: Int)
    case open(UInt8)
    case close(UInt8)
    /// A string with lookups, by its place in `texts`.
    case text(Int)
    /// The members of a looked-up object, by its place in `spreads`.
    case spread(Int)
  }

  /// An object whose members are spread in another one.
  struct Spread: Sendable {
    let lookup: Int
    /// The names of members that are replaced, each if its lookup finds something; always, if it has
    /// none.
    let replaced: [(name: [UInt8], lookup: Int?)]
  }

  let instructions: [Instruction]
  let literals: ByteBuffer
  let texts: [TextPlan]
  let spreads: [Spread]

  /// Compiles a template.
  init(_ value: ValueTemplate, _ lookups: inout LookupTable.Builder) {
    var builder = Builder()
    builder.add(value, &lookups)
    instructions = builder.instructions
    literals = ByteBuffer(builder.literals)
    texts = builder.texts
    spreads = builder.spreads
  }
}

/// Collects the parts of a plan.
private struct Builder {
  typealias Spread = ValuePlan.Spread

  var instructions: [ValuePlan.Instruction] = []
  var literals: [UInt8] = []
  var texts: [TextPlan] = []
  var spreads: [Spread] = []

  mutating func add(_ value: ValueTemplate, _ lookups: inout LookupTable.Builder) {
    if let constant = value.constant {
      addLiteral(constant)
      return
    }
    switch value {
    case .constant, .outer: break
    case .template(let template):
      if let lookup = template.onlyLookup {
        instructions.append(.lookup(lookups.number(of: lookup)))
      } else {
        texts.append(TextPlan(template, .value, &lookups))
        instructions.append(.text(texts.count - 1))
      }
    case .object(let members):
      instructions.append(.open(UInt8(ascii: "{")))
      for member in members {
        if member.isSpread {
          addSpread(member.value, in: members, &lookups)
        } else {
          addMember(member, &lookups)
        }
      }
      instructions.append(.close(UInt8(ascii: "}")))
    case .array(let elements):
      instructions.append(.open(UInt8(ascii: "[")))
      for element in elements { add(element, &lookups) }
      instructions.append(.close(UInt8(ascii: "]")))
    }
  }

  private mutating func addSpread(
    _ object: ValueTemplate, in members: [ValueTemplate.Member],
    _ lookups: inout LookupTable.Builder
  ) {
    guard case .template(let template) = object, let lookup = template.onlyLookup else {
      preconditionFailure("what is spread is one lookup")
    }
    let replaced = members.filter { !$0.isSpread }.map { member in
      var own: Int?
      if case .template(let template) = member.value, let lookup = template.onlyLookup {
        own = lookups.number(of: lookup)
      }
      return (name: Array(member.name.utf8), lookup: own)
    }
    spreads.append(Spread(lookup: lookups.number(of: lookup), replaced: replaced))
    instructions.append(.spread(spreads.count - 1))
  }

  private mutating func addMember(
    _ member: ValueTemplate.Member, _ lookups: inout LookupTable.Builder
  ) {
    let name = JSONString.quoted(member.name) + [UInt8(ascii: ":")]
    if let constant = member.value.constant {
      addLiteral(name + constant)
    } else if case .template(let template) = member.value, let lookup = template.onlyLookup {
      instructions.append(.member(name: store(name), lookup: lookups.number(of: lookup)))
    } else {
      instructions.append(.name(store(name)))
      add(member.value, &lookups)
    }
  }

  /// Adds constant text, joined to constant text right before it.
  private mutating func addLiteral(_ text: [UInt8]) {
    let added = store(text)
    if case .literal(let before) = instructions.last {
      instructions[instructions.count - 1] = .literal(before.lowerBound..<added.upperBound)
    } else {
      instructions.append(.literal(added))
    }
  }

  /// Adds a comma and text to `literals`; the place of the text.
  private mutating func store(_ text: [UInt8]) -> Range<Int> {
    literals.append(UInt8(ascii: ","))
    literals += text
    return literals.count - text.count..<literals.count
  }
}
