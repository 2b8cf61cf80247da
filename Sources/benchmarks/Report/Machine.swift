#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TestSupport

/// The machine that was measured on, and the versions of what took part.
struct Machine {
  /// Names and values, in the order in which they are shown.
  let facts: [(name: String, value: String)]

  /// - Parameter server: the name and version of what calls were sent to.
  init(server: String) {
    facts = [
      ("cpu", Self.processor),
      ("cores", "\(sysconf(Int32(_SC_NPROCESSORS_ONLN)))"),
      ("load", Self.load),
      ("os", Self.system),
      ("libcurl", BareLoop.libraryVersion),
      ("jq", Self.firstLine("jq", "--version")),
      ("server", server),
    ]
  }

  private static let unknown = "unknown"

  /// The model, where the system tells it in Linux's or in macOS's way.
  private static var processor: String {
    let line = text("/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
    if let model = line?.split(separator: ":").last { return String(model.dropFirst()) }
    return firstLine("sysctl", "-n", "machdep.cpu.brand_string")
  }

  /// How many programs wanted to run while nothing was measured yet: more than one means that the
  /// machine is shared, and the figures are worth less.
  private static var load: String {
    var average = 0.0
    guard getloadavg(&average, 1) == 1 else { return unknown }
    return average.decimal(places: 2)
  }

  private static var system: String {
    let line = text("/etc/os-release").split(separator: "\n").first {
      $0.hasPrefix("PRETTY_NAME=")
    }
    let name = line?.split(separator: "\"").last.map { "\($0), " } ?? ""
    return name + firstLine("uname", "-srm")
  }

  private static func text(_ path: String) -> String {
    guard let bytes = try? Fixtures.read(path) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func firstLine(_ program: String, _ arguments: String...) -> String {
    guard let path = Tool.find(program),
      let finished = try? Command(path, arguments: arguments).run(), let line = finished.lines.first
    else { return "not installed" }
    return line
  }
}
