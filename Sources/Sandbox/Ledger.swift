import Synchronization

/// What the collector's thread writes down and other threads read.
final class Ledger: Sendable {
  private struct State {
    var statistics = Statistics()
    var requests: [CollectedRequest] = []
  }

  private let state = Mutex(State())

  var statistics: Statistics { state.withLock { $0.statistics } }

  var requests: [CollectedRequest] { state.withLock { $0.requests } }

  func connectionAccepted() {
    state.withLock { $0.statistics.connections += 1 }
  }

  /// - Returns: the number of the request, from 1.
  func requestArrived() -> Int {
    state.withLock { state in
      state.statistics.requests += 1
      state.statistics.inFlight += 1
      state.statistics.mostInFlight = max(
        state.statistics.mostInFlight, state.statistics.inFlight)
      return state.statistics.requests
    }
  }

  func record(_ request: CollectedRequest) {
    state.withLock { $0.requests.append(request) }
  }

  /// - Parameter status: what the client gets to see; nil when it is left without a status.
  func requestEnded(status: Int?) {
    state.withLock { state in
      state.statistics.inFlight -= 1
      if let status { state.statistics.repliesByStatus[status, default: 0] += 1 }
    }
  }
}
