/// The parameters of a step config, by the names they have there.
public enum ParameterName: String, CaseIterable, Sendable {
  case type
  case writeKey = "write_key"
  case operation
  case userID = "user_id"
  case anonymousID = "anonymous_id"
  case event
  case properties
  case traits
  case name
  case category
  case groupID = "group_id"
  case previousID = "previous_id"
  case context
  case integrations
  case timestamp
  case messageID = "message_id"
  case timeout
  case outputTo = "output_to"
  case region
  case description
  case retries
  case backoffSeconds = "backoff_seconds"
  case backoffMaxSeconds = "backoff_max_seconds"
  case retryPropagate = "retry_propagate"

  /// The parameter that other tools have under another name, which looks like none here or like a wrong
  /// one.
  static func meant(by name: String) -> ParameterName? {
    switch name.lowercased() {
    case "retry", "max_retries", "maxretries": .retries
    case "api_key", "apikey": .writeKey
    default: nil
    }
  }

  /// Whether it names somebody or something, so that each event should have a value of its own.
  public var isID: Bool {
    switch self {
    case .userID, .anonymousID, .groupID, .previousID, .messageID: true
    default: false
    }
  }
}
