import Sandbox
import Threads

/// Ports on loopback that nobody listens on, and that nobody else is given meanwhile: they lie below
/// those that systems hand out on their own (from 32768 on Linux, 49152 on Darwin), so that neither a
/// listener elsewhere in the tests nor a connection, which may even find itself, comes to have one.
public enum FreePorts {
  private static let range: ClosedRange<UInt16> = 12_000...31_999
  /// Where the search goes on. It begins anywhere, for another run of the tests searches too.
  private static let next = Lock(UInt16.random(in: range))

  /// Takes one.
  public static func take() throws(SupportError) -> UInt16 {
    for _ in range {
      let port = next.withLock { next in
        defer { next = next == range.upperBound ? range.lowerBound : next + 1 }
        return next
      }
      if canBeListened(on: port) { return port }
    }
    throw SupportError("no free port")
  }

  /// No process that is started meanwhile may inherit the listener, which would keep the port.
  private static func canBeListened(on port: UInt16) -> Bool {
    Spawn.holdingOff {
      guard let collector = try? Collector(port: port) else { return false }
      collector.stop()
      return true
    }
  }
}

extension Collector {
  /// A collector whose port nobody listens on any more.
  public static func gone() throws -> Collector {
    let port = try FreePorts.take()
    return try Spawn.holdingOff {
      let collector = try Collector(port: port)
      collector.stop()
      return collector
    }
  }
}
