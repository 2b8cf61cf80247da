import JSON

/// The result of an event in a dry run: the request that would be made.
public struct DryRun: Sendable {
  /// The URL without its last part, the operation.
  private let baseURL: String
  private var heads: [[UInt8]] = []
  private let isBatched: Bool
  /// All that follows the body.
  private let tail: StaticString

  /// Makes the results of a run that would send to `baseURL`.
  ///
  /// - Parameters:
  ///   - headers: the headers of a request, in order, fit to be shown.
  ///   - isBatched: whether calls are messages of a batch; each is shown as a batch of its own.
  ///   - namesWriteKey: whether the write key stands in bodies.
  public init(
    baseURL: String, headers: [(name: String, value: String)], isBatched: Bool = false,
    namesWriteKey: Bool = false
  ) {
    tail = !isBatched ? "}}" : namesWriteKey ? "],\"writeKey\":\"***\"}}}" : "]}}}"
    self.baseURL = baseURL
    self.isBatched = isBatched
    heads = Operation.allCases.map { head(isBatched ? "batch" : $0.rawValue, headers) }
  }

  /// Appends the result, as JSON.
  ///
  /// - Parameters:
  ///   - body: the body of the call, as JSON.
  public func append(
    _ operation: Operation, body: borrowing ByteBuffer, to output: inout ByteBuffer
  ) {
    let head = heads[operation.index]
    output.append(head.span)
    // Inside the event, the result, the request and, of a batch, two more.
    if JSONValidator.canStand(body.span, inside: isBatched ? 5 : 3) {
      output.append(body.span)
    } else {
      JSONString.quote(body.span, into: &output)
    }
    output.append(tail)
  }

  /// All that precedes the body.
  private func head(
    _ endpoint: String, _ headers: [(name: String, value: String)]
  ) -> [UInt8] {
    var head = ByteBuffer()
    head.append(#"{"dry_run":true,"request":{"method":"POST","url":"#)
    JSONString.quote("\(baseURL)/\(endpoint)", into: &head)
    head.append(#","headers":{"#)
    for (index, header) in headers.enumerated() {
      if index > 0 { head.append(UInt8(ascii: ",")) }
      JSONString.quote(header.name, into: &head)
      head.append(UInt8(ascii: ":"))
      JSONString.quote(header.value, into: &head)
    }
    head.append(isBatched ? #"},"body":{"batch":["# : #"},"body":"#)
    return Array(head)
  }
}
