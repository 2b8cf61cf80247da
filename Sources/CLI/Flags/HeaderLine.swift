import Pipeline

/// A line that names a header, as curl's `-H` takes it: `Name: value`, `Name;` for an empty value, and
/// `Name:` for a header that is to be left out.
public enum HeaderLine {
  /// Why a line names no header of calls. None holds the line, which may be a secret.
  public enum Fault: Error, Equatable, Sendable {
    /// It is not of that form.
    case form
    /// The value holds a control character.
    case value
    /// The header is one that the program makes of each body; its name.
    case framing(String)
  }

  /// What frames a request, which is nobody else's to say.
  private static let framing: Set<String> = [
    "content-length", "content-encoding", "transfer-encoding", "connection", "expect", "te",
    "trailer", "upgrade", "keep-alive", "proxy-connection",
  ]
  /// Parts of names whose values are not for everybody to see.
  private static let secretParts = [
    "auth", "cookie", "token", "secret", "key", "password", "signature", "credential", "session",
  ]

  /// Reads a line.
  ///
  /// - Parameter isFromFile: whether it comes from a file, so that its value is not to be shown.
  static func read(_ line: String, isFromFile: Bool) throws(Fault) -> Service.Header {
    guard let sign = line.firstIndex(where: { $0 == ":" || $0 == ";" }) else { throw .form }
    let name = String(line[..<sign])
    let rest = line[line.index(after: sign)...].drop { $0 == " " || $0 == "\t" }
    let value = rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
    guard !name.isEmpty, name.utf8.allSatisfy(isToken), line[sign] == ":" || value.isEmpty else {
      throw .form
    }
    guard value.allSatisfy({ $0.unicodeScalars.allSatisfy(isPrintable) }) else { throw .value }
    let lower = name.lowercased()
    guard !framing.contains(lower) else { throw .framing(name) }
    let isSecret = isFromFile || secretParts.contains { lower.contains($0) }
    let isLeftOut = line[sign] == ":" && value.isEmpty
    return Service.Header(
      name: name, value: isLeftOut ? nil : String(value), isSecret: isSecret)
  }

  /// RFC 9110, section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\t" || (scalar.value >= 0x20 && scalar.value != 0x7F)
  }
}
