/// UUIDs made from names: version 5 of RFC 9562, section 5.5.
public struct NameUUID: ~Copyable {
  /// Characters of a UUID as it is written.
  private static let length = 36

  private var digest = Digest(.sha1)
  private let namespace: [UInt8]
  private var text: [UInt8] = []

  /// - Parameter namespace: the 16 bytes of the UUID in which names have theirs.
  public init(namespace: [UInt8]) {
    precondition(namespace.count == 16, "a UUID has 16 bytes")
    self.namespace = namespace
  }

  /// The UUID of a name, in bytes.
  public mutating func bytes(of name: Span<UInt8>) -> [UInt8] {
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: namespace)
    name.withUnsafeBufferPointer { text.append(contentsOf: $0) }
    let named = text
    var bytes = Array(digest.digest(of: named.span)[..<16])
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    return bytes
  }

  /// The UUID of a name, as it is written.
  public mutating func text(of name: Span<UInt8>) -> [UInt8] {
    let bytes = bytes(of: name)
    var written: [UInt8] = []
    written.reserveCapacity(Self.length)
    for index in 0..<16 {
      if index == 4 || index == 6 || index == 8 || index == 10 {
        written.append(UInt8(ascii: "-"))
      }
      Hexadecimal.append(bytes[index], to: &written)
    }
    return written
  }
}
