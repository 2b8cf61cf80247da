import Digests
import JSON

/// Makes UUIDs of what is said of a call, so that the same call has the same message id in whatever
/// process, and nobody else's call has it: Segment drops repeated ids whatever workspace they are of.
///
/// Version 5 of RFC 9562. The namespace is that of the write key in `program`; the name is the
/// operation, a zero byte and the text.
struct CallNames: ~Copyable {
  /// The namespace of this program, 112c6d8a-97db-5903-98a9-c3670ac6eafe: the UUID of version 5 of the
  /// name `segment-step` in the namespace of URLs.
  private static let program: [UInt8] = [
    0x11, 0x2C, 0x6D, 0x8A, 0x97, 0xDB, 0x59, 0x03, 0x98, 0xA9, 0xC3, 0x67, 0x0A, 0xC6, 0xEA, 0xFE,
  ]

  /// The operation of the call that names are for; nil if it is not known.
  var operation: Operation?
  private var uuids: NameUUID
  private var name = ByteBuffer()

  init(writeKey: String) {
    var keys = NameUUID(namespace: Self.program)
    uuids = NameUUID(namespace: keys.bytes(of: Array(writeKey.utf8).span))
  }

  /// The UUID of a text, as it is written.
  mutating func uuid(of text: Span<UInt8>) -> [UInt8] {
    begin()
    name.append(text)
    return finish()
  }

  /// The UUID of pieces of text, one behind the other.
  mutating func uuid(of body: borrowing ByteBuffer, _ pieces: [Range<Int>]) -> [UInt8] {
    begin()
    for piece in pieces { name.append(body.span, piece) }
    return finish()
  }

  private mutating func begin() {
    name.removeAll()
    name.append(contentsOf: (operation?.rawValue ?? "").utf8)
    name.append(0)
  }

  private mutating func finish() -> [UInt8] {
    // Taken out of `self`, for the digest changes that.
    var name = ByteBuffer()
    swap(&name, &self.name)
    defer { swap(&name, &self.name) }
    return uuids.text(of: name.span)
  }
}
