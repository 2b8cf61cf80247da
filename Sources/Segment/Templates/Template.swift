import JSON

/// A text with lookups in it, compiled. What comes from the environment or from files is text
/// already; what is left is looked up in each event.
public struct Template: Equatable, Sendable {
  /// A piece of a template.
  public enum Part: Equatable, Sendable {
    /// Text, as UTF-8.
    case text([UInt8])
    /// A value of the event.
    case lookup(Lookup)
  }

  /// A value to be found for each event.
  public struct Lookup: Hashable, Sendable {
    /// Where the value comes from.
    public enum Source: Hashable, Sendable {
      /// The event: the value at a path, the whole event at the empty one.
      case event([PathStep])
      /// The number of the input line.
      case inputLine
    }

    /// Where the value comes from.
    public let source: Source
    /// The value, as JSON, that stands in for one that is absent or null.
    public let fallback: [UInt8]?
    /// The lookup as it is written, without `${`, default and `}`.
    public let name: String
  }

  /// The pieces, in order; neighbouring texts are one.
  public let parts: [Part]

  /// The text, if nothing has to be looked up.
  public var constant: [UInt8]? {
    switch parts.count {
    case 0: return []
    case 1:
      guard case .text(let text) = parts[0] else { return nil }
      return text
    default: return nil
    }
  }

  /// The lookup, if the template is exactly one and nothing else.
  public var onlyLookup: Lookup? {
    guard parts.count == 1, case .lookup(let lookup) = parts[0] else { return nil }
    return lookup
  }

  /// The lookups, in order.
  public var lookups: [Lookup] {
    parts.compactMap { part in
      guard case .lookup(let lookup) = part else { return nil }
      return lookup
    }
  }
}
