#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is known of the sanitizer that tests run under.
public enum Sanitizer {
  /// The variables by which sanitizers, also those of the programs that tests start, are told how to
  /// behave.
  public static let options: [(name: String, value: String)] = {
    let names: [String] = ["ASAN_OPTIONS", "TSAN_OPTIONS"]
    return names.compactMap { name in
      getenv(name).map { (name: name, value: String(cString: $0)) }
    }
  }()

  /// Whether memory and start-up are as they would be without one. The address sanitizer holds back
  /// memory, and looks for `/proc`; it needs `ASAN_OPTIONS` here.
  public static var isAbsent: Bool { getenv("ASAN_OPTIONS") == nil }
}
