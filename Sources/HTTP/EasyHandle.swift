import CCurl

/// An easy handle of libcurl: the one place where options are set, and where libcurl's refusals are
/// noticed.
struct EasyHandle: ~Copyable {
  let raw: UnsafeMutableRawPointer

  init() throws(ClientStartError) {
    guard let raw = curl_easy_init() else { throw .outOfMemory }
    self.raw = raw
  }

  deinit { curl_easy_cleanup(raw) }

  /// Takes back every option that was set.
  func reset() { curl_easy_reset(raw) }

  func set(_ option: CURLoption, _ value: Int) throws(OptionRefused) {
    try Self.check(segment_step_set_long(raw, option, value), option)
  }

  func set(_ option: CURLoption, size: Int) throws(OptionRefused) {
    try Self.check(segment_step_set_size(raw, option, curl_off_t(size)), option)
  }

  func set(_ option: CURLoption, _ text: String) throws(OptionRefused) {
    try Self.check(segment_step_set_string(raw, option, text), option)
  }

  func set(_ option: CURLoption, _ pointer: UnsafeRawPointer?) throws(OptionRefused) {
    try Self.check(segment_step_set_pointer(raw, option, pointer), option)
  }

  func set(
    _ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?
  ) throws(OptionRefused) {
    try Self.check(segment_step_set_list(raw, option, list), option)
  }

  func set(
    _ option: CURLoption, writing callback: segment_step_write_callback
  ) throws(OptionRefused) {
    try Self.check(segment_step_set_write_callback(raw, option, callback), option)
  }

  /// Has the removal of the handle not wait for a resolver that does not answer (libcurl 7.87 or
  /// later).
  func setQuickExit() throws(OptionRefused) {
    let code = segment_step_set_quick_exit(raw)
    guard code != CURLE_OK else { return }
    throw OptionRefused(
      option: "CURLOPT_QUICK_EXIT", reason: String(cString: curl_easy_strerror(code)))
  }

  func set(beforeRequests callback: segment_step_request_callback) throws(OptionRefused) {
    try Self.check(
      segment_step_set_request_callback(raw, callback), CURLOPT_PREREQFUNCTION)
  }

  func set(
    opening open: curl_opensocket_callback, closing close: curl_closesocket_callback
  ) throws(OptionRefused) {
    try Self.check(segment_step_set_open_callback(raw, open), CURLOPT_OPENSOCKETFUNCTION)
    try Self.check(segment_step_set_close_callback(raw, close), CURLOPT_CLOSESOCKETFUNCTION)
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    let code = segment_step_get_long(raw, info, &value)
    precondition(code == CURLE_OK, "libcurl knows every number that it is asked for")
    return value
  }

  func size(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    let code = segment_step_get_size(raw, info, &value)
    precondition(code == CURLE_OK, "libcurl knows every size that it is asked for")
    return Int(value)
  }

  private static func check(_ code: CURLcode, _ option: CURLoption) throws(OptionRefused) {
    guard code != CURLE_OK else { return }
    let name = curl_easy_option_by_id(option).map { String(cString: $0.pointee.name) }
    throw OptionRefused(
      option: "CURLOPT_\(name ?? "\(option.rawValue)")",
      reason: String(cString: curl_easy_strerror(code)))
  }
}
