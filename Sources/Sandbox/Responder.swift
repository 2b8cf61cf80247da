import Compression

/// Decides what each request is answered: an injected fault, else what the script says, else
/// Segment's verdict.
struct Responder {
  private var plan: FaultPlan
  private let script: (@Sendable (CollectedRequest) -> Reply)?
  private let isRecording: Bool
  private let namesMessages: Bool
  let ledger: Ledger

  init(
    faults: Faults, script: (@Sendable (CollectedRequest) -> Reply)?, isRecording: Bool,
    namesMessages: Bool, ledger: Ledger
  ) {
    plan = FaultPlan(faults)
    self.script = script
    self.isRecording = isRecording
    self.namesMessages = namesMessages
    self.ledger = ledger
  }

  mutating func reply(to head: RequestHead, body: [UInt8], connection: Int) -> Reply {
    let number = ledger.requestArrived()
    guard let body = Self.decoded(body, head) else {
      return Reply.refusal(415, "request body is not gzip, and no other encoding is known")
    }
    let fault = plan.next()
    var reply: Reply
    if isRecording || script != nil {
      let request = CollectedRequest(
        head: head, body: body, connection: connection, number: number)
      if isRecording { ledger.record(request) }
      reply = fault.map(Self.reply) ?? script?(request) ?? Judge.reply(to: head, body: body)
    } else {
      reply = fault.map(Self.reply) ?? Judge.reply(to: head, body: body)
    }
    if namesMessages, reply.body == Reply.success.body, let named = MessageNames.success(for: body)
    {
      reply.body = named
    }
    reply.delay += plan.delay
    return reply
  }

  /// A body, without the compression that its head names; nil if it is not compressed so.
  private static func decoded(_ body: [UInt8], _ head: RequestHead) -> [UInt8]? {
    if head.contentEncoding.isEmpty { return body }
    guard ASCII.matches(head.contentEncoding, of: head.bytes, "gzip") else { return nil }
    return Gunzip.restore(body, limit: RequestParser.bodyLimit)
  }

  /// The reply to a request that cannot be read.
  func reply(to failure: RequestFailure) -> Reply {
    _ = ledger.requestArrived()
    var reply = Reply.refusal(failure.status, failure.message)
    reply.delivery = .closeAfter
    return reply
  }

  private static func reply(for fault: Faults.Kind) -> Reply {
    switch fault {
    case .reset: return Reply(delivery: .reset)
    case .hang: return Reply(delivery: .hang)
    case .garbage: return Reply(delivery: .garbage)
    case .status(let status, let retryAfter):
      var reply = Reply.refusal(status, "injected fault")
      if (200...299).contains(status) { reply = .json(#"{"success":true}"#, status: status) }
      if let retryAfter { reply.headers.append(("Retry-After", String(retryAfter))) }
      return reply
    }
  }
}
