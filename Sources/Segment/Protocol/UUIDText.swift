import Digests
import JSON

/// UUIDs as they are written (RFC 9562, section 4): 36 characters, in lower case.
enum UUIDText {
  /// Characters of a UUID.
  static let length = 36

  /// Appends a UUID.
  static func append(_ uuid: UUIDBits, to output: inout ByteBuffer) {
    output.append(hexadecimal: UInt32(truncatingIfNeeded: uuid.high &>> 32))
    output.append(UInt8(ascii: "-"))
    output.append(hexadecimal: UInt16(truncatingIfNeeded: uuid.high &>> 16))
    output.append(UInt8(ascii: "-"))
    output.append(hexadecimal: UInt16(truncatingIfNeeded: uuid.high))
    output.append(UInt8(ascii: "-"))
    output.append(hexadecimal: UInt16(truncatingIfNeeded: uuid.low &>> 48))
    output.append(UInt8(ascii: "-"))
    output.append(hexadecimal: UInt16(truncatingIfNeeded: uuid.low &>> 32))
    output.append(hexadecimal: UInt32(truncatingIfNeeded: uuid.low))
  }
}
