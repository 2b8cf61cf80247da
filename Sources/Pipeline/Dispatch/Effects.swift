/// What is to be done after a turn of the dispatcher, outside of its lock but for the first.
struct Effects {
  /// Where the run stands, in events and calls.
  struct Standing {
    var delivered = 0
    var failed = 0
    var finished = 0
    var inFlight = 0
  }

  /// Events for the writer, which must get them before those of the next turn.
  private(set) var released: [Event] = []
  /// Loops to wake: a bit for each.
  private(set) var wakes = 0
  /// Events whose calls have begun.
  var begun = 0
  /// Bytes by which what is held has grown; negative if it has shrunk.
  var charge = 0
  /// What was held when calls found too little room for their answers; nil if none did.
  var wantedSince: Int?
  /// Whether the run is to stop because a call has failed.
  var stops = false
  /// What happened that is worth a line.
  var notices: [Notice] = []
  /// Where the run stands, if somebody looks at it.
  var standing = Standing()

  /// Hands events on, leaving the array empty.
  mutating func release(_ events: inout [Event]) {
    if released.isEmpty {
      swap(&released, &events)
    } else {
      released.append(contentsOf: events)
      events.removeAll(keepingCapacity: true)
    }
  }

  /// Takes the events handed on.
  mutating func takeReleased(into put: (inout [Event]) -> Void) {
    if !released.isEmpty { put(&released) }
  }

  mutating func wake(_ loop: Int) { wakes |= 1 << loop }

  /// Whether a loop is to be woken.
  func wakes(_ loop: Int) -> Bool { wakes & 1 << loop != 0 }

  /// Forgets all, for the next turn.
  mutating func clear() {
    precondition(released.isEmpty, "events that are released are handed on")
    wakes = 0
    begun = 0
    charge = 0
    wantedSince = nil
    stops = false
    notices.removeAll(keepingCapacity: true)
  }
}
