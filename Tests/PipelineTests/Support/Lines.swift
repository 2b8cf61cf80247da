import Sandbox

/// What a line of the output says, as far as tests look at it.
struct OutputLine {
  let text: String

  var id: Int? { text.firstMatch(of: /"id":(\d+)/).flatMap { Int($0.1) } }
  var isSuccess: Bool { text.contains(#""segment":{"success":true"#) }
  var errorType: String? {
    text.firstMatch(of: /"error":\{"type":"(\w+)"/).map { String($0.1) }
  }
  var status: Int? { text.firstMatch(of: /"status":(\d+)/).flatMap { Int($0.1) } }
  var attempts: Int? { text.firstMatch(of: /"attempts":(\d+)/).flatMap { Int($0.1) } }
  var messageID: String? {
    text.firstMatch(of: /"message_id":"([^"]*)"/).map { String($0.1) }
  }
  var milliseconds: Double? {
    text.firstMatch(of: /"duration_ms":([0-9.]+)/).flatMap { Double($0.1) }
  }
}

extension CollectedRequest {
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The event that the call is about.
  var id: Int { text.firstMatch(of: /"userId":"(\d+)"/).flatMap { Int($0.1) } ?? 0 }
  var messageID: String? {
    text.firstMatch(of: /"messageId":"([^"]*)"/).map { String($0.1) }
  }
  var sentAt: String? { text.firstMatch(of: /"sentAt":"([^"]*)"/).map { String($0.1) } }
}

extension Reply {
  /// Segment's answer after a while.
  static func success(after delay: Duration) -> Reply {
    var reply = success
    reply.delay = delay
    return reply
  }

  /// Segment's answer as soon as so many calls have been in flight at once.
  static func success(atPeak peak: Int) -> Reply {
    var reply = success
    reply.peak = peak
    return reply
  }
}
