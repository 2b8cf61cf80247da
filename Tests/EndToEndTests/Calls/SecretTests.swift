import Sandbox
import TestSupport
import Testing

/// The write key goes to the server and nowhere else.
struct SecretTests {
  private static let config = """
    write_key: \(Step.writeKey)
    operation: track
    user_id: ${user}
    event: E
    """

  static let arguments: [[String]] = [
    ["-n", "-i", config],
    ["--sandbox", "-i", config],
    ["--sandbox=400:1", "-i", config],
    ["--endpoint", "http://127.0.0.1:9/v1", "-i", config],
    ["--check", "-i", config],
    ["--check", "-i", config + "\nevnt: E"],
    ["--check", "-i", config + "\nwrite_key: \(Step.writeKey)"],
    ["--check", "-i", "{write_key: \(Step.writeKey), operation: trak, write_key: x}"],
    ["--check", "-i", "write_key:\n  - \(Step.writeKey)"],
    ["--check", "-i", "write_key:\n  \(Step.writeKey) \(Step.writeKey)"],
    ["--check", "-i", "write_key: >-\n  \(Step.writeKey)\n  \(Step.writeKey)\n[]"],
    ["--check", "-i", "write_key: \"\(Step.writeKey)"],
    ["--check", "-i", "write_key: '\(Step.writeKey), \(Step.writeKey)'"],
    ["--check", "-i", "write_key: ${env:NONE, \(Step.writeKey)}\noperation: x"],
    ["--check", "-i", "steps: [{write_key: \(Step.writeKey)}, {}]"],
    ["--check", "-s", "write_key=\(Step.writeKey) x"],
    ["--check", "-s", "write_key=[\(Step.writeKey)"],
    ["--check", "-s", "write_key: \(Step.writeKey)"],
    ["--check", "-i", "x", "-s", "write_key.x=\(Step.writeKey)"],
  ]

  @Test(arguments: arguments)
  func isNotShown(_ arguments: [String]) throws {
    let finished = try Command(Binary.segmentStep, arguments: arguments)
      .run(stdin: "{\"user\":1}\n{}\nx\n")
    let streams = finished.output + finished.errors
    #expect(!streams.contains(Step.writeKey), finished.story)
    // "wkxS3cr3tS3cr3t:" as basic authentication has it.
    #expect(!streams.contains("d2t4UzNjcjN0UzNjcjN0Og"), finished.story)
  }
}
