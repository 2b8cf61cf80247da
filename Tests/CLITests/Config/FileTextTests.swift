import TestSupport
import Testing

@testable import CLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct FileTextTests {
  private func reason(_ path: String) -> String? {
    do throws(FileText.Unreadable) {
      _ = try FileText.read(path)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 200_000])
  func readsWholeFiles(_ size: Int) throws {
    let directory = try TemporaryDirectory()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let path = try directory.write("file", bytes)
    #expect(try FileText.read(path) == bytes)
  }

  @Test func saysWhyNot() throws {
    let directory = try TemporaryDirectory()
    #expect(reason(directory.path("none")) == "No such file or directory")
    #expect(reason(directory.path) == "Is a directory")
  }

  @Test func stopsAtTheLimit() throws {
    #expect(reason("/dev/zero") == "larger than 16 MiB")
  }

  @Test func hasTheSystemsWords() {
    #expect(FileText.message(EACCES) == "Permission denied")
  }
}
