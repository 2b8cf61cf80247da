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
    /// Where a value comes from.
    public enum Source: Hashable, Sendable {
      /// The event: the value at a path, the whole event, less an earlier result, at the empty one.
      case event([PathStep])
      /// The number of the input line.
      case inputLine
      /// JSON that is the same for every event.
      case constant([UInt8])
      /// A UUID made of what the call says; alone in a lookup, which is the whole message id.
      case callUUID
    }

    /// Where the value comes from: the first of these that has one. At least one.
    public let sources: [Source]
    /// What the value is passed through, in order.
    public var functions: [TemplateFunction] = []
    /// The value, as JSON, that stands in for one that is absent or null, or that a function has
    /// made nothing of.
    public let fallback: [UInt8]?
    /// The lookup as it is written, without `${`, default and `}`.
    public let name: String

    /// The paths that are looked up in the event, in order.
    public var paths: [[PathStep]] {
      sources.compactMap { if case .event(let path) = $0 { path } else { nil } }
    }

    /// Whether it finds something in every event, unless a function makes nothing of it.
    public var findsAlways: Bool {
      fallback != nil
        || sources.contains { source in
          switch source {
          case .event(let path): path.isEmpty
          case .inputLine, .constant, .callUUID: true
          }
        }
    }
  }

  /// The pieces, in order; neighbouring texts are one.
  public let parts: [Part]
  /// Whether text of a variable or a file is among them.
  public var hasOuterText = false

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
