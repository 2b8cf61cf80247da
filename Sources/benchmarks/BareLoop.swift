import CCurl
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The least that it takes to make many calls at once with libcurl: its multi handle, its own wait,
/// and easy handles that are added anew when they are done. No events are read, no results written.
///
/// Any failure ends the process, so what it holds is never given back.
struct BareLoop {
  /// The hidden argument that makes this program one.
  static let argument = "bare"

  private let multi: UnsafeMutableRawPointer
  private let bodies: [UnsafeBufferPointer<UInt8>]
  private var started = 0

  /// The command for a loop that sends `count` requests.
  ///
  /// - Parameters:
  ///   - bodies: a file of request bodies, one a line, which are sent in turn.
  ///   - authority: a file of certificates to trust, for HTTPS.
  static func command(
    url: String, count: Int, concurrency: Int, bodies: String, authority: String?
  ) -> Command {
    let words = [argument, url, "\(count)", "\(concurrency)", bodies]
    return Command(
      Binary.path(of: "benchmarks"), arguments: words + (authority.map { [$0] } ?? []),
      environment: [Bench.keyVariable: "benchmark"], deadline: Bench.deadline)
  }

  /// Is the process, with the arguments that `command` gives.
  static func run(_ arguments: ArraySlice<String>) throws(SupportError) {
    let words = Array(arguments)
    guard words.count >= 4, let count = Int(words[1]), let concurrency = Int(words[2]) else {
      throw SupportError("\(argument) URL COUNT CONCURRENCY BODIES [AUTHORITY]")
    }
    var loop = try BareLoop(concurrency: concurrency, bodies: Fixtures.read(words[3]))
    let authority = words.count > 4 ? words[4] : nil
    try loop.send(count, concurrency: concurrency) { () throws(SupportError) in
      try Self.handle(url: words[0], authority: authority)
    }
  }

  private init(concurrency: Int, bodies file: [UInt8]) throws(SupportError) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init()
    else { throw SupportError("no memory for libcurl") }
    self.multi = multi
    segment_step_multi_set_long(multi, CURLMOPT_MAXCONNECTS, concurrency)
    bodies = file.split(separator: UInt8(ascii: "\n")).map { line in
      let body = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: line.count)
      _ = body.initialize(from: line)
      return UnsafeBufferPointer(body)
    }
    guard !bodies.isEmpty else { throw SupportError("no request bodies") }
  }

  private mutating func send(
    _ count: Int, concurrency: Int,
    over makeHandle: () throws(SupportError) -> UnsafeMutableRawPointer
  ) throws(SupportError) {
    for _ in 0..<min(count, concurrency) { start(try makeHandle()) }
    var done = 0
    while done < count {
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      while let handle = try nextFinished() {
        done += 1
        curl_multi_remove_handle(multi, handle)
        if started < count { start(handle) }
      }
      if done < count { curl_multi_poll(multi, nil, 0, 1000, nil) }
    }
  }

  private mutating func start(_ handle: UnsafeMutableRawPointer) {
    let body = bodies[started % bodies.count]
    started += 1
    segment_step_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    segment_step_set_pointer(handle, CURLOPT_POSTFIELDS, body.baseAddress)
    curl_multi_add_handle(multi, handle)
  }

  private func nextFinished() throws(SupportError) -> UnsafeMutableRawPointer? {
    var left: Int32 = 0
    guard let message = curl_multi_info_read(multi, &left)?.pointee,
      let handle = message.easy_handle
    else { return nil }
    var status = 0
    segment_step_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    guard message.data.result == CURLE_OK, status == 200 else {
      let story = String(cString: curl_easy_strerror(message.data.result))
      throw SupportError("a bare request failed: status \(status), \(story)")
    }
    return handle
  }

  /// An easy handle with the settings that `segment-step` uses, as far as they cost time.
  private static func handle(
    url: String, authority: String?
  ) throws(SupportError) -> UnsafeMutableRawPointer {
    guard let handle = curl_easy_init() else { throw SupportError("no memory for libcurl") }
    segment_step_set_string(handle, CURLOPT_URL, url)
    segment_step_set_string(handle, CURLOPT_USERNAME, getenv(Bench.keyVariable))
    segment_step_set_string(handle, CURLOPT_PASSWORD, "")
    segment_step_set_string(handle, CURLOPT_USERAGENT, "bare-libcurl/1.0")
    var headers: UnsafeMutablePointer<curl_slist>?
    headers = curl_slist_append(headers, "Content-Type: application/json")
    headers = curl_slist_append(headers, "Expect:")
    segment_step_set_list(handle, CURLOPT_HTTPHEADER, headers)
    segment_step_set_long(handle, CURLOPT_POST, 1)
    segment_step_set_long(handle, CURLOPT_NOSIGNAL, 1)
    segment_step_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    segment_step_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    segment_step_set_write_callback(handle, CURLOPT_WRITEFUNCTION) { _, size, count, _ in
      size * count
    }
    if let authority { segment_step_set_string(handle, CURLOPT_CAINFO, authority) }
    return handle
  }

  /// The version of the library that both sides use, e.g. `7.88.1`.
  static var libraryVersion: String {
    let words = String(cString: curl_version()).split(separator: " ")
    return words.first.map { String($0.dropFirst("libcurl/".count)) } ?? ""
  }
}
