#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process's limit on open descriptors, and what is left of it.
struct DescriptorLimit {
  /// What 1024 connections need, with a sandbox at their other end, and some to spare.
  private static let wanted: rlim_t = 8192

  /// The number below which all descriptors are.
  let limit: Int

  /// Raises the soft limit as far as the hard one allows: every call in flight is a connection.
  static func raise() -> DescriptorLimit {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return DescriptorLimit(limit: Int(wanted)) }
    if limit.rlim_cur < wanted {
      let former = limit.rlim_cur
      limit.rlim_cur = min(wanted, limit.rlim_max)
      if setrlimit(resource, &limit) != 0 { limit.rlim_cur = former }
    }
    return DescriptorLimit(limit: Int(clamping: limit.rlim_cur))
  }

  /// Counts the descriptors that are free, up to as many as are enough; whoever started the process
  /// may have left it some that are open.
  func free(upTo enough: Int) -> Int {
    var free = 0
    var descriptor = 0
    while free < enough, descriptor < limit {
      if fcntl(CInt(clamping: descriptor), F_GETFD) < 0 { free += 1 }
      descriptor += 1
    }
    return free
  }
}
