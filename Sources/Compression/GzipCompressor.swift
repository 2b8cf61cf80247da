import CZlib

/// Compresses texts one after the other in gzip's format (RFC 1952); its memory, some 260 KB and what the
/// longest text may have become, is kept from one to the next.
public struct GzipCompressor: ~Copyable {
  /// zlib keeps pointers to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output: [UInt8] = []

  /// Makes a compressor.
  ///
  /// - Parameter level: from 1, the fastest, to 9.
  /// - Returns: nil if there is no memory.
  public init?(level: CInt) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard segment_step_deflate_init(stream, level) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// A text, compressed.
  public mutating func compress(_ text: Span<UInt8>) -> [UInt8] {
    precondition(text.count <= Int(UInt32.max), "what is compressed at once has less than 4 GiB")
    let bound = Int(deflateBound(stream, UInt(text.count)))
    if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
    let count = output.withUnsafeMutableBufferPointer { output in
      text.withUnsafeBufferPointer { input in
        // zlib reads through a pointer that its interface does not promise to leave unchanged.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let code = deflate(stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "the bound that zlib gives has room for the whole text")
      }
      return output.count - Int(stream.pointee.avail_out)
    }
    deflateReset(stream)
    // No larger than what was made of the text, for many may wait for their answers.
    return Array(output[..<count])
  }
}
