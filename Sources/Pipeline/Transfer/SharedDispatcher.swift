import Threads

/// The dispatcher of a run, for its transfer loops: holds the lock around each turn, and does what
/// comes of it.
final class SharedDispatcher: Sendable {
  private struct State: ~Copyable {
    var dispatcher: Dispatcher
    /// Events that have come in, between two turns empty.
    var incoming: [Event] = []
  }

  private let state: Monitor<State>
  private let wiring: Wiring
  private let monitor: RunMonitor?

  /// - Parameter monitor: the window for others, if there is one.
  init(_ options: Dispatcher.Options, wiring: Wiring, monitor: RunMonitor?) {
    state = Monitor(State(dispatcher: Dispatcher(options)))
    self.wiring = wiring
    self.monitor = monitor
  }

  /// What the run came to so far.
  var report: RunReport { state.withLock { $0.dispatcher.report } }

  /// A loop's turn.
  ///
  /// - Parameters:
  ///   - loop: which loop it is.
  ///   - room: how many more calls it can make.
  ///   - ended: its calls that have ended; emptied.
  ///   - calls: gets what it is to send now.
  ///   - effects: memory for what is to be done.
  func takeTurn(
    _ loop: Int, room: Int, ended: inout [EndedCall], calls: inout [Payload],
    effects: inout Effects
  ) -> Dispatcher.Turn {
    let turn = state.withLock { state in
      // Taken and handed on under the lock: two loops must not do so in a different order.
      let inputIsOpen = wiring.incoming.take(into: &state.incoming)
      let held = wiring.allowance.standing
      let report = Dispatcher.Report(
        loop: loop, room: room, now: Clock.monotonic, inputIsOpen: inputIsOpen,
        isStopping: wiring.stop.reason != nil, held: held.bytes,
        unwritten: held.unwritten)
      let turn = state.dispatcher.takeTurn(
        report, incoming: &state.incoming, ended: &ended, calls: &calls, effects: &effects)
      // Before the writer gives it back.
      if effects.charge != 0 { wiring.allowance.charge(bytes: effects.charge) }
      effects.takeReleased { events in
        wiring.allowance.handOn(events: events.count)
        wiring.outgoing.put(&events)
      }
      return turn
    }
    perform(effects)
    effects.clear()
    return turn
  }

  private func perform(_ effects: Effects) {
    for (loop, waker) in wiring.wakers.enumerated() where effects.wakes(loop) { waker.wake() }
    if effects.begun > 0 { wiring.allowance.begin(effects.begun) }
    if let held = effects.wantedSince, !wiring.allowance.want(since: held + effects.charge) {
      wiring.wakeForInput()
    }
    if effects.stops { wiring.stopRun(.callFailed) }
    guard let monitor else { return }
    monitor.add(effects.notices)
    monitor.note(effects.standing)
  }
}
