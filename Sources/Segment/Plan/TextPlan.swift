import JSON

/// A string parameter, compiled.
struct TextPlan: Sendable {
  enum Part: Sendable {
    /// The inside of a JSON string literal.
    case literal([UInt8])
    /// The number of a lookup.
    case lookup(Int)
  }

  let parts: [Part]
  /// The lookup that is the whole text, if one is: its value may be absent, or no text at all.
  let onlyLookup: Int?

  init(_ template: Template, _ lookups: inout LookupTable.Builder) {
    parts = template.parts.map { part in
      switch part {
      case .text(let text):
        var literal: [UInt8] = []
        JSONString.escape(text.span, into: &literal)
        return .literal(literal)
      case .lookup(let lookup):
        return .lookup(lookups.number(of: lookup))
      }
    }
    onlyLookup = template.onlyLookup.map { lookups.number(of: $0) }
  }
}
