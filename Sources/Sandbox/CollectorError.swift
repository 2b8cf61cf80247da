/// Why a collector could not be started.
public struct CollectorError: Error, Equatable {
  /// The system call that failed, e.g. `bind`, or that no thread can be started.
  public let call: String
  /// Its error number, e.g. `EADDRINUSE`.
  public let code: Int32
}
