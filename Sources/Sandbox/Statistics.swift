/// What a collector has seen so far.
public struct Statistics: Sendable, Equatable {
  /// Requests received, readable or not.
  public internal(set) var requests = 0
  /// Requests whose last byte has arrived and whose reply is not yet handed to the kernel. A
  /// request that is left hanging counts until its connection closes.
  public internal(set) var inFlight = 0
  /// The largest `inFlight` so far.
  public internal(set) var mostInFlight = 0
  /// Connections accepted.
  public internal(set) var connections = 0
  /// How many replies went out with each status. Resets, hangs and garbage have none.
  public internal(set) var repliesByStatus: [Int: Int] = [:]
}
