/// State shared by threads, which can wait for it to change.
public final class Monitor<State: ~Copyable>: @unchecked Sendable {
  @usableFromInline var state: State
  @usableFromInline let mutex = PlatformMutex()
  @usableFromInline let changed = PlatformCondition()

  /// Makes a monitor of a state.
  @inlinable
  public init(_ state: consuming sending State) {
    self.state = state
  }

  /// Reads or changes the state without waking anybody.
  @inlinable
  public func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    mutex.lock()
    defer { mutex.unlock() }
    return body(&state)
  }

  /// Reads or changes the state, and wakes those who wait for it to change if `body` says so.
  @inlinable
  public func update<Result>(_ body: (inout State) -> (result: Result, notify: Bool)) -> Result {
    mutex.lock()
    let (result, notify) = body(&state)
    mutex.unlock()
    if notify { changed.broadcast() }
    return result
  }

  /// Waits until `body` returns a value, calling it again each time the state has changed.
  @inlinable
  public func wait<Result>(_ body: (inout State) -> Result?) -> Result {
    mutex.lock()
    defer { mutex.unlock() }
    while true {
      if let result = body(&state) { return result }
      changed.wait(mutex)
    }
  }

  /// Waits until `condition` holds or so many milliseconds have passed, whatever is done to the
  /// clock of the day; whether it holds.
  @inlinable
  public func wait(milliseconds: Int, for condition: (borrowing State) -> Bool) -> Bool {
    let deadline = PlatformCondition.now + milliseconds * 1_000_000
    mutex.lock()
    defer { mutex.unlock() }
    while !condition(state) {
      guard PlatformCondition.now < deadline else { return false }
      changed.wait(mutex, until: deadline)
    }
    return true
  }
}
