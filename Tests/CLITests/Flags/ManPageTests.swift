import CLI
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `man/segment-step.1` holds the OPTIONS section as the flag table makes it.
///
/// After a change to the table, `UPDATE_MAN=1 swift test --filter ManPageTests` rewrites it.
struct ManPageTests {
  static let beginning =
    ".\\\" Generated from the flag table in Sources/CLI/Flags; a test compares.\n"
  static let end = ".\\\" End of the generated part.\n"

  private let path: String

  init() {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    path = "/\(root)/man/segment-step.1"
  }

  @Test func theFileHoldsTheGeneratedOptions() throws {
    let page = try read()
    let start = try #require(page.firstRange(of: Self.beginning))
    let stop = try #require(page.firstRange(of: Self.end))
    if getenv("UPDATE_MAN") != nil {
      let head = page[..<start.upperBound]
      try write(head + ManPage.options() + page[stop.lowerBound...])
      return
    }
    let held = String(page[start.upperBound..<stop.lowerBound])
    #expect(
      held == ManPage.options(),
      "man/segment-step.1 should hold, between its marks:\n\(ManPage.options())")
  }

  @Test(arguments: FlagTable.all.map(\.id))
  func describesEveryFlag(id: FlagID) throws {
    let tag = try #require(
      ManPage.options().split(separator: "\n").first { line in
        line.hasPrefix(".It ") && line.split(separator: " ").contains(Substring(id.name))
      })
    let flag = try #require(FlagTable.all.first { $0.id == id })
    if let short = flag.short { #expect(tag.hasPrefix(".It Fl \(short)")) }
    switch flag.argument {
    case .none: #expect(!tag.contains(" Ar "))
    case .required(let name), .optional(let name): #expect(tag.contains(" Ar \(name)"))
    }
  }

  /// A line of prose that began with a dot or a quote would be read as a macro.
  @Test func beginsNoProseWithAMacro() {
    for line in ManPage.options().split(separator: "\n") where line.hasPrefix(".") {
      #expect(line.dropFirst().first?.isUppercase == true, "\(line)")
    }
    #expect(!ManPage.options().contains("\n'"))
    #expect(!ManPage.options().contains("\n\n"))
  }

  private func read() throws -> String {
    let file = try #require(fopen(path, "r"), "\(path) cannot be opened")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ text: some StringProtocol) throws {
    let file = try #require(fopen(path, "w"), "\(path) cannot be written")
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}
