import CCrypto

/// Message digests, by libcrypto, of one text behind the other. Memory is kept from one to the next.
public struct Digest: ~Copyable {
  /// The algorithms (FIPS 180-4).
  public enum Algorithm: Sendable {
    /// 20 bytes.
    case sha1
    /// 32 bytes.
    case sha256

    fileprivate var type: OpaquePointer? {
      switch self {
      case .sha1: EVP_sha1()
      case .sha256: EVP_sha256()
      }
    }
  }

  private let context: OpaquePointer

  /// Makes what computes digests.
  public init(_ algorithm: Algorithm) {
    guard let context = EVP_MD_CTX_new(), let type = algorithm.type,
      EVP_DigestInit_ex(context, type, nil) == 1
    else { preconditionFailure("libcrypto has memory for a digest, and the SHA algorithms") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in a further piece of the text.
  public mutating func update(_ piece: Span<UInt8>) {
    let isDone = piece.withUnsafeBufferPointer {
      EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1
    }
    precondition(isDone, "a digest of bytes in memory cannot fail")
  }

  /// Ends the text; what is taken in next begins another.
  ///
  /// - Returns: the digest's 32 bytes as words, the first byte highest, with zeros behind a shorter
  ///   one.
  public mutating func finish() -> SIMD4<UInt64> {
    var words = SIMD4<UInt64>.zero
    let isDone = withUnsafeMutableBytes(of: &words) { output in
      // The type stays: looking it up costs as much as digesting a short text.
      EVP_DigestFinal_ex(context, output.baseAddress, nil) == 1
        && EVP_DigestInit_ex(context, nil, nil) == 1
    }
    precondition(isDone, "a digest of bytes in memory cannot fail")
    return SIMD4(words.x.bigEndian, words.y.bigEndian, words.z.bigEndian, words.w.bigEndian)
  }
}
