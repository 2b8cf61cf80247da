/// How much memory is set aside for the answer to a call before it starts. A value.
///
/// What answers take is known only when they are there, so the largest of late is expected again.
/// Before the first one it is the most that is kept of any, or less where that would keep the calls
/// from starting: up to `together` at once find room in seven eighths of what may be held.
struct AnswerRoom {
  /// The most bytes that are kept of an answer.
  static let most = 1 << 20
  private static let least = 4096
  /// Of how many answers the largest one is remembered, more or less.
  private static let memory = 256

  /// How many calls find room at once before the first answer.
  private static let together = 64

  private let first: Int
  private var largest: Int?

  /// - Parameters:
  ///   - hold: the bytes that may be held in memory.
  ///   - concurrency: the most calls at once.
  init(hold: Int, concurrency: Int) {
    first = min(Self.most, max(Self.least, hold / 8 * 7 / min(concurrency, Self.together)))
  }

  /// The bytes to set aside for one answer.
  var bytes: Int { largest.map { max(Self.least, $0 + $0 / 4) } ?? first }

  /// Takes note of an answer.
  mutating func note(bytes: Int) {
    let before = largest ?? 0
    largest = max(bytes, before - before / Self.memory)
  }
}
