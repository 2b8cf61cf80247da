import CCurl

/// A URL in libcurl's own form. A transfer that is given one need not parse it each time.
final class ParsedURL {
  let handle: OpaquePointer

  /// - Returns: nil if libcurl has no memory or the text is no URL.
  init?(_ text: String) {
    guard let handle = curl_url() else { return nil }
    self.handle = handle
    if curl_url_set(handle, CURLUPART_URL, text, 0) != CURLUE_OK { return nil }
  }

  deinit { curl_url_cleanup(handle) }
}
