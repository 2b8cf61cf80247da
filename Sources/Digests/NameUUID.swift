/// UUIDs made from names: version 5 of RFC 9562, section 5.5.
public struct NameUUID: ~Copyable {
  private var digest = Digest(.sha1)
  private let namespace: [UInt8]

  /// - Parameter namespace: the UUID in which names have theirs.
  public init(namespace: UUIDBits) {
    let words = [namespace.high.bigEndian, namespace.low.bigEndian]
    self.namespace = words.withUnsafeBytes { Array($0) }
  }

  /// The UUID of a name.
  public mutating func uuid(of name: Span<UInt8>) -> UUIDBits {
    begin()
    update(name)
    return finish()
  }

  /// Begins a name that is given in pieces.
  public mutating func begin() {
    let namespace = namespace
    digest.update(namespace.span)
  }

  /// Takes in a further piece of the name.
  public mutating func update(_ piece: Span<UInt8>) { digest.update(piece) }

  /// The UUID of the name that has been begun.
  public mutating func finish() -> UUIDBits {
    let words = digest.finish()
    return UUIDBits(words.x, words.y, version: 5)
  }
}
