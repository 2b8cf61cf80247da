import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Kitchen {
  /// The program `name` for the recipe, with arguments that come before its own. The first time it
  /// is killed when it has written so many bytes.
  func wrap(_ name: String, _ arguments: String = "", killedBehind bytes: Int) throws {
    let tool = try Tool.path(name)
    let program = try directory.write(
      "bin/\(name)",
      """
      #!/bin/sh
      if mkdir '\(directory.path("\(name)-killed"))' 2> /dev/null; then
        '\(tool)' \(arguments) "$@" | head -c \(bytes)
        kill -9 $$
      fi
      exec '\(tool)' \(arguments) "$@"

      """)
    guard chmod(program, 0o755) == 0 else { throw SupportError("cannot make \(program)") }
  }

  /// The files of a directory that have such a name, at any depth, in the order of their names.
  func files(below folder: String, named isMeant: (String) -> Bool) throws -> [String] {
    let found = try Command(
      Tool.path("find"), arguments: [directory.path(folder), "-type", "f"]
    ).run()
    return found.lines.filter { isMeant(String($0.split(separator: "/").last ?? "")) }.sorted()
      .map { String($0.dropFirst(directory.path.count + 1)) }
  }

  /// Expects each purchase of these numbers to be delivered, once in these files and once by its
  /// message id, although calls were repeated after a kill.
  ///
  /// - Returns: the numbers in the order of the files.
  @discardableResult
  func expectEachOnce(
    _ numbers: ClosedRange<Int>, in files: [String], by reaper: Reaper,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> [Int] {
    let outcomes = try files.flatMap { try fields("segment.success", of: $0) }
    #expect(outcomes.allSatisfy { $0 == "true" }, sourceLocation: location)
    let found = try files.flatMap { try fields("order.id", of: $0) }.compactMap {
      $0.flatMap(Int.init)
    }
    #expect(found.sorted() == Array(numbers), sourceLocation: location)
    #expect(reaper.killed > 0, sourceLocation: location)
    let sent = try reaper.messageIDs()
    #expect(sent.count > numbers.count, sourceLocation: location)
    #expect(Set(sent).count == numbers.count, sourceLocation: location)
    return found
  }
}
