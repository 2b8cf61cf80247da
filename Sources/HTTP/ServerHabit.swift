/// Why a server resets connections under requests: because of the requests, or because it ends each
/// connection after an answer, so that it has never read the next request.
struct ServerHabit {
  /// How long a look may take, and how long one is believed, in milliseconds.
  private static let look: CInt = 10
  private static let lifetime = 1000

  private var keepsConnections = true
  private var nextLook = 0

  /// How often the server had got the request of a transfer that libcurl has sent again.
  ///
  /// - Parameters:
  ///   - transfer: one that has ended, and is still known to libcurl.
  ///   - others: the transfers of the same client.
  mutating func resends(
    of transfer: Transfer, _ outcome: TransferOutcome, among others: [Transfer], now: Int
  ) -> Int {
    let trail = transfer.trail
    guard trail.resets > 0 else { return trail.resends }
    if case .failure = outcome { return trail.resends + trail.resets }
    // Another request would give the server another reason to end it.
    let isShared = others.contains { $0 !== transfer && $0.trail.localPort == trail.localPort }
    if !isShared, now >= nextLook {
      keepsConnections = transfer.connectionStaysOpen(milliseconds: Self.look)
      nextLook = now + Self.lifetime
    }
    return trail.resends + (keepsConnections ? trail.resets : 0)
  }
}
