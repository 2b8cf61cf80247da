import CCrypto

/// Message digests, by libcrypto. Memory is kept from one to the next.
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
  private var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))

  /// Makes what computes digests.
  public init(_ algorithm: Algorithm) {
    guard let context = EVP_MD_CTX_new(), let type = algorithm.type,
      EVP_DigestInit_ex(context, type, nil) == 1
    else { preconditionFailure("libcrypto has memory for a digest, and the SHA algorithms") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// The digest of a text.
  public mutating func digest(of text: Span<UInt8>) -> ArraySlice<UInt8> {
    var count: UInt32 = 0
    let isDone = text.withUnsafeBufferPointer { text in
      bytes.withUnsafeMutableBufferPointer { output in
        // The type stays: looking it up costs as much as digesting a short text.
        EVP_DigestInit_ex(context, nil, nil) == 1
          && EVP_DigestUpdate(context, text.baseAddress, text.count) == 1
          && EVP_DigestFinal_ex(context, output.baseAddress, &count) == 1
      }
    }
    precondition(isDone, "a digest of bytes in memory cannot fail")
    return bytes[..<Int(count)]
  }
}
