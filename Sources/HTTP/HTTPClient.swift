import CCurl
import Threads

/// Makes many POST requests at once over libcurl's multi interface, on the thread that uses it: one
/// thread at a time, hence `Sendable`.
///
/// HTTP/1.1 alone: a request has its connection to itself. Connections are kept and reused, but a
/// request goes out on a kept one only if nothing has come on it since its last answer; else, and if
/// a kept one ends before anything of an answer has come, it goes out on a fresh one. Redirects are
/// not followed. Deadlines are kept here, so that they hold whatever libcurl waits for.
/// `close()` must be called before the last reference goes.
public final class HTTPClient: @unchecked Sendable {
  /// A transfer that has ended.
  public struct Finished {
    /// Where it ran, as `start` returned it.
    public let slot: Int
    /// How it ended.
    public let outcome: TransferOutcome
    /// How many requests have begun on a connection for it: none if no connection came about, more
    /// than one if a kept connection had ended.
    public let requests: Int
  }

  struct Deadline {
    let transfer: Transfer
    let generation: Int
    let time: Int

    var isPending: Bool { transfer.isRunning && transfer.generation == generation }
  }

  /// libcurl sets no timer for the next address of a name (7.88), so it is looked at so often, in
  /// milliseconds, while a transfer waits for its connection.
  private static let connectingLook = 500

  /// Wakes `wait` from another thread.
  public let waker: Waker
  /// How many transfers are under way.
  @exclusivity(unchecked) public private(set) var inFlight = 0

  private let options: ClientOptions
  private let multi: UnsafeMutableRawPointer
  private let urls: [ParsedURL]
  private let connections = ConnectionTable()
  @exclusivity(unchecked) private var headers: HeaderLists
  @exclusivity(unchecked) private var transfers: [Transfer] = []
  @exclusivity(unchecked) private var idle: [Transfer] = []
  /// Deadlines in the order of time, which is that of the starts since all are equally far off.
  @exclusivity(unchecked) private(set) var deadlines = FIFO<Deadline>()
  private var isClosed = false

  /// Makes a client.
  public init(_ options: ClientOptions) throws(ClientStartError) {
    var urls: [ParsedURL] = []
    for url in options.urls { urls.append(try ParsedURL(url)) }
    headers = try HeaderLists(options)
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init()
    else { throw .outOfMemory }
    self.options = options
    self.multi = multi
    self.urls = urls
    waker = Waker(multi)
    do throws(ClientStartError) {
      try makeTransfers()
    } catch {
      close()
      throw error
    }
  }

