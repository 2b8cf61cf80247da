import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One easy handle and what belongs to the request it is making; reused from request to request.
///
/// The client owns its transfers until it is closed, so that libcurl may hold unretained pointers
/// to them, to the request body and to the error text.
final class Transfer {
  let slot: Int
  let handle: UnsafeMutableRawPointer
  /// Counts transfers, so that a note of an earlier one is told from the present one.
  var generation = 0
  var isRunning = false
  /// The body of the response so far.
  fileprivate(set) var response: [UInt8] = []

  /// Where the request has gone.
  var trail = RequestTrail()

  /// The client, for libcurl's callback that closes a connection.
  private let client: UnsafeMutableRawPointer
  private let options: ClientOptions
  private let connectHeaders: UnsafeMutablePointer<curl_slist>?
  /// Whether the response was longer than the limit, so that the rest was not read.
  private(set) var isCutShort = false
  fileprivate var head = ResponseHead()
  /// Keeps the bytes alive, and in their place, that libcurl sends from.
  private var request: [UInt8] = []
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  /// - Returns: nil if libcurl has no memory for a handle.
  init?(
    slot: Int, client: UnsafeMutableRawPointer, options: ClientOptions,
    connectHeaders: UnsafeMutablePointer<curl_slist>?
  ) {
    guard let handle = curl_easy_init() else { return nil }
    self.slot = slot
    self.handle = handle
    self.client = client
    self.options = options
    self.connectHeaders = connectHeaders
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    configure()
  }

  deinit {
    curl_easy_cleanup(handle)
    errorText.deallocate()
  }

