import CCurl

/// One easy handle and what belongs to the request it is making; reused from request to request.
///
/// The client owns its transfers until it is closed, so that libcurl may hold unretained pointers
/// to them, to the request body and to the error text.
///
/// One thread at a time uses it, so exclusive access need not be checked while the program runs: those
/// checks took 5 % of the instructions of a call (callgrind, `-j 16` against nginx).
final class Transfer {
  let slot: Int
  let handle: EasyHandle
  /// The sockets of the client's connections.
  let connections: ConnectionTable
  /// Counts transfers, so that a note of an earlier one is told from the present one.
  @exclusivity(unchecked) var generation = 0
  @exclusivity(unchecked) var isRunning = false
  /// The body of the response so far.
  @exclusivity(unchecked) private var response: [UInt8] = []
  /// How many requests have begun on a connection for this transfer, those that libcurl adds by
  /// itself among them.
  @exclusivity(unchecked) private(set) var requests = 0

  private let options: ClientOptions
  private let connectHeaders: HeaderList?
  /// Whether the response was longer than the limit, so that the rest was not read.
  @exclusivity(unchecked) private var isCutShort = false
  @exclusivity(unchecked) private var head = ResponseHead()
  /// Whether no connection has come about since libcurl was given the transfer.
  @exclusivity(unchecked) private var isConnecting = false
  /// Whether the last request has gone out, or would have, on a connection that was used before.
  @exclusivity(unchecked) private var isOnKept = false
  /// Whether a request was held back, because the connection kept for it was not to be used.
  @exclusivity(unchecked) private var isHeldBack = false
  /// Whether a fresh connection is asked for.
  @exclusivity(unchecked) private var wantsFresh = false
  /// How often libcurl was about to send since it was given the transfer.
  @exclusivity(unchecked) private var sendings = 0
  @exclusivity(unchecked) private var needsReset = false
  /// What holds the bytes that libcurl sends from.
  @exclusivity(unchecked) private var bodyOwner: AnyObject?
  /// Those of the request.
  @exclusivity(unchecked) private var headers: HeaderList?
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(
    slot: Int, connections: ConnectionTable, options: ClientOptions,
    connectHeaders: HeaderList?
  ) throws(ClientStartError) {
    handle = try EasyHandle()
    self.slot = slot
    self.connections = connections
    self.options = options
    self.connectHeaders = connectHeaders
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    do throws(OptionRefused) {
      try configure()
    } catch {
      throw .option(error)
    }
  }

  deinit { errorText.deallocate() }

  private func configure() throws(OptionRefused) {
    let owner = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    try handle.set(CURLOPT_PRIVATE, owner)
    try handle.set(CURLOPT_ERRORBUFFER, UnsafeRawPointer(errorText))
    try handle.set(CURLOPT_HEADERDATA, owner)
    try handle.set(CURLOPT_HEADERFUNCTION, writing: receiveHeader)
    try handle.set(CURLOPT_WRITEDATA, owner)
    try handle.set(CURLOPT_WRITEFUNCTION, writing: receive)
    try handle.set(CURLOPT_PREREQDATA, owner)
    try handle.set(beforeRequests: beginRequest)
    try handle.set(CURLOPT_OPENSOCKETDATA, owner)
    // A connection outlives the transfer that has opened it.
    try handle.set(
      CURLOPT_CLOSESOCKETDATA, UnsafeRawPointer(Unmanaged.passUnretained(connections).toOpaque()))
    try handle.set(opening: openSocket, closing: closeSocket)
    try configureProtocol()
    try configureRoute()
  }

  private func configureProtocol() throws(OptionRefused) {
    try handle.set(CURLOPT_NOSIGNAL, 1)
    try handle.set(CURLOPT_POST, 1)
    try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    try handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    // Has libcurl decode what a server compresses; that none is asked to, a header says.
    try handle.set(CURLOPT_ACCEPT_ENCODING, "")
    try handle.set(CURLOPT_TCP_KEEPALIVE, 1)
    // Of several addresses each but the last gets half of what is left of this time.
    try handle.set(CURLOPT_CONNECTTIMEOUT_MS, options.timeoutMilliseconds)
    try handle.setQuickExit()
  }

  private func configureRoute() throws(OptionRefused) {
    // Through a proxy in plain text, which sees `CURLOPT_HTTPHEADER` too, they would go out twice.
    if options.urls.allSatisfy({ $0.hasPrefix("https:") }) {
      try handle.set(CURLOPT_PROXYHEADER, list: connectHeaders?.raw)
    }
    try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    switch options.proxy {
    case .url(let url): try handle.set(CURLOPT_PROXY, url)
    case .none: try handle.set(CURLOPT_NOPROXY, "*")
    }
    if let file = options.authorityFile {
      try handle.set(CURLOPT_CAINFO, file)
      try handle.set(CURLOPT_PROXY_CAINFO, file)
    }
    if let directory = options.authorityDirectory {
      try handle.set(CURLOPT_CAPATH, directory)
      try handle.set(CURLOPT_PROXY_CAPATH, directory)
    }
  }

  // MARK: Before and after

