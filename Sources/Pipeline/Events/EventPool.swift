import Threads

/// Events that are done with, kept for reuse, in the pieces in which they came: none is handled alone.
final class EventPool: Sendable {
  private struct Kept {
    var pieces: [[Event]] = []
    var count = 0
  }

  /// Bytes of capacity that an event's buffer may keep.
  private static let keptCapacity = 4096
  /// Events that are made at once where there are none.
  private static let newEvents = 64

  private let limit: Int
  private let kept = Monitor(Kept())

  /// - Parameter limit: how many events are kept: as many as may be on their way.
  init(limit: Int) { self.limit = limit }

  /// Takes all of `spent`, leaving it empty.
  func put(_ spent: inout [Event]) {
    guard !spent.isEmpty else { return }
    for event in spent { event.reset(keptCapacity: Self.keptCapacity) }
    kept.withLock { kept in
      let room = limit - kept.count
      guard room > 0 else { return }
      kept.pieces.append(spent.count <= room ? spent : Array(spent.prefix(room)))
      kept.count += min(spent.count, room)
    }
    spent = []
  }

  /// Fills `stock`, which is empty, with events that were kept, or with new ones.
  func fill(_ stock: inout [Event]) {
    kept.withLock { kept in
      guard let piece = kept.pieces.popLast() else { return }
      stock = piece
      kept.count -= piece.count
    }
    if stock.isEmpty { stock = (0..<Self.newEvents).map { _ in Event() } }
  }
}
