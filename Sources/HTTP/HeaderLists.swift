import CCurl

/// The header lists of a client's requests: one for first attempts, and one for each number of
/// earlier attempts, made when it is first needed.
///
/// There is no empty `Expect` among them to keep libcurl from asking before it sends a body: it asks
/// only for bodies of 1 MiB and more, and each header costs a call some 3 % against loopback.
///
/// libcurl reads a list while a transfer runs, so lists live as long as the client.
struct HeaderLists: ~Copyable {
  private let headers: [String]
  private let retryHeader: String
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  /// The list for a proxy that is asked to connect to a server; nil for none.
  let connect: UnsafeMutablePointer<curl_slist>?

  init(_ options: ClientOptions) throws(ClientStartError) {
    // Asks for no header of this name: libcurl would send one, since it is to decode answers.
    headers = options.headers.map(Self.line) + ["Accept-Encoding:"]
    retryHeader = options.retryHeader
    let lines = options.connectHeaders.map(Self.line)
    connect = lines.isEmpty ? nil : try Self.list(lines)
  }

  deinit {
    for list in lists { curl_slist_free_all(list) }
    curl_slist_free_all(connect)
  }

  /// The list for a request after so many earlier attempts.
  mutating func list(
    attempts: Int
  ) throws(ClientStartError) -> UnsafeMutablePointer<curl_slist> {
    while lists.count <= attempts {
      let count = lists.count
      let own = count == 0 ? [] : [Self.line((retryHeader, "\(count)"))]
      lists.append(try Self.list(headers + own))
    }
    return lists[attempts]
  }

  private static func line(_ header: (name: String, value: String)) -> String {
    "\(header.name): \(header.value)"
  }

  private static func list(
    _ lines: [String]
  ) throws(ClientStartError) -> UnsafeMutablePointer<curl_slist> {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw .outOfMemory
      }
      list = longer
    }
    guard let list else { throw .outOfMemory }
    return list
  }
}
