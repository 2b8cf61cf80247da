/// State that threads share, one at a time.
public final class Lock<State: ~Copyable>: @unchecked Sendable {
  @usableFromInline var state: State
  @usableFromInline let mutex = PlatformMutex()

  /// Makes a lock around a state.
  @inlinable
  public init(_ state: consuming sending State) {
    self.state = state
  }

  /// Reads or changes the state.
  @inlinable
  public func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    mutex.lock()
    defer { mutex.unlock() }
    return body(&state)
  }
}
