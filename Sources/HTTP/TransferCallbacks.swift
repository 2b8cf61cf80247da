import CCurl

// The functions that libcurl calls for a transfer.

/// libcurl's write callback; `owner` is the `Transfer`.
func receive(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
  guard let data, let owner else { return 0 }
  let piece = UnsafeRawBufferPointer(start: data, count: size * count)
  return withTransfer(owner) { $0.append(piece) } ? piece.count : 0
}

/// libcurl's callback for each line of a head; `owner` is the `Transfer`.
func receiveHeader(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
  guard let data, let owner else { return 0 }
  let line = UnsafeRawBufferPointer(start: data, count: size * count)
  withTransfer(owner) { $0.appendHead(line) }
  return line.count
}

/// libcurl's callback before each request; `owner` is the `Transfer`.
func beginRequest(
  _ owner: UnsafeMutableRawPointer?, _ remoteAddress: UnsafeMutablePointer<CChar>?,
  _ localAddress: UnsafeMutablePointer<CChar>?, _ remotePort: CInt, _ localPort: CInt
) -> CInt {
  guard let owner else { return CURL_PREREQFUNC_ABORT }
  let begins = withTransfer(owner) { $0.requestBegins(localPort: localPort) }
  return begins ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// libcurl's callback for opening a socket; `owner` is the `Transfer`.
func openSocket(
  _ owner: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
  _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let owner, let address else { return CURL_SOCKET_BAD }
  return withTransfer(owner) { $0.connections.open(address.pointee, slot: $0.slot) }
}

/// The transfer that a callback is for. Its client holds it, so that it need not be counted as held
/// here.
@inline(__always)
private func withTransfer<Result>(
  _ owner: UnsafeMutableRawPointer, _ body: (Transfer) -> Result
) -> Result {
  Unmanaged<Transfer>.fromOpaque(owner)._withUnsafeGuaranteedRef(body)
}
