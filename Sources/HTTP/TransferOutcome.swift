/// How a transfer ended.
public enum TransferOutcome: Equatable, Sendable {
  /// A response came. Its body is kept up to `ClientOptions.responseLimit`.
  ///
  /// `retryAfter` is the `Retry-After` header in seconds from now, 0 if it names a time in the past;
  /// nil if there is none, or none that can be read.
  case response(status: Int, retryAfter: Int?)
  /// None came. Indirect, so that the outcome of a response is copied without regard to it.
  indirect case failure(TransferError)
}

/// Why a transfer brought no response.
public struct TransferError: Error, Equatable, Sendable {
  /// The kinds of failure.
  public enum Kind: Equatable, Sendable {
    /// It took longer than `ClientOptions.timeoutMilliseconds`.
    case timeout
    /// No connection could be made, to the server or through a proxy.
    case connect
    /// TLS could not be set up, or the certificate could not be verified.
    case tls
    /// The connection broke, or what came was no HTTP.
    case network
  }

  /// The kind.
  public let kind: Kind
  /// What happened, in libcurl's words.
  public let detail: String

  /// Makes an error from its two facts.
  public init(_ kind: Kind, detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
