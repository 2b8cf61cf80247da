/// Turns the bytes of one connection into requests: a value that knows no socket.
///
/// Bytes go in with `append`, in pieces of any size; `next` says what they amount to. After
/// `.request`, `head` and `body` describe the request until `next` is called again, so that
/// their memory serves every request of the connection.
struct RequestParser {
  enum Outcome: Equatable {
    /// More bytes are needed.
    case incomplete
    /// The client waits for `100 Continue` before it sends the body; reported once.
    case continueExpected
    /// A whole request is in `head` and `body`.
    case request
    /// Nothing more can be read from this connection.
    case failure(RequestFailure)
  }

  private enum Stage {
    case head
    case body(remaining: Int)
    case chunkSize
    case chunk(remaining: Int)
    case chunkEnd
    case trailer
    case complete
    case failed(RequestFailure)
  }

  /// The most bytes in a request line and its header fields.
  static let headLimit = 64 * 1024
  /// The most bytes in a body.
  static let bodyLimit = 64 * 1024 * 1024
  /// The most bytes in a line of chunked framing.
  static let chunkLineLimit = 4 * 1024

  private(set) var head = RequestHead()
  private(set) var body: [UInt8] = []
  private var input: [UInt8] = []
  /// Where the bytes not yet taken begin in `input`.
  private var position = 0
  /// Up to where `input` is known to hold no line end, so that trickling bytes are searched once.
  private var searched = 0
  private var stage = Stage.head

  /// How many bytes wait to be taken.
  var unread: Int { input.count - position }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    if position > 0 {
      input.removeSubrange(..<position)
      searched = max(0, searched - position)
      position = 0
    }
    input.append(contentsOf: bytes)
  }

  mutating func next() -> Outcome {
    if case .complete = stage { beginRequest() }
    do throws(RequestFailure) {
      while true {
        if let outcome = try step() { return outcome }
      }
    } catch {
      stage = .failed(error)
      return .failure(error)
    }
  }

  private mutating func beginRequest() {
    head.clear()
    // A rare large body should not pin its memory to the connection.
    body.removeAll(keepingCapacity: body.capacity <= 1024 * 1024)
    stage = .head
  }

  /// Advances by one line or one run of body bytes; nil when there may be more to do.
  private mutating func step() throws(RequestFailure) -> Outcome? {
    switch stage {
    case .head: return try readHeadLine()
    case .body(let remaining):
      guard let left = takeBody(remaining) else { return .incomplete }
      stage = left == 0 ? .complete : .body(remaining: left)
    case .chunkSize: return try readChunkSize()
    case .chunk(let remaining):
      guard let left = takeBody(remaining) else { return .incomplete }
      stage = left == 0 ? .chunkEnd : .chunk(remaining: left)
    case .chunkEnd:
      guard let line = try takeLine(limit: 1, else: .malformed) else { return .incomplete }
      guard line.isEmpty else { throw .malformed }
      stage = .chunkSize
    case .trailer:
      guard let line = try takeLine(limit: Self.chunkLineLimit, else: .headTooLarge) else {
        return .incomplete
      }
      if line.isEmpty { stage = .complete }
    case .complete: return .request
    case .failed(let failure): throw failure
    }
    return nil
  }

  private mutating func readHeadLine() throws(RequestFailure) -> Outcome? {
    let limit = Self.headLimit - head.bytes.count
    guard let line = try takeLine(limit: limit, else: .headTooLarge) else { return .incomplete }
    if !line.isEmpty {
      try head.add(line: input[line])
    } else if !head.isEmpty {
      return try beginBody()
    }
    return nil
  }

  private mutating func beginBody() throws(RequestFailure) -> Outcome? {
    let length = head.contentLength ?? 0
    if head.isChunked {
      // Two framings that contradict each other are how requests are smuggled.
      guard head.contentLength == nil else { throw .malformed }
      stage = .chunkSize
    } else {
      guard length <= Self.bodyLimit else { throw .bodyTooLarge }
      stage = length == 0 ? .complete : .body(remaining: length)
    }
    let waits = head.expectsContinue && unread == 0 && (head.isChunked || length > 0)
    return waits ? .continueExpected : nil
  }

  private mutating func readChunkSize() throws(RequestFailure) -> Outcome? {
    guard let line = try takeLine(limit: Self.chunkLineLimit, else: .malformed) else {
      return .incomplete
    }
    let extensions = input[line].firstIndex(of: UInt8(ascii: ";")) ?? line.upperBound
    let digits = ASCII.trim(line.lowerBound..<extensions, of: input)
    guard !digits.isEmpty else { throw .malformed }
    var size = 0
    for byte in input[digits] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .malformed }
      size = size * 16 + digit
      guard body.count + size <= Self.bodyLimit else { throw .bodyTooLarge }
    }
    stage = size == 0 ? .trailer : .chunk(remaining: size)
    return nil
  }

  /// Moves what there is of `wanted` bytes to the body.
  ///
  /// - Returns: how many are still missing; nil when there was nothing to move.
  private mutating func takeBody(_ wanted: Int) -> Int? {
    let count = min(wanted, unread)
    guard count > 0 else { return nil }
    body.append(contentsOf: input[position..<position + count])
    position += count
    return wanted - count
  }

  /// Takes the next line.
  ///
  /// - Returns: its place in `input` without the line end (CRLF or, as RFC 9112 section 2.2
  ///   allows, LF alone); nil when it has not arrived as a whole.
  private mutating func takeLine(
    limit: Int, else failure: RequestFailure
  ) throws(RequestFailure) -> Range<Int>? {
    let start = position
    guard let end = input[max(searched, start)...].firstIndex(of: ASCII.lineFeed) else {
      searched = input.count
      guard unread <= limit else { throw failure }
      return nil
    }
    guard end - start <= limit else { throw failure }
    position = end + 1
    let hasReturn = end > start && input[end - 1] == ASCII.carriageReturn
    return start..<(hasReturn ? end - 1 : end)
  }
}
