/// The kinds of JSON value.
public enum JSONKind: String, Sendable {
  case object
  case array
  case string
  case number
  case boolean
  case null

  /// The kind of the valid JSON value that begins with `byte`.
  @inline(__always)
  public init(firstByte byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"): self = .object
    case UInt8(ascii: "["): self = .array
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean
    case UInt8(ascii: "n"): self = .null
    default: self = .number
    }
  }
}
