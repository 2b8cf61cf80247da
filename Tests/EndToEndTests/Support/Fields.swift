import JSON
import TestSupport
import Testing

/// The JSON text of a member of an object, nested by dots; nil if there is none.
func field(_ path: String, of object: [UInt8]) throws -> String? {
  let steps = path.split(separator: ".").map { PathStep.member(Array($0.utf8)) }
  let tree = PathTree([steps])
  var scanner = ObjectScanner(tree)
  _ = try scanner.scan(object.span)
  return scanner.value(of: tree.lookups[0]).map { String(decoding: object[$0], as: UTF8.self) }
}

func field(_ path: String, of object: String) throws -> String? {
  try field(path, of: Array(object.utf8))
}

extension Finished {
  /// A member of every line of standard output; nil where it is missing.
  func fields(_ path: String) throws -> [String?] {
    try lines.map { try field(path, of: $0) }
  }

  /// Expects of each event delivered by a collector that names messages, or behind it, that the
  /// answer in its result names its own message, in a batch among those of the batch.
  ///
  /// - Parameter allNamed: whether every answer names one.
  func expectOwnAnswers(
    allNamed: Bool = true, _ location: SourceLocation = #_sourceLocation
  ) throws {
    for line in lines where try field("segment.success", of: line) == "true" {
      let own = try field("segment.message_id", of: line)
      let answered = try field("segment.body.message_id", of: line)
      let batch = try field("segment.body.message_ids", of: line)
      let isNamed = answered != nil || batch != nil
      let isOwn = own.map { answered == $0 || batch?.contains($0) == true } ?? false
      #expect(isOwn || (!isNamed && !allNamed), "\(line)", sourceLocation: location)
    }
  }

  /// The whole story, for a failed expectation.
  var story: Comment { Comment(rawValue: description) }
}
