import JSON
import Segment

/// What is doubtful about the ids of calls: they are sent as they are, but Segment drops the call, or
/// takes it for another one, or for another user's.
struct IDNotes: ~Copyable {
  /// A note about a call.
  struct Note {
    let code: String
    let message: String
  }

  /// A message id of fewer characters is likely to meet another one.
  private static let shortest = 16
  /// What comes of a mistake, in whatever case.
  private static let mistakes: Set<String> = ["undefined", "none", "nan", "nil", "[object object]"]

  /// Whose ids are counted, and how many calls have which.
  private(set) var users: [(name: String, values: Set<String>, calls: Int)] = [
    ("user_id", [], 0), ("anonymous_id", [], 0),
  ]
  private var repeated = RepeatedIDs()
  private let makesMessageIDs: Bool
  private let tree = PathTree(
    ["messageId", "userId", "anonymousId", "timestamp"].map { [.member(Array($0.utf8))] })
  private var scanner: ObjectScanner

  /// - Parameter makesMessageIDs: whether the config makes message ids.
  init(makesMessageIDs: Bool) {
    self.makesMessageIDs = makesMessageIDs
    scanner = ObjectScanner(tree)
  }

  /// The notes about a call.
  ///
  /// - Parameter body: its body.
  mutating func notes(of body: [UInt8]) -> [Note] {
    guard (try? scanner.scan(body.span)) != nil else { return [] }
    var notes: [Note] = []
    if makesMessageIDs, let id = text(0, body), let note = messageNote(id) { notes.append(note) }
    for index in users.indices {
      guard let id = text(index + 1, body) else { continue }
      users[index].values.insert(id)
      users[index].calls += 1
      if let note = Self.userNote(id, users[index].name) { notes.append(note) }
    }
    if let time = text(3, body), let note = Self.timeNote(time) { notes.append(note) }
    return notes
  }

  /// Milliseconds divided by a thousand once too often, or a clock that was never set.
  private static func timeNote(_ time: String) -> Note? {
    guard let year = Int(time.prefix(4)), !(1995...2100 ~= year) else { return nil }
    return Note(
      code: "timestamp_doubtful",
      message: "'\(time)' is in the year \(year): seconds and milliseconds are told by their size")
  }

  private mutating func messageNote(_ id: String) -> Note? {
    if repeated.add(Array(id.utf8).span) {
      return Note(
        code: "message_id_repeated",
        message: "'\(id)' is the id of an earlier call: Segment drops it")
    }
    if Self.isUUID(id) { return nil }
    if id.count < Self.shortest {
      return Note(
        code: "message_id_short",
        message: "'\(id)' may meet another customer's; ${... | uuid} makes one that cannot")
    }
    return Note(
      code: "message_id_no_uuid", message: "'\(id)' is no UUID; ${... | uuid} makes one")
  }

  /// Segment's documentation, "Spec: Identify", on ids that are blocked: those of dashes and zeros,
  /// `-1`, `null` and `anonymous`.
  private static func userNote(_ id: String, _ name: String) -> Note? {
    let isBlocked =
      id.allSatisfy { $0 == "0" || $0 == "-" } || ["-1", "null", "anonymous"].contains(id)
    if isBlocked {
      return Note(code: "\(name)_blocked", message: "'\(id)' is no user's id: Segment drops it")
    }
    let isMistake =
      mistakes.contains(id.lowercased()) || id.allSatisfy(\.isWhitespace) || id.first == " "
      || id.last == " "
    guard isMistake else { return nil }
    return Note(code: "\(name)_doubtful", message: "'\(id)' looks like a mistake")
  }

  private static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }

  private func text(_ number: Int, _ body: [UInt8]) -> String? {
    guard let range = scanner.value(of: tree.lookups[number]) else { return nil }
    return String(decoding: JSONString.text(of: body.span.extracting(range)), as: UTF8.self)
  }
}
