import Pipeline

/// How many open descriptors a run needs. A value that opens none.
struct DescriptorNeeds {
  /// Whether the other end of each connection is in this process too.
  let isSandbox: Bool
  /// Whether a name may have to be resolved for a connection.
  let resolvesNames: Bool
  /// Whether calls are compressed.
  var compresses = false

  /// Those of a run with these settings.
  init(_ settings: Settings) {
    isSandbox = settings.sandbox != nil
    compresses = settings.compress
    resolvesNames = !isSandbox && !(settings.endpoint?.isLoopback ?? false && settings.proxy == nil)
  }

  /// The pipe that ends the reader's wait; for a sandbox what it listens on and what wakes it.
  private var fixed: Int { isSandbox ? 5 : 2 }

  /// What a call needs in any case: its socket, and before that, while the name is resolved, a pair
  /// that wakes libcurl, the resolver's own socket and the file that it looks into.
  private var leastForCall: Int { isSandbox ? 2 : resolvesNames ? 4 : 1 }

  /// The same and a connection that is kept although another is made.
  private var forCall: Int { leastForCall + (isSandbox ? 2 : 1) }

  /// What a transfer loop needs: the pair that wakes it, and the file of trusted certificates.
  private var forLoop: Int { isSandbox ? 2 : 3 }

  /// What so many calls in flight need.
  private func count(calls: Int) -> Int {
    let loops = LoopShares.count(concurrency: calls, compresses: compresses) * forLoop
    // One alone makes do with the least.
    return calls == 1 ? leastForCall + loops + fixed : calls * forCall + loops + fixed
  }

  /// How many calls may be in flight.
  ///
  /// - Parameters:
  ///   - free: how many descriptors can still be opened.
  ///   - concurrency: how many there shall be.
  /// - Returns: 0 if there is no room for one.
  func calls(free: Int, concurrency: Int) -> Int {
    var calls = concurrency
    while calls > 0, count(calls: calls) > free { calls -= 1 }
    return calls
  }

  /// What is enough for so many calls, so that no more need be counted.
  func enough(concurrency: Int) -> Int { count(calls: max(2, concurrency)) }
}
