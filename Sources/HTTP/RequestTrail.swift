/// Follows a request over the connections that it goes out on.
///
/// libcurl sends a request again by itself when a kept connection ends before any answer, for most
/// often the server has closed it before the request came.
struct RequestTrail {
  /// How often it was sent again although the server had got it.
  private(set) var resends = 0
  /// How often because the connection was reset, so that the server may have got it or not.
  private(set) var resets = 0
  /// The local port of the connection that it goes out on; 0 while there is none.
  private(set) var localPort: CInt = 0
  /// The bytes sent on connections before.
  private var sentBefore = 0
  /// What became of it on the connection before.
  private var lost = RequestFate.unread

  /// It is about to go out on a connection, after `sent` bytes on others.
  mutating func begins(localPort: CInt, sent: Int) {
    switch lost {
    case .unread: break
    case .received: resends += 1
    case .reset: resets += 1
    }
    lost = .unread
    sentBefore = sent
    self.localPort = localPort
  }

  /// Whether it, or some of it, has gone out on this connection, given what was sent on all.
  func isOut(sent: Int) -> Bool { sent > sentBefore }

  /// The connection has ended.
  mutating func ends(_ fate: RequestFate) {
    lost = fate
    localPort = 0
  }
}
