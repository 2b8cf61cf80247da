/// The calls of Segment's HTTP tracking API that a step can make.
///
/// The raw value is the name in a config, the last part of the endpoint's path, and the `type` of
/// a message in a batch (https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/).
public enum Operation: String, CaseIterable, Sendable {
  case track
  case identify
  case page
  case screen
  case group
  case alias

  /// The operation's place among `allCases`.
  public var index: Int {
    switch self {
    case .track: 0
    case .identify: 1
    case .page: 2
    case .screen: 3
    case .group: 4
    case .alias: 5
    }
  }

  /// Whether a call of this kind has a place for a parameter.
  func uses(_ parameter: ParameterName) -> Bool {
    switch parameter {
    case .event: self == .track
    case .properties: self == .track || self == .page || self == .screen
    case .traits: self == .identify || self == .group
    case .name, .category: self == .page || self == .screen
    case .groupID: self == .group
    case .previousID: self == .alias
    default: true
    }
  }
}
