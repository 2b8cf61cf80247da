import Pipeline
import Threads

/// Standard error. A thread of its own writes what is to be said, so that nothing waits for whoever
/// reads it; it is started when there is something to say.
final class ErrorStream: Sendable {
  /// How long a word waits to be taken at the end, in milliseconds.
  static let patience = 1000
  /// Bytes written at once. As long as these are taken, somebody reads.
  private static let pieceSize = 4096

  private struct State {
    var pending: [UInt8] = []
    /// Whether the thread is writing.
    var isWriting = false
    /// Bytes taken so far.
    var taken = 0
    var isOver = false
    var thread: Thread?
  }

  private let descriptor: CInt
  private let turns: WriteTurns?
  private let state = Monitor(State())

  /// - Parameter turns: taken for each text, if another thread writes to the same file.
  init(_ descriptor: CInt, turns: WriteTurns?) {
    self.descriptor = descriptor
    self.turns = turns
  }

  /// Whether all that was said has been taken.
  var isIdle: Bool { state.withLock { $0.pending.isEmpty && !$0.isWriting } }

  /// Says something, in whole lines. Does not wait.
  func put(_ text: String) {
    guard !text.isEmpty else { return }
    state.update { state in
      state.pending.append(contentsOf: text.utf8)
      // Where no thread can be started, `settle` writes.
      if state.thread == nil { state.thread = try? Thread { self.write() } }
      return ((), true)
    }
  }

  /// The thread: writes until there is nothing more to come.
  private func write() {
    var bytes: [UInt8] = []
    while true {
      let isOver = state.wait { state -> Bool? in
        guard !state.pending.isEmpty || state.isOver else { return nil }
        swap(&state.pending, &bytes)
        state.isWriting = !bytes.isEmpty
        return bytes.isEmpty
      }
      if isOver { return }
      write(bytes)
      bytes.removeAll()
      state.update { state in
        state.isWriting = false
        return ((), true)
      }
    }
  }

  private func write(_ bytes: [UInt8]) {
    var output = Output(descriptor: descriptor, turns: turns)
    // There is nowhere left to complain about failing to complain.
    try? output.write(bytes.span) { count in
      state.update { state in
        state.taken += count
        return ((), true)
      }
    }
  }

  /// Waits until all that was said has been taken, or nothing of it was for a while.
  ///
  /// - Parameter milliseconds: how long that while is.
  /// - Returns: whether it has been taken.
  @discardableResult
  func settle(milliseconds: Int = patience) -> Bool {
    while true {
      let (taken, hasThread) = state.withLock { ($0.taken, $0.thread != nil) }
      guard hasThread else { return writeHere() }
      let isOver = state.wait(milliseconds: milliseconds) { state in
        (state.pending.isEmpty && !state.isWriting) || state.taken > taken
      }
      if isIdle { return true }
      if !isOver { return false }
    }
  }

  /// Writes what was said before there was room for a thread.
  private func writeHere() -> Bool {
    var bytes: [UInt8] = []
    state.withLock { swap(&$0.pending, &bytes) }
    guard !bytes.isEmpty else { return true }
    guard Output.canWrite(to: descriptor, within: Self.patience) else { return false }
    // One piece, for no more is sure to be taken.
    write(Array(bytes.prefix(Self.pieceSize)))
    return true
  }

  /// Settles, and ends the thread; one that still waits for a reader is left behind.
  func end() {
    let isSettled = settle()
    let thread = state.update { state in
      state.isOver = true
      defer { state.thread = nil }
      return (state.thread, true)
    }
    if isSettled { thread?.join() } else { thread?.giveUp() }
  }
}
