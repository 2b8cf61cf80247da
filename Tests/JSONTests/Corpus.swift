import JSON
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The texts of one file of `fixtures/json`.
///
/// A `.txt` file holds one text a line, a `.raw` file is one text as it stands (for texts with line
/// feeds). In `reject`, the file is named for the reason of the error: `badNumber.txt`,
/// `badEscape.line-feed.raw`.
struct Corpus: CustomTestStringConvertible, Sendable {
  struct Case {
    let bytes: [UInt8]
    let place: String
  }

  let file: String

  var testDescription: String { file }

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/json")

  static func files(in group: String) -> [Corpus] {
    let path = folder.appending(path: group).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().map { Corpus(file: "\(group)/\($0)") }
  }

  /// The part of the file's name before the first dot.
  var reason: String {
    let name = file.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "." })
  }

  func cases() throws -> [Case] {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: file)))
    if file.hasSuffix(".raw") { return [Case(bytes: bytes, place: file)] }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: true)
    return lines.enumerated().map { index, line in
      Case(bytes: Array(line), place: "\(file):\(index + 1): \(text(line))")
    }
  }
}
