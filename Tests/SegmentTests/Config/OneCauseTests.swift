import Testing
import YAML

@testable import Segment

/// One mistake is told once.
struct OneCauseTests {
  @Test func saysNothingOfWhatIsMisspeltOrNestedBesides() throws {
    #expect(
      try mistakes("write_key: k\noperaton: track\nuser_id: u") == [
        ConfigError(.unknownParameter("operaton", nearest: "operation"), line: 2, column: 1)
      ])
    #expect(
      try mistakes("type: segment\nconfig:\n  operation: page\n  user_id: u") == [
        ConfigError(.parametersNested("config"), line: 2, column: 1)
      ])
  }
}
