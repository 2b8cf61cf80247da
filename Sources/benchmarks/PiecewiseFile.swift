#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TestSupport

/// Files that are written piece by piece.
///
/// A process started by `posix_spawn` counts the peak memory of the process that started it as its own
/// (Linux, `getrusage`), so this one has to stay small.
enum PiecewiseFile {
  /// Writes a file.
  static func write(_ pieces: some Sequence<[UInt8]>, to path: String) throws(SupportError) {
    guard let file = fopen(path, "w") else { throw SupportError("cannot write \(path)") }
    var isWhole = true
    for piece in pieces {
      isWhole = isWhole && fwrite(piece, 1, piece.count, file) == piece.count
    }
    guard fclose(file) == 0, isWhole else { throw SupportError("cannot write \(path)") }
  }
}
