/// All the mistakes of a config, at least one.
public struct ConfigErrors: Error, Equatable, Sendable {
  /// The mistakes, sorted by place.
  public let errors: [ConfigError]

  /// Makes a list of mistakes.
  public init(errors: [ConfigError]) { self.errors = errors }
}
