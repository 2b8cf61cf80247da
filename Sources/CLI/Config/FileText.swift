#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Small files, read whole.
enum FileText {
  /// The most bytes of a config or of a file named in one.
  static let limit = 16 << 20

  /// Why a file could not be read, in the system's words.
  struct Unreadable: Error {
    let reason: String
  }

  /// The bytes of the file at a path; pipes and other streams are read to their end.
  static func read(_ path: String) throws(Unreadable) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(reason: message(errno)) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      let (chunk, error) = readChunk(descriptor)
      if error == EINTR { continue }
      if error != 0 { throw Unreadable(reason: message(error)) }
      if chunk.isEmpty { return bytes }
      bytes += chunk
      guard bytes.count <= limit else {
        throw Unreadable(reason: "larger than \(limit >> 20) MiB")
      }
    }
  }

  /// The same for a file that a flag names.
  static func read(_ path: String, of flag: FlagID) throws(Diagnostics) -> [UInt8] {
    do throws(Unreadable) {
      return try read(path)
    } catch {
      throw Diagnostics([Diagnostic("\(flag.spelling): cannot read \(path): \(error.reason)")])
    }
  }

  /// Whether there is a file at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func readChunk(_ descriptor: CInt) -> ([UInt8], CInt) {
    var error: CInt = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      #if canImport(Glibc)
        let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let result = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let result = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if result < 0 { error = errno }
      count = max(0, result)
    }
    return (chunk, error)
  }

  /// The system's text for an error number.
  static func message(_ code: CInt) -> String {
    String(cString: strerror(code))
  }
}
