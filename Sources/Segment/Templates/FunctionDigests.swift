import Digests
import JSON

/// What functions make digests and UUIDs with.
struct FunctionDigests: ~Copyable {
  private var names: CallNames?
  /// Made when it is first needed, as few configs need it.
  private var sha256: Digest?

  /// - Parameter writeKey: the write key in whose namespace UUIDs are made; nil where none are.
  init(namesOf writeKey: String?) { names = writeKey.map { CallNames(writeKey: $0) } }

  /// Takes note of the operation of the call that UUIDs are for; nil if it is not known.
  mutating func begin(_ operation: Operation?) { names?.operation = operation }

  /// The UUID of a text.
  mutating func uuid(of text: borrowing ByteBuffer) -> UUIDBits {
    uuid(of: text, 0..<text.count, text.count..<text.count)
  }

  /// The UUID of the pieces of a text that stand at two places, one behind the other.
  mutating func uuid(
    of text: borrowing ByteBuffer, _ first: Range<Int>, _ second: Range<Int>
  ) -> UUIDBits {
    guard let uuid = names?.uuid(of: text, first, second) else {
      preconditionFailure("a plan that makes UUIDs has names of calls")
    }
    return uuid
  }

  /// The SHA-256 of a text, as words, the first byte highest.
  mutating func sha256(of text: borrowing ByteBuffer) -> SIMD4<UInt64> {
    var digest = sha256.take() ?? Digest(.sha256)
    digest.update(text.span)
    let words = digest.finish()
    sha256 = consume digest
    return words
  }
}
