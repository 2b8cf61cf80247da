#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Colour on a terminal: puts text between escape sequences, or leaves it as it is.
public struct Style: Equatable, Sendable {
  /// What `--color` says.
  public enum Choice: String, CaseIterable, Sendable {
    /// Colour where it can be seen and is not unwanted.
    case auto
    case always
    case never
  }

  /// Whether text is coloured at all.
  public let isEnabled: Bool

  /// A style that colours or does not.
  public init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// The style for a stream.
  ///
  /// `auto` colours a terminal unless `NO_COLOR` is set and not empty (https://no-color.org) or
  /// `TERM` is unset, empty or `dumb`; `always` and `never` heed neither.
  /// - Parameters:
  ///   - isTerminal: whether the stream is one, as `Style.isTerminal` finds out.
  ///   - environment: the environment variables.
  public init(_ choice: Choice, isTerminal: Bool, environment: [String: String]) {
    switch choice {
    case .always: isEnabled = true
    case .never: isEnabled = false
    case .auto:
      let unwanted = !(environment["NO_COLOR"] ?? "").isEmpty
      let terminal = environment["TERM"] ?? ""
      isEnabled = isTerminal && !unwanted && !terminal.isEmpty && terminal != "dumb"
    }
  }

  /// Whether a file descriptor is a terminal.
  public static func isTerminal(_ descriptor: CInt) -> Bool {
    isatty(descriptor) == 1
  }

  /// The text in bold.
  public func bold(_ text: String) -> String { select(1, text) }
  /// The text in red: errors.
  public func red(_ text: String) -> String { select(31, text) }
  /// The text in green: success.
  public func green(_ text: String) -> String { select(32, text) }
  /// The text in yellow: warnings.
  public func yellow(_ text: String) -> String { select(33, text) }
  /// The text in cyan: notes.
  public func cyan(_ text: String) -> String { select(36, text) }

  /// Selects a graphic rendition (ECMA-48, SGR) and returns to the normal one.
  private func select(_ rendition: Int, _ text: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1B}[\(rendition)m\(text)\u{1B}[0m" : text
  }
}
