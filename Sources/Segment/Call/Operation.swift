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

  /// Whether `parameter` ends up in a call of this kind.
  public func uses(_ parameter: ParameterName) -> Bool {
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
