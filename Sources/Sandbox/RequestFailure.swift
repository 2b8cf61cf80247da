/// What makes a request unreadable. The connection is closed after the reply to it, because
/// where the next request would begin is unknown.
enum RequestFailure: Error, Equatable {
  case malformed
  case headTooLarge
  case bodyTooLarge
  case unknownTransferCoding

  var status: Int {
    switch self {
    case .malformed: 400
    case .headTooLarge: 431
    case .bodyTooLarge: 413
    case .unknownTransferCoding: 501
    }
  }

  var message: String {
    switch self {
    case .malformed: "malformed request"
    case .headTooLarge: "request head too large"
    case .bodyTooLarge: "request body too large"
    case .unknownTransferCoding: "unknown transfer coding"
    }
  }
}
