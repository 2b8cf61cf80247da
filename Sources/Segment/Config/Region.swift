/// Segment's regions. A write key belongs to one of them.
public enum Region: String, CaseIterable, Sendable {
  /// The United States.
  case us
  /// The European Union.
  case eu

  /// The base URL of the region's tracking API
  /// (https://segment.com/docs/guides/regional-segment/).
  public var baseURL: String {
    switch self {
    case .us: "https://api.segment.io/v1"
    case .eu: "https://events.eu1.segmentapis.com/v1"
    }
  }
}
