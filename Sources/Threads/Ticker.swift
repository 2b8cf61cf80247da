/// Does something again and again on a thread of its own, until it is stopped.
public final class Ticker {
  private let isStopped = Monitor(false)
  private var thread: Thread?

  /// Starts.
  ///
  /// - Parameters:
  ///   - milliseconds: from one time to the next.
  ///   - body: what is done; also one last time when it is stopped.
  public init(
    every milliseconds: Int, _ body: @escaping @Sendable () -> Void
  ) throws(CannotStart) {
    let isStopped = isStopped
    thread = try Thread {
      while !isStopped.wait(milliseconds: milliseconds, for: { $0 }) { body() }
      body()
    }
  }

  /// Stops, and waits for the last time to be over. Further calls do nothing.
  public func stop() {
    isStopped.update { isStopped in
      isStopped = true
      return ((), true)
    }
    thread?.join()
    thread = nil
  }
}
