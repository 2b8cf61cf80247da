import Segment

/// What the scripts for all shells are made of.
enum CompletionParts {
  /// The parameters that one would set on the command line.
  static let parameters = ParameterTable.all.filter { $0.kind != .type && $0.kind != .ignored }

  /// Those of them that take only certain words.
  static let choices = parameters.filter { !$0.words.isEmpty }

  /// Those of them that are objects, whose members a path with dots sets.
  static let objects = parameters.filter { $0.kind == .object }

  /// The members of an object to which Segment gives a meaning: all rows of the tables "reserved
  /// properties" and "reserved traits" of its pages "Spec: Track", "Spec: Page", "Spec: Screen", "Spec:
  /// Identify" and "Spec: Group", and of the table "Context" of "Spec: Common fields"
  /// (https://www.twilio.com/docs/segment/connections/spec/track and so on, as of October 2026).
  static func members(of object: Parameter) -> [String] {
    switch object.name {
    case .properties:
      [
        "revenue", "currency", "value", "path", "referrer", "search", "title", "url", "name",
        "keywords",
      ]
    case .traits:
      [
        "address", "age", "avatar", "birthday", "company", "createdAt", "description", "email",
        "employees", "firstName", "gender", "id", "industry", "lastName", "name", "phone", "plan",
        "title", "username", "website",
      ]
    case .context:
      [
        "active", "app", "campaign", "channel", "device", "groupId", "ip", "library", "locale",
        "network", "os", "page", "referrer", "screen", "timezone", "traits", "userAgent",
        "userAgentData",
      ]
    case .integrations: ["All"]
    default: []
    }
  }

  /// The letters of the short flags that take an argument, or of those that take none.
  static func letters(takingArgument: Bool) -> String {
    FlagTable.all.filter { ($0.argument != .none) == takingArgument }
      .compactMap { $0.short.map(String.init) }.joined()
  }

  /// The two spellings of a flag, the short one first if there is one.
  static func spellings(_ flag: Flag) -> [String] {
    (flag.short.map { ["-\($0)"] } ?? []) + [flag.id.spelling]
  }

  /// A text in single quotes, as bash and zsh read it.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}
