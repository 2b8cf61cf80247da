import TestSupport
import Testing

struct GoldenTests {
  @Test(arguments: GoldenCase.names)
  func does(_ name: String) throws {
    let example = try GoldenCase(name)
    let finished = try example.run()
    let story = Comment(rawValue: "\(name)\n\(finished)")
    #expect(finished.status == .exited(example.status), story)
    #expect(Masking.mask(finished.output) == example.stdout, story)
    #expect(Masking.mask(finished.errors) == example.stderr, story)
  }

  @Test func findsTheCases() {
    #expect(GoldenCase.names.count > 30)
  }
}
