import Threads

/// Lets two threads write to the same file or pipe by turns: neither tears what the other writes in
/// one turn, however many calls of `write(2)` that takes.
public final class WriteTurns: Sendable {
  private let turn = Lock(())

  /// Makes turns that nobody has taken.
  public init() {}

  /// Writes, once nobody else does.
  func take<Result>(_ write: () -> Result) -> Result {
    turn.withLock { _ in write() }
  }
}
