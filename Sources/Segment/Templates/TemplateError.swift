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
    /// `${word:…}` with a word other than `env`, `file`, `input` and `call`.
    case unknownSource(String)
    /// `${input:word}` with a word other than `line`, or `${call:word}` with one other than `uuid`.
    case unknownInput(source: String, String)
    /// `${call:uuid}` is not alone, or stands in a parameter other than `message_id`.
    case misplacedCallUUID
    /// `| word` with a word that is no function.
    case unknownFunction(String, nearest: String?)
    /// Functions cannot be applied to a value that is the same for every event.
    case notApplicable(function: String, reason: String)
    /// `//` behind a function: functions come last.
    case alternativeBehindFunction
    /// `${{`, which workflows of other tools have; the path that it looks up, if it is one.
    case doubleBraces(path: String?)
    /// `||` or `??`, which other languages have for `//`.
    case foreignAlternative(String)
    /// `:-`, which shells have before a default.
    case shellDefault
    /// A sign between spaces, as if something were to be computed.
    case arithmetic(String)
    /// A lookup as a default: a default is text as it stands.
    case lookupInDefault
    /// An alternative that never comes to its turn, for the value before it is always there.
    case unreachable
    /// More numbers in dotted notation than `PathTree.eitherStepLimit`.
    case tooManyNumbers(limit: Int)
    /// More steps than any event has levels.
    case tooManySteps(limit: Int)
    /// `${env:NAME}` of a variable that is not set.
    case unsetVariable(String)
    /// The same where the write key is looked up, which has no sensible default.
    case unsetKeyVariable(String)
    /// `${file:PATH}` of a file that cannot be read, with the system's reason.
    case unreadableFile(path: String, reason: String)
  }

  /// What is wrong.
  public let reason: Reason
  /// The lookup as it is written, from `${` on.
  public let lookup: String
}