  private func configure() {
    let owner = Unmanaged.passUnretained(self).toOpaque()
    segment_step_set_pointer(handle, CURLOPT_PRIVATE, owner)
    segment_step_set_pointer(handle, CURLOPT_HEADERDATA, owner)
    segment_step_set_write_callback(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
    segment_step_set_pointer(handle, CURLOPT_WRITEDATA, owner)
    segment_step_set_write_callback(handle, CURLOPT_WRITEFUNCTION, receive)
    segment_step_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    segment_step_set_pointer(handle, CURLOPT_PREREQDATA, owner)
    segment_step_set_request_callback(handle, beginRequest)
    segment_step_set_pointer(handle, CURLOPT_CLOSESOCKETDATA, client)
    segment_step_set_close_callback(handle, closeSocket)
    segment_step_set_long(handle, CURLOPT_NOSIGNAL, 1)
    segment_step_set_long(handle, CURLOPT_POST, 1)
    segment_step_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    segment_step_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Rather share a connection that is being made than open one for each transfer. In plain text
    // libcurl learns only from the first response that the server has no HTTP/2, and all transfers
    // would wait for it.
    let isSecure = options.urls.allSatisfy { $0.hasPrefix("https:") }
    segment_step_set_long(handle, CURLOPT_PIPEWAIT, isSecure ? 1 : 0)
    // Through a proxy in plain text, which sees `CURLOPT_HTTPHEADER` too, they would go out twice.
    if isSecure { segment_step_set_list(handle, CURLOPT_PROXYHEADER, connectHeaders) }
    segment_step_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    // The client keeps the deadlines; libcurl's own default of 300 s must not come before them.
    segment_step_set_long(
      handle, CURLOPT_CONNECTTIMEOUT_MS, options.timeoutMilliseconds + 1000)
    configureProxy(options.proxy)
    if let file = options.authorityFile {
      segment_step_set_string(handle, CURLOPT_CAINFO, file)
    }
    if let directory = options.authorityDirectory {
      segment_step_set_string(handle, CURLOPT_CAPATH, directory)
    }
  }

  private func configureProxy(_ proxy: ClientOptions.Proxy) {
    switch proxy {
    case .environment: break
    case .url(let url): segment_step_set_string(handle, CURLOPT_PROXY, url)
    case .none: segment_step_set_string(handle, CURLOPT_NOPROXY, "*")
    }
  }

  /// Sets the handle up for a request.
  func prepare(
    url: ParsedURL, body: [UInt8], headers: UnsafeMutablePointer<curl_slist>?
  ) {
    generation &+= 1
    isRunning = true
    isCutShort = false
    head = ResponseHead()
    trail = RequestTrail()
    response.removeAll(keepingCapacity: true)
    errorText[0] = 0
    segment_step_set_pointer(handle, CURLOPT_CURLU, UnsafeRawPointer(url.handle))
    segment_step_set_list(handle, CURLOPT_HTTPHEADER, headers)
    // `request` shares the caller's storage and holds on to it: an array's elements stay where they
    // are while somebody holds it and nobody changes it, which `finish` ends.
    request = body
    segment_step_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    request.withUnsafeBufferPointer {
      _ = segment_step_set_pointer(handle, CURLOPT_POSTFIELDS, $0.baseAddress)
    }
  }

  /// Ends the use of the request's body, and swaps the response's with `buffer`.
  func finish(into buffer: inout [UInt8]) {
    isRunning = false
    request = []
    swap(&buffer, &response)
    resetAfterConnecting()
  }

  /// libcurl sends a request again on a fresh connection when the server has just closed the one
  /// that it was sent on, but before 8.17 only five times in the life of a handle, unless the handle
  /// is reset (https://github.com/curl/curl/pull/19066).
  private func resetAfterConnecting() {
    guard number(CURLINFO_NUM_CONNECTS) > 0 else { return }
    curl_easy_reset(handle)
    configure()
  }

  /// How the transfer ended.
  func outcome(_ code: CURLcode) -> TransferOutcome {
    if code == CURLE_OK || (code == CURLE_WRITE_ERROR && isCutShort) {
      // libcurl takes the end of the connection within the head for the end of the response.
      guard head.isComplete else {
        return .failure(TransferError(.network, detail: "the answer ends within its head"))
      }
      var retryAfter: curl_off_t = 0
      segment_step_get_size(handle, CURLINFO_RETRY_AFTER, &retryAfter)
      return .response(
        status: number(CURLINFO_RESPONSE_CODE), retryAfter: Int(clamping: max(0, retryAfter)))
    }
    if code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY {
      // libcurl takes what is no HTTP for version 0.9 of it, which is not allowed.
      return .failure(TransferError(.network, detail: "the answer is not HTTP"))
    }
    let detail =
      errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    return .failure(TransferError(TransferError.Kind(code), detail: detail))
  }

  /// Whether the request has gone out on the connection with this local port, and no answer came.
  func waits(onPort port: CInt) -> Bool {
    isRunning && trail.localPort == port && trail.isOut(sent: bytesSent)
      && number(CURLINFO_RESPONSE_CODE) == 0
  }

  /// Whether the server does not end the connection that the answer came by; nil if the answer said
  /// that it would. One that is gone otherwise, libcurl has found to be ended.
  func connectionStaysOpen(milliseconds: CInt) -> Bool? {
    if head.endsConnection { return nil }
    var socket = CURL_SOCKET_BAD
    segment_step_get_socket(handle, &socket)
    return socket != CURL_SOCKET_BAD && staysOpen(socket, milliseconds: milliseconds)
  }

  /// The bytes of requests that this transfer has sent so far.
  fileprivate var bytesSent: Int { number(CURLINFO_REQUEST_SIZE) }

  private func number(_ info: CURLINFO) -> Int {
    var value = 0
    segment_step_get_long(handle, info, &value)
    return value
  }

  /// Takes in a piece of the response.
  ///
  /// - Returns: false to end the transfer, because the limit is reached.
  fileprivate func append(_ data: UnsafeRawBufferPointer) -> Bool {
    let room = options.responseLimit - response.count
    response.append(contentsOf: data.prefix(room))
    isCutShort = data.count > room
    return !isCutShort
  }
}

/// libcurl's write callback; `owner` is the `Transfer`.
private func receive(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
  guard let data, let owner else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
  let length = size * count
  return transfer.append(UnsafeRawBufferPointer(start: data, count: length)) ? length : 0
}

/// libcurl's callback for each line of a head; `owner` is the `Transfer`.
private func receiveHeader(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
  guard let data, let owner else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
  transfer.head.append(UnsafeRawBufferPointer(start: data, count: size * count))
  return size * count
}

/// libcurl's callback before each request; `owner` is the `Transfer`.
private func beginRequest(
  _ owner: UnsafeMutableRawPointer?, _ remoteAddress: UnsafeMutablePointer<CChar>?,
  _ localAddress: UnsafeMutablePointer<CChar>?, _ remotePort: CInt, _ localPort: CInt
) -> CInt {
  if let owner {
    let transfer = Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
    transfer.trail.begins(localPort: localPort, sent: transfer.bytesSent)
  }
  return CURL_PREREQFUNC_OK
}
