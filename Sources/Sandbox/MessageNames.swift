import JSON

/// Answers that name the messages they take, so that an answer to another call shows.
enum MessageNames {
  /// What stands in for `{"success":true}`: for a call `{"success":true,"message_id":…}`, for a
  /// batch `{"success":true,"message_ids":[…]}` in its order; nil if the body has no message id, or
  /// a message of the batch has none.
  static func success(for body: [UInt8]) -> [UInt8]? {
    let tree = PathTree([[.member(Array("messageId".utf8))], [.member(Array("batch".utf8))]])
    var scanner = ObjectScanner(tree)
    guard (try? scanner.scan(body.span)) != nil else { return nil }
    if let batch = scanner.value(of: tree.lookups[1]) {
      return ids(ofBatch: Array(body[batch])).map { answer("message_ids", "[", $0, "]") }
    }
    return scanner.value(of: tree.lookups[0]).map { answer("message_id", "", [body[$0]], "") }
  }

  /// The JSON text of each message id in a valid array of messages.
  private static func ids(ofBatch array: [UInt8]) -> [ArraySlice<UInt8>]? {
    var ids: [ArraySlice<UInt8>] = []
    let tree = PathTree([[.member(Array("messageId".utf8))]])
    var scanner = ObjectScanner(tree)
    for range in ArrayElements.ranges(in: array.span) {
      guard (try? scanner.scan(array.span.extracting(range))) != nil,
        let id = scanner.value(of: tree.lookups[0])
      else { return nil }
      ids.append(array[range.lowerBound + id.lowerBound..<range.lowerBound + id.upperBound])
    }
    return ids
  }

  private static func answer(
    _ name: String, _ start: String, _ ids: [ArraySlice<UInt8>], _ end: String
  ) -> [UInt8] {
    Array(#"{"success":true,"\#(name)":\#(start)"#.utf8) + ids.joined(separator: ",".utf8)
      + Array((end + "}").utf8)
  }
}
