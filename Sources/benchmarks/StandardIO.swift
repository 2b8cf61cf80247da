#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a text to standard output at once, though it be a pipe.
func emit(_ text: String) {
  print(text, terminator: "")
  fflush(nil)
}

/// Writes a line to standard error, in this program's name.
func complain(_ text: String) {
  let bytes = Array("benchmarks: \(text)\n".utf8)
  // Nothing can be told about a standard error that takes no more.
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
