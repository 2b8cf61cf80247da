#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which file, pipe or device is behind a descriptor.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64
  /// Whether it is a regular file, which reading and writing change for each other.
  let isRegular: Bool

  /// - Returns: nil if the descriptor is not open.
  init?(_ descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// - Returns: nil if there is no file at the path.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether two descriptors are open on the same regular file.
  static func areSameRegularFile(_ one: CInt, _ other: CInt) -> Bool {
    guard let identity = FileIdentity(one), identity.isRegular else { return false }
    return identity == FileIdentity(other)
  }
}
