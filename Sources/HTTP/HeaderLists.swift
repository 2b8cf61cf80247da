import CCurl

/// The header lists of a client's requests: one for first attempts, and one for each number of
/// earlier attempts, made when it is first needed.
///
/// There is no empty `Expect` among them to keep libcurl from asking before it sends a body: it asks
/// only for bodies of 1 MiB and more, and each header costs a call some 3 % against loopback.
struct HeaderLists {
  private var headers: [ClientOptions.Header]
  private let retryHeader: String?
  private var lists: [HeaderList] = []
  /// The list for a proxy that is asked to connect to a server; nil for none.
  let connect: HeaderList?

  init(_ options: ClientOptions) throws(ClientStartError) {
    headers = options.headers
    retryHeader = options.retryHeader
    connect = options.connectHeaders.isEmpty ? nil : try HeaderList(options.connectHeaders)
  }

  /// Has the requests that follow carry other headers.
  mutating func replace(with headers: [ClientOptions.Header]) {
    self.headers = headers
    lists = []
  }

  /// The list for a request after so many earlier attempts.
  mutating func list(attempts: Int) throws(ClientStartError) -> HeaderList {
    while lists.count <= attempts {
      var all = headers
      // Asks for no header of this name: libcurl would send one, since it is to decode answers.
      all.append(("Accept-Encoding", nil))
      if let retryHeader, !lists.isEmpty { all.append((retryHeader, "\(lists.count)")) }
      lists.append(try HeaderList(all))
    }
    return lists[attempts]
  }
}

/// A list of headers as libcurl has it. It reads one while a transfer runs, which holds on to it.
final class HeaderList {
  let raw: UnsafeMutablePointer<curl_slist>

  /// - Parameter headers: at least one.
  init(_ headers: [ClientOptions.Header]) throws(ClientStartError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for header in headers {
      guard let longer = curl_slist_append(list, Self.line(header)) else {
        curl_slist_free_all(list)
        throw .outOfMemory
      }
      list = longer
    }
    guard let list else { preconditionFailure("a list of headers has one at least") }
    raw = list
  }

  deinit { curl_slist_free_all(raw) }

  /// As `CURLOPT_HTTPHEADER` wants it (https://curl.se/libcurl/c/CURLOPT_HTTPHEADER.html).
  private static func line(_ header: ClientOptions.Header) -> String {
    guard let value = header.value else { return "\(header.name):" }
    return value.isEmpty ? "\(header.name);" : "\(header.name): \(value)"
  }
}
