import TestSupport
import Testing

/// Bytes that answer a call.
enum Answer {
  /// A success that names the message it is for.
  static func named(_ request: ScriptedServer.Request) -> String {
    let id = (try? field("messageId", of: request.body)) ?? nil
    return #"{"success":true,"message_id":\#(id ?? "null")}"#
  }

  /// A response with a `Content-Length`.
  static func whole(
    _ body: [UInt8], status: String = "200 OK", headers: [String] = [], version: String = "1.1",
    length: Int? = nil
  ) -> [UInt8] {
    let lines = ["HTTP/\(version) \(status)", "Content-Length: \(length ?? body.count)"] + headers
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  static func whole(
    _ text: String, status: String = "200 OK", headers: [String] = [], version: String = "1.1",
    length: Int? = nil
  ) -> [UInt8] {
    whole(Array(text.utf8), status: status, headers: headers, version: version, length: length)
  }

  /// The same in chunks, with a trailer.
  static func chunked(_ text: String) -> [UInt8] {
    let half = text.count / 2
    let chunks = [text.prefix(half), text.dropFirst(half)]
      .map { String($0.utf8.count, radix: 16) + ";x=y\r\n\($0)\r\n" }.joined()
    return Array(
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\n\r\n" + chunks
        + "0\r\nDigest: x\r\nRetry-After: 9\r\n\r\n").utf8)
  }
}

extension Finished {
  /// Expects that results say no less than the server saw: each delivered event reached it and
  /// carries its own answer, and no result tells of fewer attempts than there were requests.
  func expectTruth(
    of server: ScriptedServer, allNamed: Bool = true, _ location: SourceLocation = #_sourceLocation
  ) throws {
    var seen: [String: Int] = [:]
    for request in server.requests where !request.body.isEmpty {
      if let id = try field("messageId", of: request.body) { seen[id, default: 0] += 1 }
    }
    for line in lines {
      let id = try #require(try field("segment.message_id", of: line), sourceLocation: location)
      let attempts = try field("segment.attempts", of: line).flatMap { Int($0) } ?? 0
      let requests = seen[id] ?? 0
      #expect(attempts >= requests, "\(line)", sourceLocation: location)
      if try field("segment.success", of: line) == "true" {
        #expect(requests > 0, "\(line)", sourceLocation: location)
      }
    }
    try expectOwnAnswers(allNamed: allNamed, location)
  }
}
