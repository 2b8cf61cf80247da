/// A request line and the header fields after it, kept as bytes and ranges in them, with the
/// fields that decide framing already read (RFC 9112).
struct RequestHead {
  struct Field {
    let name: Range<Int>
    let value: Range<Int>
  }

  private(set) var bytes: [UInt8] = []
  private(set) var method = 0..<0
  private(set) var target = 0..<0
  private(set) var fields: [Field] = []
  private(set) var contentLength: Int?
  private(set) var isChunked = false
  private(set) var keepsAlive = true
  private(set) var expectsContinue = false
  /// The value of the `Authorization` field; empty when there is none.
  private(set) var authorization = 0..<0
  /// The value of the `Content-Encoding` field; empty when there is none.
  private(set) var contentEncoding = 0..<0

  var isEmpty: Bool { bytes.isEmpty }

  /// Forgets everything, but keeps the memory for the next request.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    method = 0..<0
    target = 0..<0
    contentLength = nil
    isChunked = false
    keepsAlive = true
    expectsContinue = false
    authorization = 0..<0
    contentEncoding = 0..<0
  }

  /// Takes the next line, without its line end: first the request line, then fields.
  mutating func add(line: ArraySlice<UInt8>) throws(RequestFailure) {
    let start = bytes.count
    bytes.append(contentsOf: line)
    if start == 0 {
      try readRequestLine()
    } else {
      try readField(start..<bytes.count)
    }
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private mutating func readRequestLine() throws(RequestFailure) {
    guard let first = bytes.firstIndex(of: ASCII.space),
      let second = bytes[(first + 1)...].firstIndex(of: ASCII.space)
    else { throw .malformed }
    method = 0..<first
    target = first + 1..<second
    guard !method.isEmpty, bytes[method].allSatisfy(ASCII.isToken),
      !target.isEmpty, bytes[target].allSatisfy(ASCII.isFieldContent)
    else { throw .malformed }
    let version = second + 1..<bytes.count
    if ASCII.matches(version, of: bytes, "http/1.0") {
      keepsAlive = false
    } else if !ASCII.matches(version, of: bytes, "http/1.1") {
      throw .malformed
    }
  }

  private mutating func readField(_ line: Range<Int>) throws(RequestFailure) {
    guard let colon = bytes[line].firstIndex(of: ASCII.colon) else { throw .malformed }
    let name = line.lowerBound..<colon
    let value = ASCII.trim(colon + 1..<line.upperBound, of: bytes)
    guard !name.isEmpty, bytes[name].allSatisfy(ASCII.isToken),
      bytes[value].allSatisfy(ASCII.isFieldContent)
    else { throw .malformed }
    fields.append(Field(name: name, value: value))
    try interpret(name, value)
  }

  private mutating func interpret(
    _ name: Range<Int>, _ value: Range<Int>
  ) throws(RequestFailure) {
    // Few names have these lengths, so most fields cost one comparison.
    switch name.count {
    case 6 where ASCII.matches(name, of: bytes, "expect"):
      expectsContinue = ASCII.matches(value, of: bytes, "100-continue")
    case 10 where ASCII.matches(name, of: bytes, "connection"):
      readConnection(value)
    case 13 where ASCII.matches(name, of: bytes, "authorization"):
      authorization = value
    case 14 where ASCII.matches(name, of: bytes, "content-length"):
      let length = try decimal(value)
      guard contentLength == nil || contentLength == length else { throw .malformed }
      contentLength = length
    case 16 where ASCII.matches(name, of: bytes, "content-encoding"):
      contentEncoding = value
    case 17 where ASCII.matches(name, of: bytes, "transfer-encoding"):
      guard !isChunked, ASCII.matches(value, of: bytes, "chunked") else {
        throw .unknownTransferCoding
      }
      isChunked = true
    default: break
    }
  }

  private mutating func readConnection(_ value: Range<Int>) {
    for option in bytes[value].split(separator: UInt8(ascii: ",")) {
      let range = ASCII.trim(option.startIndex..<option.endIndex, of: bytes)
      if ASCII.matches(range, of: bytes, "close") {
        keepsAlive = false
      } else if ASCII.matches(range, of: bytes, "keep-alive") {
        keepsAlive = true
      }
    }
  }

  private func decimal(_ range: Range<Int>) throws(RequestFailure) -> Int {
    guard !range.isEmpty else { throw .malformed }
    var number = 0
    for byte in bytes[range] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .malformed }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !overflow, !carry else { throw .bodyTooLarge }
      number = sum
    }
    return number
  }
}
