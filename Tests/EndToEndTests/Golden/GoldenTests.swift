import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `UPDATE_CASES=1 swift test --filter GoldenTests` rewrites what the cases must do by what they did.
struct GoldenTests {
  @Test(arguments: GoldenCase.names)
  func does(_ name: String) throws {
    let example = try GoldenCase(name)
    let finished = try example.run()
    if getenv("UPDATE_CASES") != nil {
      try example.update(to: finished)
      return
    }
    let story = Comment(rawValue: "\(name)\n\(finished)")
    #expect(finished.status == .exited(example.status), story)
    #expect(Masking.mask(finished.output) == example.stdout, story)
    #expect(Masking.mask(finished.errors) == example.stderr, story)
  }

  @Test func findsTheCases() {
    #expect(GoldenCase.names.count > 30)
  }
}
