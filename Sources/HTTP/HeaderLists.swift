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
  private var lists: [UnsafeMutablePointer<curl_slist>?] = []
  /// The list for a proxy that is asked to connect to a server.
  let connect: UnsafeMutablePointer<curl_slist>?

  init(_ options: ClientOptions) {
    headers = options.headers.map(Self.line)
    retryHeader = options.retryHeader
    connect = Self.list(options.connectHeaders.map(Self.line))
  }

  deinit {
    for list in lists { curl_slist_free_all(list) }
    curl_slist_free_all(connect)
  }

  /// The list for a request after `retries` earlier attempts.
  mutating func list(retries: Int) -> UnsafeMutablePointer<curl_slist>? {
    while lists.count <= retries {
      let count = lists.count
      let own = count == 0 ? [] : [Self.line((retryHeader, "\(count)"))]
      lists.append(Self.list(headers + own))
    }
    return lists[retries]
  }

  private static func line(_ header: (name: String, value: String)) -> String {
    "\(header.name): \(header.value)"
  }

  private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    // Appending returns nil, and leaves the list as it is, only when memory runs out.
    for line in lines { list = curl_slist_append(list, line) ?? list }
    return list
  }
}
