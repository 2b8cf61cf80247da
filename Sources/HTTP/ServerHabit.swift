/// Why a server resets connections under requests: because of the requests, or because it ends each
/// connection after an answer, so that it has never read the next request.
struct ServerHabit {
  /// How long a look may take, in milliseconds. It takes so long only if the connection stays open.
  private static let look: CInt = 10
  /// For how long one connection speaks for the others, in milliseconds.
  private static let lifetime = 1000

  /// Whether the connection last looked at stayed open.
  private var keepsConnections = true
  /// Until when that look speaks for other connections.
  private var believedUntil = 0

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
    let isKnownToKeep = keepsConnections && now < believedUntil
    if !isShared, !isKnownToKeep,
      let staysOpen = transfer.connectionStaysOpen(milliseconds: Self.look)
    {
      keepsConnections = staysOpen
      believedUntil = now + Self.lifetime
    }
    let endsConnections = !keepsConnections && now < believedUntil
    return trail.resends + (endsConnections ? 0 : trail.resets)
  }
}
