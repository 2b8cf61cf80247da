import CCurl

/// A URL in libcurl's own form. A transfer that is given one need not parse it each time.
final class ParsedURL {
  let handle: OpaquePointer

  init(_ text: String) throws(ClientStartError) {
    guard let handle = curl_url() else { throw .outOfMemory }
    self.handle = handle
    guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK else { throw .badURL }
  }

  deinit { curl_url_cleanup(handle) }
}
