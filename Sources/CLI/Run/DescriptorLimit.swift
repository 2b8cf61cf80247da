#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process's limit on open descriptors.
enum DescriptorLimit {
  /// What 1024 connections need, with a sandbox at their other end, and some to spare.
  private static let wanted: rlim_t = 4096

  /// Descriptors that are not connections.
  private static let others = 32

  /// Raises the soft limit as far as the hard one allows: every call in flight is a connection.
  ///
  /// - Returns: how many descriptors there may be for connections.
  static func raise() -> Int {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return Int(wanted) }
    if limit.rlim_cur < wanted {
      limit.rlim_cur = min(wanted, limit.rlim_max)
      setrlimit(resource, &limit)
    }
    return max(0, Int(clamping: limit.rlim_cur) - others)
  }
}
