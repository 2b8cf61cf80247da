#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program under test.
public enum Binary {
  /// The path of the built `segment-step`, which lies beside the test bundle.
  ///
  /// When it cannot be found, this is the path where it was last looked for, so that starting it
  /// fails with that path in the message.
  public static let segmentStep = path(of: "segment-step")

  /// The path of a product of this package.
  public static func path(of product: String) -> String {
    let candidates = productDirectories.map { "\($0)/\(product)" }
    return candidates.first { access($0, X_OK) == 0 } ?? candidates.last ?? product
  }

  /// Where the products may lie: beside a test bundle named in the arguments (the first one, or
  /// `--test-bundle-path`), or beside the running program.
  private static var productDirectories: [String] {
    let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
    return (bundles + ["/proc/self/exe"]).compactMap { image in
      guard let resolved = realpath(image, nil) else { return nil }
      defer { free(resolved) }
      return directory(of: String(cString: resolved))
    }
  }

  /// The directory around a program, or around the `.xctest` bundle that it is part of.
  private static func directory(of path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let bundle = parts.firstIndex { $0.hasSuffix(".xctest") }
    return parts[..<(bundle ?? parts.count - 1)].joined(separator: "/")
  }
}
