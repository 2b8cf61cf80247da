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
  private static let program = UUIDBits(0x112C_6D8A_97DB_5903, 0x98A9_C367_0AC6_EAFE, version: 5)

  /// The operation of the call that names are for; nil if it is not known.
  var operation: Operation? {
    didSet {
      if operation != oldValue { beginning = Array((operation?.rawValue ?? "").utf8) + [0] }
    }
  }
  /// What each name begins with.
  private var beginning: [UInt8] = [0]
  private var uuids: NameUUID

  init(writeKey: String) {
    var keys = NameUUID(namespace: Self.program)
    uuids = NameUUID(namespace: keys.uuid(of: Array(writeKey.utf8).span))
  }

  /// The UUID of the pieces of a text that stand at two places, one behind the other.
  mutating func uuid(
    of text: borrowing ByteBuffer, _ first: Range<Int>, _ second: Range<Int>
  ) -> UUIDBits {
    uuids.begin()
    let beginning = beginning
    uuids.update(beginning.span)
    uuids.update(text.span.extracting(first))
    uuids.update(text.span.extracting(second))
    return uuids.finish()
  }
}