  /// Sets the handle up for a request.
  ///
  /// - Parameters:
  ///   - owner: what holds the body's bytes; kept until `finish`.
  ///   - fresh: whether it is to go out on a connection that was not used before.
  func prepare(
    url: ParsedURL, body: Span<UInt8>, of owner: AnyObject, headers: HeaderList, fresh: Bool
  ) throws(OptionRefused) {
    // libcurl sends a request again when the server has just closed the connection, but before 8.17
    // only five times in the life of a handle, unless the handle is reset
    // (https://github.com/curl/curl/pull/19066).
    if needsReset {
      handle.reset()
      try configure()
      wantsFresh = false
      needsReset = false
    }
    generation &+= 1
    requests = 0
    clearResponse()
    try wantFresh(fresh)
    try handle.set(CURLOPT_CURLU, UnsafeRawPointer(url.handle))
    self.headers = headers
    try handle.set(CURLOPT_HTTPHEADER, list: headers.raw)
    bodyOwner = owner
    try handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
    let start = body.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    try handle.set(CURLOPT_POSTFIELDS, start)
  }

  /// Sets the handle up to make the same request again, on a fresh connection.
  func prepareAgain() throws(OptionRefused) {
    clearResponse()
    try wantFresh(true)
  }

  private func wantFresh(_ isWanted: Bool) throws(OptionRefused) {
    guard isWanted != wantsFresh else { return }
    try handle.set(CURLOPT_FRESH_CONNECT, isWanted ? 1 : 0)
    wantsFresh = isWanted
  }

  private func clearResponse() {
    isCutShort = false
    isHeldBack = false
    isOnKept = false
    head = ResponseHead()
    response.removeAll(keepingCapacity: true)
    errorText[0] = 0
    sendings = 0
  }

  /// Takes note that libcurl is given the transfer.
  func begin() {
    isRunning = true
    isConnecting = true
    connections.connecting += 1
  }

  /// Takes note that the transfer is taken from libcurl.
  func end() {
    isRunning = false
    needsReset = needsReset || sendings > 1
    endConnecting()
  }

  private func endConnecting() {
    guard isConnecting else { return }
    isConnecting = false
    connections.connecting -= 1
  }

  /// Ends the use of the request's body, and swaps the response's with `buffer`.
  func finish(into buffer: inout [UInt8]) {
    bodyOwner = nil
    // Growing may have taken twice the storage.
    if response.capacity > 8192, response.capacity > response.count + response.count / 4 {
      response = response.withUnsafeBytes { Array($0) }
    }
    swap(&buffer, &response)
  }

  // MARK: What came of it

  /// Whether the request is to be made again on a fresh connection: it was held back, or the kept
  /// connection ended before anything of an answer came, so that the server had most likely ended it
  /// before the request.
  func goesOutAgain(after code: CURLcode) -> Bool {
    if isHeldBack { return code == CURLE_ABORTED_BY_CALLBACK }
    guard isOnKept, !head.hasBegun else { return false }
    return [CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING].contains(code)
  }

  /// How the transfer ended.
  func outcome(_ code: CURLcode) -> TransferOutcome {
    if code == CURLE_OK || (code == CURLE_WRITE_ERROR && isCutShort) {
      // libcurl takes the end of the connection within the head for the end of the response.
      guard head.isComplete else {
        return .failure(TransferError(.network, detail: "the answer ends within its head"))
      }
      return .response(
        status: handle.number(CURLINFO_RESPONSE_CODE), retryAfter: head.retryAfter)
    }
    if code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY {
      // libcurl takes what is no HTTP for version 0.9 of it, which is not allowed.
      return .failure(TransferError(.network, detail: "the answer is not HTTP"))
    }
    let detail =
      errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    let kind = TransferError.Kind(code)
    // A proxy that refuses, or a connection that breaks before a request has begun on it.
    let isConnectFailure = requests == 0 && kind == .network
    return .failure(TransferError(isConnectFailure ? .connect : kind, detail: detail))
  }

  /// The error of a transfer whose time is over.
  var overdue: TransferError {
    let seconds = Double(options.timeoutMilliseconds) / 1000
    let missing = requests == 0 ? "connection" : "complete answer"
    return TransferError(.timeout, detail: "no \(missing) within \(seconds.short) s")
  }

  // MARK: Callbacks of libcurl

  /// Takes note that libcurl is about to send the request on the connection with this local port.
  ///
  /// - Returns: false to hold it back.
  func requestBegins(localPort: CInt) -> Bool {
    endConnecting()
    sendings += 1
    head = ResponseHead()
    isOnKept = !connections.claim(localPort: localPort, slot: slot)
    // A request that libcurl sends again goes on a fresh connection, for the kept ones may all have
    // ended, as when a server is reloaded.
    isHeldBack = isOnKept && (sendings > 1 || !connections.isClean(localPort: localPort))
    if !isHeldBack { requests += 1 }
    return !isHeldBack
  }

  /// Takes in a line of a head.
  func appendHead(_ line: UnsafeRawBufferPointer) { head.append(line) }

  /// Takes in a piece of the response.
  ///
  /// - Returns: false to end the transfer, because the limit is reached.
  func append(_ data: UnsafeRawBufferPointer) -> Bool {
    let room = options.responseLimit - response.count
    if response.isEmpty, data.count > 4096 { reserve(room) }
    response.append(contentsOf: data.prefix(room))
    isCutShort = data.count > room
    return !isCutShort
  }
}

extension Transfer {
  /// Makes room for a long response at once, if its length is known.
  private func reserve(_ limit: Int) {
    let length = handle.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
    if length > 0 { response.reserveCapacity(min(length, limit)) }
  }
}

extension Double {
  /// Without a fraction of zero.
  fileprivate var short: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
