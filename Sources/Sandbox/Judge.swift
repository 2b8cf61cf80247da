import JSON

/// Judges a request as Segment's HTTP Tracking API does (Segment's documentation, "HTTP API"):
/// 200 for a call it takes, 400 for one it cannot read, has no source for, or finds too large.
/// What Segment accepts with 200 and then drops, such as a track call without an event name, is
/// accepted here too.
enum Judge {
  /// The most bytes in the body of a single call: "32KB per API request".
  static let callLimit = 32 * 1024
  /// The most bytes in the body of a batch: "500KB per request".
  static let batchLimit = 500 * 1024

  static func reply(to head: RequestHead, body: [UInt8]) -> Reply {
    guard let operation = operation(of: head) else { return refusals.noSuchPath }
    guard ASCII.matches(head.method, of: head.bytes, "post") else { return refusals.notPost }
    guard hasWriteKey(head, body) else { return refusals.noWriteKey }
    let limit = operation == "batch" ? batchLimit : callLimit
    guard body.count <= limit else { return refusals.tooLarge }
    guard isJSONObject(body) else { return refusals.notJSON }
    return .success
  }

  private static let refusals = (
    noSuchPath: Reply.refusal(404, "no such path"),
    notPost: Reply.refusal(405, "only POST is allowed"),
    noWriteKey: Reply.refusal(400, "missing or empty write key"),
    tooLarge: Reply.refusal(400, "request body too large"),
    notJSON: Reply.refusal(400, "request body is not a JSON object")
  )

  private static let operations = [
    "track", "identify", "page", "screen", "group", "alias", "batch",
  ]

  /// The name after `/v1/` in the path; nil when it is none of Segment's.
  private static func operation(of head: RequestHead) -> String? {
    var path = head.bytes[head.target]
    // A client that takes the collector for a proxy sends the whole URL (RFC 9112, 3.2.2).
    if path.first != UInt8(ascii: "/") {
      path = path.dropFirst("http://".utf8.count).drop { $0 != UInt8(ascii: "/") }
    }
    path = path.prefix { $0 != UInt8(ascii: "?") }
    guard path.starts(with: "/v1/".utf8) else { return nil }
    let name = path.dropFirst(4)
    return operations.first { name.elementsEqual($0.utf8) }
  }

  /// Whether there are Basic credentials with a user name, which is the write key, or an access token
  /// with the write key in the body.
  private static func hasWriteKey(_ head: RequestHead, _ body: [UInt8]) -> Bool {
    let scheme = head.bytes[head.authorization].prefix { !ASCII.isBlank($0) }
    let token = ASCII.trim(scheme.endIndex..<head.authorization.upperBound, of: head.bytes)
    let range = scheme.startIndex..<scheme.endIndex
    if ASCII.matches(range, of: head.bytes, "bearer") {
      return !token.isEmpty && namesWriteKey(body)
    }
    guard ASCII.matches(range, of: head.bytes, "basic") else { return false }
    guard let credentials = Base64.decode(head.bytes[token]),
      let colon = credentials.firstIndex(of: ASCII.colon)
    else { return false }
    return colon > 0
  }

  private static let writeKey = PathTree([[.member(Array("writeKey".utf8))]])

  private static func namesWriteKey(_ body: [UInt8]) -> Bool {
    var scanner = ObjectScanner(writeKey)
    guard (try? scanner.scan(body.span)) != nil,
      let key = scanner.value(of: writeKey.lookups[0])
    else { return false }
    return body[key.lowerBound] == UInt8(ascii: "\"") && key.count > 2
  }

  private static func isJSONObject(_ body: [UInt8]) -> Bool {
    let first = body.first { !ASCII.isBlank($0) && $0 != 0x0A && $0 != 0x0D }
    return first == UInt8(ascii: "{") && JSONValidator.firstError(in: body.span) == nil
  }
}
