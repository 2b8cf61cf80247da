import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The access token in a file, which another program replaces from time to time. For all threads.
public final class AccessToken: Sendable {
  /// Why a file is not one of a token.
  public enum ReadError: Error, Equatable, Sendable {
    /// A system call has failed.
    case system(CInt)
    /// It holds nothing but white space.
    case empty
    /// It has more bytes than a token, or such as no header can carry.
    case noToken
  }

  /// The most bytes that are read.
  private static let limit = 64 << 10
  /// How many of the last tokens are known.
  private static let keptTokens = 8
  /// How often the file is looked at, in nanoseconds.
  private static let interval = 1_000_000_000

  /// What tells one state of the file from another.
  private struct Identity: Equatable {
    let device: UInt64
    let number: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    /// Anything else, as a pipe, can be read only once.
    let isRegular: Bool

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(truncatingIfNeeded: status.st_ino)
      size = Int(status.st_size)
      isRegular = status.st_mode & S_IFMT == S_IFREG
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
    }
  }

  private struct State {
    /// The tokens so far, the present one last.
    var texts: [String]
    var version = 1
    var identity: Identity
    /// When the file is to be looked at next, by the monotonic clock.
    var nextLook: Int
  }

  private let path: String
  private let state: Lock<State>

  /// Reads a token.
  public init(_ path: String) throws(ReadError) {
    self.path = path
    let (text, identity) = try Self.read(path)
    state = Lock(
      State(texts: [text], identity: identity, nextLook: Clock.monotonic + Self.interval))
  }

  /// The token, and a number that tells it from those before.
  var current: (text: String, version: Int) {
    state.withLock { ($0.texts[$0.texts.count - 1], $0.version) }
  }

  /// The last tokens, the present one among them: calls that carry earlier ones may be under way.
  var recent: [String] { state.withLock { $0.texts } }

  /// Reads the file again if it has changed; looks at it once a second at most. One that cannot be read
  /// now, as when it is just being written, leaves the token as it is.
  func refresh(now: Int) {
    state.withLock { state in
      guard now >= state.nextLook else { return }
      state.nextLook = now + Self.interval
      var status = stat()
      guard stat(path, &status) == 0, Identity(status) != state.identity else { return }
      Self.renew(&state, path)
    }
  }

  /// Reads the file again, since the token was refused.
  func renew() { state.withLock { Self.renew(&$0, path) } }

  private static func renew(_ state: inout State, _ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, Identity(status).isRegular,
      let (text, identity) = try? read(path)
    else { return }
    state.identity = identity
    guard text != state.texts.last else { return }
    state.texts = state.texts.suffix(keptTokens - 1) + [text]
    state.version += 1
  }

  private static func read(_ path: String) throws(ReadError) -> (String, Identity) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
    let bytes = try readAll(descriptor)
    let start = bytes.firstIndex { !isBlank($0) } ?? bytes.count
    let end = (bytes.lastIndex { !isBlank($0) } ?? start - 1) + 1
    let token = bytes[start..<end]
    if token.isEmpty { throw .empty }
    guard token.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .noToken }
    return (String(decoding: token, as: UTF8.self), Identity(status))
  }

  private static func readAll(_ descriptor: CInt) throws(ReadError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = readSome(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      if count == 0 { return bytes }
      bytes += piece.prefix(count)
      guard bytes.count <= limit else { throw .noToken }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

// Inside `AccessToken` the plain name means its own method.
private func readSome(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer, _ size: Int) -> Int {
  read(descriptor, buffer, size)
}
