import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that stands in for Segment's HTTP Tracking API.
///
/// It serves all its connections on one thread of its own. `POST /v1/track` (`identify`, `page`,
/// `screen`, `group`, `alias`, `batch`) with a write key and a JSON object is answered 200 and
/// `{"success":true}`; anything else is refused as Segment refuses it. Faults and scripted replies
/// come before that verdict.
public final class Collector: Sendable {
  /// The port on 127.0.0.1.
  public let port: UInt16
  private let ledger: Ledger
  private let thread: Mutex<CollectorThread?>

  /// Starts listening and serving.
  ///
  /// - Parameters:
  ///   - faults: troubles to inject; they come before `respond`.
  ///   - port: the port to listen on; 0 for a free one.
  ///   - recording: whether `requests` keeps every request, at the cost of memory.
  ///   - namesMessages: whether an answer `{"success":true}`, scripted ones included, names what it
  ///     takes besides: `"message_id"`, or for a batch `"message_ids"` in its order.
  ///   - respond: answers each request in Segment's place. It is called on the collector's
  ///     thread, so nothing else is served until it returns.
  /// - Throws: the system call that failed.
  public init(
    faults: Faults = .none, port: UInt16 = 0, recording: Bool = false,
    namesMessages: Bool = false, respond: (@Sendable (CollectedRequest) -> Reply)? = nil
  ) throws(CollectorError) {
    let listener = try Socket.listening(on: port)
    self.port = try listener.port()
    ledger = Ledger()
    let responder = Responder(
      faults: faults, script: respond, isRecording: recording,
      namesMessages: namesMessages, ledger: ledger)
    let pipe = try Descriptor.pipe()
    let loop = CollectorLoop(listener: listener, wake: pipe.readEnd, responder: responder)
    thread = Mutex(try CollectorThread(loop, wake: pipe.writeEnd))
  }

  deinit {
    stop()
  }

  /// What stands in for `https://api.segment.io/v1`.
  public var baseURL: String { "http://127.0.0.1:\(port)/v1" }

  /// What has been seen so far; still there after `stop`.
  public var statistics: Statistics { ledger.statistics }

  /// The readable requests in order of arrival; empty unless recording.
  public var requests: [CollectedRequest] { ledger.requests }

  /// Closes every connection, frees the port and waits for the thread to end. Further calls do
  /// nothing.
  public func stop() {
    let running = thread.withLock { $0.take() }
    running?.stop()
  }
}

/// Why a collector could not be started.
public struct CollectorError: Error, Equatable {
  /// The system call that failed, e.g. `bind`, or that no thread can be started.
  public let call: String
  /// Its error number, e.g. `EADDRINUSE`.
  public let code: Int32
}
