/// Why a text is no template.
public struct TemplateError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// `${` has no closing brace.
    case unterminated
    /// Nothing stands between the braces, or between two dots.
    case emptyName
    /// `[` is followed by neither a whole number nor a string in double quotes, then `]`.
    case badIndex
    /// Something other than `.`, `[` or the end follows a step.
    case unexpected(String)
    /// `${word:…}` with a word other than `env`, `file` and `input`.
    case unknownSource(String)
    /// `${input:word}` with a word other than `line`.
    case unknownInput(String)
    /// More numbers in dotted notation than `PathTree.eitherStepLimit`.
    case tooManyNumbers(limit: Int)
    /// More steps than any event has levels.
    case tooManySteps(limit: Int)
    /// `${env:NAME}` of a variable that is not set.
    case unsetVariable(String)
    /// `${file:PATH}` of a file that cannot be read, with the system's reason.
    case unreadableFile(path: String, reason: String)
  }

  /// What is wrong.
  public let reason: Reason
  /// The lookup as it is written, from `${` on.
  public let lookup: String
}
