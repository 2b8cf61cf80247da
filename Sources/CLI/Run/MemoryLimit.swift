/// The bytes of events and answers that are held where nothing else is said.
enum MemoryLimit {
  private static let standard = 64 << 20
  private static let least = 1 << 20

  /// 64 MiB, or a quarter of what the process's cgroup allows if that is less.
  static var hold: Int {
    #if os(Linux)
      let limit = cgroupPaths.compactMap(limit).min() ?? Int.max
      return max(least, min(standard, limit / 4))
    #else
      return standard
    #endif
  }

  /// Where the limits of the cgroup, and of those that it is in, may stand: of version 2 and of
  /// version 1 (https://docs.kernel.org/admin-guide/cgroup-v2.html, memory.max).
  private static var cgroupPaths: [String] {
    guard let text = text(of: "/proc/self/cgroup") else { return [] }
    var paths: [String] = []
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      if fields[1].isEmpty {
        paths += files("/sys/fs/cgroup", fields[2], "memory.max")
      } else if fields[1].split(separator: ",").contains("memory") {
        paths += files("/sys/fs/cgroup/memory", fields[2], "memory.limit_in_bytes")
      }
    }
    return paths
  }

  /// A file in a cgroup's directory and in those above it.
  private static func files(_ root: String, _ group: Substring, _ name: String) -> [String] {
    var path = root
    var files = ["\(root)/\(name)"]
    for part in group.split(separator: "/") {
      path += "/\(part)"
      files.append("\(path)/\(name)")
    }
    return files
  }

  /// `max` is no limit.
  private static func limit(_ path: String) -> Int? {
    text(of: path).flatMap { Int($0.prefix { $0 != "\n" }) }
  }

  private static func text(of path: String) -> String? {
    (try? FileText.read(path)).map { String(decoding: $0, as: UTF8.self) }
  }
}
