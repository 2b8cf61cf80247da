/// One request as the collector received it.
public struct CollectedRequest: Sendable {
  /// The method as sent, e.g. `POST`.
  public let method: String
  /// The request target as sent, query included, e.g. `/v1/track`.
  public let path: String
  /// The header fields in the order and spelling in which they were sent.
  public let headers: [(name: String, value: String)]
  /// The body, with any chunked framing removed.
  public let body: [UInt8]
  /// Which accepted connection it came by, counted from 1.
  public let connection: Int
  /// Which request of this collector it is, counted from 1 over all connections.
  public let number: Int

  /// The value of the first header field of that name, in whatever case; nil when absent.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  init(head: RequestHead, body: [UInt8], connection: Int, number: Int) {
    method = head.string(head.method)
    path = head.string(head.target)
    headers = head.fields.map { (head.string($0.name), head.string($0.value)) }
    self.body = body
    self.connection = connection
    self.number = number
  }
}
