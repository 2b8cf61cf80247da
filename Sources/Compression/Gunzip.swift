import CZlib

/// Restores texts from gzip's format (RFC 1952).
public enum Gunzip {
  /// The text; nil if the bytes are not one member of that format, or the text has more bytes than
  /// the limit.
  public static func restore(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard bytes.count <= Int(UInt32.max), segment_step_inflate_init(&stream) == Z_OK else {
      return nil
    }
    defer { inflateEnd(&stream) }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    return bytes.withUnsafeBufferPointer { input in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      while true {
        let code = piece.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        guard code == Z_OK || code == Z_STREAM_END else { return nil }
        text += piece.prefix(piece.count - Int(stream.avail_out))
        guard text.count <= limit else { return nil }
        if code == Z_STREAM_END { return stream.avail_in == 0 ? text : nil }
      }
    }
  }
}
