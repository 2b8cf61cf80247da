import JSON

/// The result of an event in a dry run: the request that would be made.
public struct DryRun: Sendable {
  /// The URL without its last part, the operation.
  private let baseURL: String
  private var heads: [Operation: [UInt8]] = [:]

  /// Makes the results of a run that would send to `baseURL`.
  ///
  /// - Parameter headers: the headers of a request, in order, fit to be shown.
  public init(baseURL: String, headers: [(name: String, value: String)]) {
    self.baseURL = baseURL
    for operation in Operation.allCases {
      heads[operation] = head(operation, headers)
    }
  }

  /// Appends the result, as JSON.
  ///
  /// - Parameters:
  ///   - body: the body of the call, as JSON.
  public func append(_ operation: Operation, body: [UInt8], to output: inout [UInt8]) {
    output.append(contentsOf: heads[operation] ?? [])
    output.append(contentsOf: body)
    output.append("}}")
  }

  /// All that precedes the body.
  private func head(
    _ operation: Operation, _ headers: [(name: String, value: String)]
  ) -> [UInt8] {
    var head = Array(#"{"dry_run":true,"request":{"method":"POST","url":"#.utf8)
    JSONString.quote("\(baseURL)/\(operation.rawValue)", into: &head)
    head.append(#","headers":{"#)
    for (index, header) in headers.enumerated() {
      if index > 0 { head.append(UInt8(ascii: ",")) }
      JSONString.quote(header.name, into: &head)
      head.append(UInt8(ascii: ":"))
      JSONString.quote(header.value, into: &head)
    }
    head.append(#"},"body":"#)
    return head
  }
}
