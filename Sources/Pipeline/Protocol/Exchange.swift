import Compression
import HTTP
import JSON
import Segment

/// What a transfer loop does to a call before it goes out, and to the answer when it has come. Working
/// memory is kept from call to call.
struct Exchange: ~Copyable {
  /// Batches of 500 events, each with a random id, become a sixth and go out at half the events a second
  /// of plain ones, as with levels 1 and 2, which leave a tenth more; level 4 saves a tenth and takes
  /// half as long again (`time segment-step -b 500 --compress` to nginx, 148 MB, two processors).
  private static let compressionLevel: CInt = 3

  private let headers: CallHeaders
  private let token: AccessToken?
  private var compressor: GzipCompressor?
  /// The version of the token that calls carry.
  private var tokenVersion = 1
  private var mask: SecretMask
  private var judge = ResponseJudge()
  private var sendTime = TimeText()

  /// - Parameters:
  ///   - headers: those of calls.
  ///   - token: what authorises calls instead of the write key.
  ///   - isCompressed: whether bodies are compressed.
  init(_ headers: CallHeaders, token: AccessToken?, isCompressed: Bool) {
    self.headers = headers
    self.token = token
    mask = headers.mask
    compressor = isCompressed ? GzipCompressor(level: Self.compressionLevel) : nil
    precondition(!isCompressed || compressor != nil, "there is memory for zlib, some 260 KB")
  }

  /// The headers of the calls from now on; nil if they stay as they are. The token's file is looked at
  /// once a second.
  mutating func newHeaders(now: Int) -> [ClientOptions.Header]? {
    guard let token else { return nil }
    token.refresh(now: now)
    let version = token.current.version
    guard version != tokenVersion else { return nil }
    tokenVersion = version
    mask = headers.mask
    return headers.current
  }

  /// Makes the body of a call fit to go out, with the present time as that of sending.
  ///
  /// - Returns: what is sent in its place, compressed; nil if it goes out as it is.
  mutating func seal(_ payload: Payload) -> CompressedBody? {
    let now = WallTime(milliseconds: Clock.wallMilliseconds)
    let call = payload.call
    sendTime.overwrite(at: payload.sentAt, in: &call.body, with: now)
    guard let bytes = compressor?.compress(call.body.span) else { return nil }
    return CompressedBody(bytes)
  }

  /// What a try came to; the response that the payload has taken is made fit to be shown.
  mutating func result(of payload: Payload, _ outcome: TransferOutcome) -> AttemptResult {
    payload.call.response.removeByteOrderMark()
    mask.hide(in: &payload.call.response)
    switch outcome {
    case .response(let status, let retryAfter):
      // Another token may be there by now.
      if status == AttemptResult.unauthorized { token?.renew() }
      let response = payload.call.response
      let verdict = judge.judge(status: status, body: response.span)
      return AttemptResult(status: status, retryAfter: retryAfter, verdict: verdict)
    case .failure(let error):
      return AttemptResult(error, detail: mask.hiding(error.detail))
    }
  }
}

/// The body of a call, compressed.
final class CompressedBody: Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// The headers of calls, and what of them must not be shown.
struct CallHeaders: Sendable {
  private static let contentType: ClientOptions.Header = ("Content-Type", "application/json")
  private static let userAgent: ClientOptions.Header = (
    "User-Agent", "\(Program.name)/\(Program.version)"
  )
  private static let retryHeader = "X-Retry-Count"

  private let service: Service

  /// - Parameter service: where calls go.
  init(_ service: Service) { self.service = service }

  /// Those of a call, with the token as it is now.
  var current: [ClientOptions.Header] {
    let credentials =
      service.token.map { "Bearer \($0.current.text)" }
      ?? "Basic \(BasicCredentials.text(writeKey: service.writeKey))"
    return own(credentials) + service.headers.map { ($0.name, $0.value) }
  }

  /// Those by which a proxy is asked to connect.
  var connect: [ClientOptions.Header] { [Self.userAgent] }

  /// The one that carries the number of earlier attempts; nil if the user gives one of its name.
  var retry: String? { isGiven(Self.retryHeader) ? nil : Self.retryHeader }

  /// Those of a call, fit to be shown.
  var shown: [(name: String, value: String)] {
    let all = own(service.token == nil ? "Basic ***" : "Bearer ***").map {
      Service.Header(name: $0.name, value: $0.value, isSecret: false)
    }
    return (all + service.headers).compactMap { header in
      header.value.map { (header.name, header.isSecret ? "***" : $0) }
    }
  }

  /// What hides secrets in what comes from outside: the tokens of calls that are still under way, too.
  var mask: SecretMask {
    let secrets = service.headers.compactMap { $0.isSecret ? $0.value : nil }
    return SecretMask(
      writeKey: service.writeKey, proxyCredentials: service.proxyCredentials,
      headerValues: secrets + (service.token?.recent ?? []))
  }

  /// The program's own, less those that the user gives.
  private func own(_ credentials: String) -> [ClientOptions.Header] {
    let encoding: [ClientOptions.Header] =
      service.isCompressed ? [("Content-Encoding", "gzip")] : []
    return ([("Authorization", credentials), Self.contentType, Self.userAgent] + encoding)
      .filter { !isGiven($0.name) }
  }

  private func isGiven(_ name: String) -> Bool {
    service.headers.contains { $0.name.lowercased() == name.lowercased() }
  }
}