  private func makeTransfers() throws(ClientStartError) {
    guard segment_step_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.concurrency) == CURLM_OK
    else { throw .outOfMemory }
    for slot in 0..<options.concurrency {
      transfers.append(
        try Transfer(
          slot: slot, connections: connections, options: options, connectHeaders: headers.connect))
    }
    idle = transfers.reversed()
  }

  deinit { precondition(isClosed, "an HTTPClient must be closed") }

  /// Has the transfers that are started from now on carry other headers.
  public func setHeaders(_ new: [ClientOptions.Header]) { headers.replace(with: new) }

  /// How many more transfers may be started.
  public var room: Int { idle.count }

  /// What a transfer asks for, beside its body.
  public struct Request {
    /// The index of its URL in the options.
    public let url: Int
    /// How many requests have begun before for the same call.
    public let attempts: Int
    /// Whether not to use a kept connection, since the attempt before brought no answer.
    public let fresh: Bool

    /// Makes one of its parts.
    public init(url: Int, attempts: Int, fresh: Bool) {
      self.url = url
      self.attempts = attempts
      self.fresh = fresh
    }
  }

  /// Starts a transfer. There must be room for it.
  ///
  /// - Parameters:
  ///   - request: what it asks for.
  ///   - body: the body, which libcurl sends from where it is: it must neither move nor change before
  ///     the transfer has ended.
  ///   - owner: what holds the body. It is kept as long.
  ///   - now: the time, in milliseconds of a clock that never goes back.
  /// - Returns: the slot it runs in, less than the concurrency, until it is taken from
  ///   `nextFinished`.
  /// - Throws: why libcurl does not take the transfer, of which nothing was sent then.
  public func start(
    _ request: Request, body: Span<UInt8>, of owner: AnyObject, now: Int
  ) throws(TransferError) -> Int {
    guard let transfer = idle.last else {
      preconditionFailure("a transfer is started only where there is room")
    }
    do {
      try transfer.prepare(
        url: urls[request.url], body: body, of: owner,
        headers: headers.list(attempts: request.attempts), fresh: request.fresh)
    } catch {
      throw TransferError(.connect, detail: "libcurl does not take the call: \(error)")
    }
    try add(transfer)
    idle.removeLast()
    let deadline = now + options.timeoutMilliseconds
    // Behind a transfer that takes long, those of many short ones would pile up.
    if deadlines.count > 64 + 2 * options.concurrency { deadlines.removeAll { !$0.isPending } }
    deadlines.append(
      Deadline(transfer: transfer, generation: transfer.generation, time: deadline))
    inFlight += 1
    return transfer.slot
  }

  private func add(_ transfer: Transfer) throws(TransferError) {
    let code = curl_multi_add_handle(multi, transfer.handle.raw)
    guard code == CURLM_OK else {
      let reason = String(cString: curl_multi_strerror(code))
      throw TransferError(.connect, detail: "libcurl does not take the call: \(reason)")
    }
    transfer.begin()
  }

  private func remove(_ transfer: Transfer) {
    Self.check(curl_multi_remove_handle(multi, transfer.handle.raw))
    transfer.end()
  }

  /// Sends and receives what can be without waiting.
  public func perform() {
    var running: CInt = 0
    Self.check(curl_multi_perform(multi, &running))
  }

  /// Waits until there is something to send or receive, a deadline passes, the waker is used, or
  /// `milliseconds` have passed.
  public func wait(milliseconds: Int, now: Int) {
    var limit = milliseconds
    if let next = nextDeadline() { limit = min(limit, max(0, next - now)) }
    if connections.connecting > 0 { limit = min(limit, Self.connectingLook) }
    Self.check(curl_multi_poll(multi, nil, 0, CInt(clamping: limit), nil))
  }

  private static func check(_ code: CURLMcode) {
    precondition(code == CURLM_OK, "libcurl: \(String(cString: curl_multi_strerror(code)))")
  }

  /// Takes a transfer that has ended, or whose deadline has passed.
  ///
  /// - Parameter response: swapped with the buffer that holds the body of the response.
  public func nextFinished(response: inout [UInt8], now: Int) -> Finished? {
    var remaining: CInt = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        preconditionFailure("libcurl tells only of transfers that are done")
      }
      // The message does not outlive the handle's removal.
      let code = message.pointee.data.result
      let transfer = Self.transfer(of: handle)
      remove(transfer)
      if transfer.goesOutAgain(after: code), startAgain(transfer) { continue }
      return finish(transfer, transfer.outcome(code), &response)
    }
    guard let deadline = nextDeadline(), deadline <= now, let overdue = deadlines.popFirst() else {
      return nil
    }
    remove(overdue.transfer)
    return finish(overdue.transfer, .failure(overdue.transfer.overdue), &response)
  }

  /// Makes the same request on a fresh connection, with the same deadline.
  ///
  /// - Returns: false if libcurl does not take it.
  private func startAgain(_ transfer: Transfer) -> Bool {
    do {
      try transfer.prepareAgain()
      try add(transfer)
      return true
    } catch {
      return false
    }
  }

  private func finish(
    _ transfer: Transfer, _ outcome: TransferOutcome, _ response: inout [UInt8]
  ) -> Finished {
    transfer.finish(into: &response)
    idle.append(transfer)
    inFlight -= 1
    return Finished(slot: transfer.slot, outcome: outcome, requests: transfer.requests)
  }

  /// The earliest deadline of a transfer under way.
  private func nextDeadline() -> Int? {
    while let first = deadlines.first {
      if first.isPending { return first.time }
      _ = deadlines.popFirst()
    }
    return nil
  }

  private static func transfer(of handle: UnsafeMutableRawPointer) -> Transfer {
    var owner: UnsafeMutableRawPointer?
    let code = segment_step_get_private(handle, &owner)
    guard code == CURLE_OK, let owner else {
      preconditionFailure("every handle carries its transfer")
    }
    return Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Ends every transfer and closes every connection. Further calls do nothing.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    waker.close()
    for transfer in transfers where transfer.isRunning { remove(transfer) }
    idle = []
    deadlines = FIFO()
    transfers = []
    Self.check(curl_multi_cleanup(multi))
  }
}
