import CCurl

/// Makes many POST requests at once over libcurl's multi interface, on the thread that uses it: one
/// thread at a time, hence `Sendable`.
///
/// Connections are kept and reused; HTTP/2 is used where the server offers it. Redirects are not
/// followed. Deadlines are kept here, since in libcurl 7.88 a transfer that waits for a shared
/// connection may not time out. `close()` must be called before the last reference goes.
public final class HTTPClient: @unchecked Sendable {
  /// A transfer that has ended.
  public struct Finished {
    /// Where it ran, as `start` returned it.
    public let slot: Int
    /// How it ended.
    public let outcome: TransferOutcome
    /// How often libcurl has sent the request again by itself although the server had got it, and had
    /// then ended the kept connection without an answer.
    public let resends: Int
  }

  struct Deadline {
    let transfer: Transfer
    let generation: Int
    let time: Int

    var isPending: Bool { transfer.isRunning && transfer.generation == generation }
  }

  /// Wakes `wait` from another thread.
  public let waker: Waker
  /// How many transfers are under way.
  public private(set) var inFlight = 0

  private let options: ClientOptions
  private let multi: UnsafeMutableRawPointer
  private let urls: [ParsedURL]
  private var headers: HeaderLists
  private var transfers: [Transfer] = []
  private var idle: [Transfer] = []
  /// Deadlines in the order of time, which is that of the starts since all are equally far off.
  private(set) var deadlines = FIFO<Deadline>()
  private var habit = ServerHabit()
  private var isClosed = false

  /// Makes a client.
  public init(_ options: ClientOptions) throws(StartError) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init()
    else { throw .outOfMemory }
    self.options = options
    self.multi = multi
    waker = Waker(multi)
    urls = options.urls.compactMap(ParsedURL.init)
    guard urls.count == options.urls.count else {
      curl_multi_cleanup(multi)
      throw .badURL
    }
    headers = HeaderLists(options)
    segment_step_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.concurrency)
    for slot in 0..<options.concurrency {
      guard
        let transfer = Transfer(
          slot: slot, client: Unmanaged.passUnretained(self).toOpaque(), options: options,
          connectHeaders: headers.connect)
      else {
        close()
        throw .outOfMemory
      }
      transfers.append(transfer)
    }
    idle = transfers.reversed()
  }

  deinit { precondition(isClosed, "an HTTPClient must be closed") }

  /// Why there is no client.
  public enum StartError: Error, Equatable, Sendable {
    /// libcurl has no memory for a handle.
    case outOfMemory
    /// libcurl takes one of the URLs for none.
    case badURL
  }

  /// How many more transfers may be started.
  public var room: Int { idle.count }

  /// Starts a transfer.
  ///
  /// - Parameters:
  ///   - url: the index of its URL in the options.
  ///   - body: the body. It must not be changed before the transfer has ended.
  ///   - retries: how many attempts came before.
  ///   - now: the time, in milliseconds of a clock that never goes back.
  /// - Returns: the slot it runs in, less than the concurrency, until it is taken from
  ///   `nextFinished`; nil if there is no room.
  public func start(url: Int, body: [UInt8], retries: Int, now: Int) -> Int? {
    guard let transfer = idle.popLast() else { return nil }
    transfer.prepare(url: urls[url], body: body, headers: headers.list(retries: retries))
    let deadline = now + options.timeoutMilliseconds
    // Behind a transfer that takes long, those of many short ones would pile up.
    if deadlines.count > 64 + 2 * options.concurrency { deadlines.removeAll { !$0.isPending } }
    deadlines.append(
      Deadline(transfer: transfer, generation: transfer.generation, time: deadline))
    curl_multi_add_handle(multi, transfer.handle)
    inFlight += 1
    return transfer.slot
  }

  /// Sends and receives what can be without waiting.
  public func perform() {
    var running: CInt = 0
    curl_multi_perform(multi, &running)
  }

  /// Waits until there is something to send or receive, a deadline passes, the waker is used, or
  /// `milliseconds` have passed.
  public func wait(milliseconds: Int, now: Int) {
    var limit = milliseconds
    if let next = nextDeadline() { limit = min(limit, max(0, next - now)) }
    curl_multi_poll(multi, nil, 0, CInt(clamping: limit), nil)
  }

  /// Takes a transfer that has ended, or whose deadline has passed.
  ///
  /// - Parameter response: swapped with the buffer that holds the body of the response.
  public func nextFinished(response: inout [UInt8], now: Int) -> Finished? {
    var remaining: CInt = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
        let transfer = Self.transfer(of: handle)
      else { continue }
      // The message does not outlive the handle's removal.
      let code = message.pointee.data.result
      return finish(transfer, transfer.outcome(code), &response, now: now)
    }
    guard let deadline = nextDeadline(), deadline <= now, let overdue = deadlines.popFirst() else {
      return nil
    }
    let seconds = Double(options.timeoutMilliseconds) / 1000
    let error = TransferError(.timeout, detail: "no complete answer within \(seconds.short) s")
    return finish(overdue.transfer, .failure(error), &response, now: now)
  }

  private func finish(
    _ transfer: Transfer, _ outcome: TransferOutcome, _ response: inout [UInt8], now: Int
  ) -> Finished {
    let resends = habit.resends(of: transfer, outcome, among: transfers, now: now)
    curl_multi_remove_handle(multi, transfer.handle)
    transfer.finish(into: &response)
    idle.append(transfer)
    inFlight -= 1
    return Finished(slot: transfer.slot, outcome: outcome, resends: resends)
  }

  /// The earliest deadline of a transfer under way.
  private func nextDeadline() -> Int? {
    while let first = deadlines.first {
      if first.isPending { return first.time }
      _ = deadlines.popFirst()
    }
    return nil
  }

  /// Tells the transfer whose request went out on a connection that it has ended.
  func connectionEnds(localPort: CInt, _ socket: curl_socket_t) {
    let waiting = transfers.filter { $0.waits(onPort: localPort) }
    // Several share a connection of HTTP/2, which has ways of its own to say what it has not taken.
    if waiting.count == 1 { waiting[0].trail.ends(RequestFate(on: socket)) }
  }

  private static func transfer(of handle: UnsafeMutableRawPointer) -> Transfer? {
    var owner: UnsafeMutableRawPointer?
    segment_step_get_private(handle, &owner)
    return owner.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Ends every transfer and closes every connection. Further calls do nothing.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    waker.close()
    for transfer in transfers { curl_multi_remove_handle(multi, transfer.handle) }
    idle = []
    deadlines = FIFO()
    transfers = []
    curl_multi_cleanup(multi)
  }
}

extension Double {
  /// Without a fraction of zero.
  fileprivate var short: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
