import JSON

/// A string parameter, compiled.
///
/// A class, as the other plans are: rendering an event takes them in hand without copying what they hold.
final class TextPlan: Sendable {
  /// A piece of the text. Plain numbers only, so that going through them costs no reference counts.
  enum Part: Sendable {
    /// A range of `literals`.
    case literal(Range<Int>)
    /// The number of a lookup.
    case lookup(Int)
  }

  let parts: [Part]
  /// The constant pieces, as the inside of a JSON string literal.
  let literals: ByteBuffer
  /// The lookup that is the whole text, if one is: its value may be absent, or no text at all.
  let onlyLookup: Int?
  /// What the text is.
  let use: Use

  /// What a text is, which decides what a lookup means that found nothing.
  enum Use: Sendable {
    /// A value inside of an object: nothing stands for it, and empty text is text.
    case value
    /// A parameter: empty text that is found counts as nothing.
    case parameter
    /// A parameter that names somebody or something: text with nothing in it is nobody's id.
    case id
  }

  init(_ template: Template, _ use: Use, _ lookups: inout LookupTable.Builder) {
    self.use = use
    var literals: [UInt8] = []
    parts = template.parts.map { part in
      switch part {
      case .text(let text):
        let start = literals.count
        literals += JSONString.escaped(text.span)
        return .literal(start..<literals.count)
      case .lookup(let lookup):
        return .lookup(lookups.number(of: lookup))
      }
    }
    self.literals = ByteBuffer(literals)
    onlyLookup = template.onlyLookup.map { lookups.number(of: $0) }
  }
}
