/// How much memory is set aside for the answer to a call before it starts. A value.
///
/// What answers take is known only when they are there, so the largest of late is expected again, and
/// before the first one the most that is kept of any.
struct AnswerRoom {
  /// The most bytes that are kept of an answer.
  static let most = 1 << 20
  private static let least = 4096
  /// Of how many answers the largest one is remembered, more or less.
  private static let memory = 256

  private var largest: Int?

  /// The bytes to set aside for one answer.
  var bytes: Int { largest.map { max(Self.least, $0 + $0 / 4) } ?? Self.most }

  /// Takes note of an answer.
  mutating func note(bytes: Int) {
    let before = largest ?? 0
    largest = max(bytes, before - before / Self.memory)
  }
}
