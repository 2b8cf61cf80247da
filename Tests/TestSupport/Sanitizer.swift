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

  /// Whether memory and start-up are as they would be without one. Sanitizers hold memory of their
  /// own, and look for `/proc`.
  public static let isAbsent: Bool = {
    let program = dlopen(nil, RTLD_NOW)
    return dlsym(program, "__asan_init") == nil && dlsym(program, "__tsan_init") == nil
  }()
}
