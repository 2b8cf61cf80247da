import TestSupport
import Testing

/// A server with manners of its own, and what the results have to say of it.
struct ServerCase: Sendable, CustomTestStringConvertible {
  /// When an event is given to the program.
  enum Pace: Sendable {
    /// All at once.
    case together
    /// When the server has done all that it does upon the call of the one before.
    case oneByOne
  }

  /// What each result says.
  enum Outcome: Sendable {
    /// A success that carries the event's own answer.
    case delivered
    /// A success whose body cannot name the message.
    case deliveredUnnamed
    /// A failure of that type; the status is nil if no answer came.
    case failed(String, status: Int?)
  }

  let testDescription: String
  var arguments: [String] = []
  var events = 5
  var pace = Pace.together
  var attempts = 1...1
  /// How many connections there are; nil if that depends on the machine.
  var connections: Int?
  var outcome = Outcome.delivered
  /// Whether it behaves the same with TLS, and bytes on the way, before it.
  var isSameThroughTLS = true
  var early: @Sendable (ScriptedServer.Request) -> [ScriptedServer.Action]? = { _ in nil }
  let respond: @Sendable (ScriptedServer.Request) -> [ScriptedServer.Action]

  init(
    _ name: String,
    _ respond: @escaping @Sendable (ScriptedServer.Request) -> [ScriptedServer.Action]
  ) {
    testDescription = name
    self.respond = respond
  }

  /// The same case with some of it changed.
  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}
