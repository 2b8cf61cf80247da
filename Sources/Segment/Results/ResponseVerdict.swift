import JSON

/// What a server's answer means for the call.
public struct ResponseVerdict: Equatable, Sendable {
  /// Whether the call was accepted: a status of 2xx, and neither `"success": false` nor `"ok": false`
  /// in the body.
  public let isAccepted: Bool
  /// Whether the body is one JSON value.
  public let isJSON: Bool
}

/// Judges answers. Working memory is kept from answer to answer.
public struct ResponseJudge: ~Copyable {
  private let tree: PathTree
  private var scanner: ObjectScanner

  /// Makes a judge.
  public init() {
    tree = PathTree([[.member(Array("success".utf8))], [.member(Array("ok".utf8))]])
    scanner = ObjectScanner(tree)
  }

  /// Judges one answer by its status and body.
  public mutating func judge(status: Int, body: Span<UInt8>) -> ResponseVerdict {
    let isJSON = (try? scanner.scan(body)) != nil
    var isAccepted = 200...299 ~= status
    // Found also in a body that breaks off behind it, as a very long one does.
    for lookup in tree.lookups {
      guard let value = scanner.value(of: lookup) else { continue }
      if body[value.lowerBound] == UInt8(ascii: "f") { isAccepted = false }
    }
    return ResponseVerdict(isAccepted: isAccepted, isJSON: isJSON)
  }
}
