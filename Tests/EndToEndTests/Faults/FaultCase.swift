import Sandbox
import Testing

/// One trouble on the way to Segment, and what the result has to say of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
  /// Where the calls go.
  enum Target: Sendable {
    /// The scripted collector.
    case collector
    /// The scripted collector, which speaks no TLS, at an `https` address.
    case collectorAsTLS
    /// A port of 127.0.0.1 at which nobody listens.
    case closedPort
    /// A port of ::1 at which nobody listens.
    case closedIPv6Port
    /// A name that has no address (RFC 6761, section 6.4).
    case unresolvableName
  }

  /// What the result says, `attempts` aside.
  enum Outcome: Sendable, Equatable {
    /// A success, with that status.
    case delivered(Int)
    /// A failure of that type; the status is nil if no answer came.
    case failed(String, status: Int?, retryable: Bool)
  }

  let testDescription: String
  let target: Target
  /// The answers to the attempts at a message; the last one is given to all that follow.
  let replies: [Reply]
  /// Parameters besides those of `Step.track`, as `KEY=VALUE`.
  let config: [String]
  /// How many events are sent, one after the other.
  let events: Int
  let outcome: Outcome
  /// How many attempts each event takes: requests begun on a connection.
  let attempts: ClosedRange<Int>
  /// The shortest time that an event may take from its first attempt on, in milliseconds.
  let shortest: Double

  init(
    _ name: String, at target: Target = .collector, _ replies: [Reply], _ config: [String],
    events: Int = 1, _ outcome: Outcome, attempts: ClosedRange<Int>, shortest: Double = 0
  ) {
    testDescription = name
    self.target = target
    self.replies = replies
    self.config = config
    self.events = events
    self.outcome = outcome
    self.attempts = attempts
    self.shortest = shortest
  }

  init(
    _ name: String, at target: Target = .collector, _ replies: [Reply], _ config: [String],
    events: Int = 1, _ outcome: Outcome, attempts: Int = 1, shortest: Double = 0
  ) {
    self.init(
      name, at: target, replies, config, events: events, outcome, attempts: attempts...attempts,
      shortest: shortest)
  }

  /// How many requests the collector sees of each message.
  var requests: Int { target == .collector ? attempts.lowerBound : 0 }

  /// What the collector answers.
  func reply(to request: CollectedRequest) -> Reply {
    let attempt = request.header("X-Retry-Count").flatMap { Int($0) } ?? 0
    return attempt < replies.count ? replies[attempt] : replies.last ?? .success
  }
}
