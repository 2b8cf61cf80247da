import Testing
import YAML

@testable import Segment

struct StepSelectorTests {
  static let step = "{write_key: k, operation: identify, user_id: u, output_to: found}"

  @Test(arguments: [
    step,
    "[\(step)]",
    "- {type: http, url: x}\n- {type: segment, \(step.dropFirst())",
    "steps: [\(step)]",
    "name: nightly\nsteps:\n  - type: http\n  - \(step)\non: {cron: '0 0 * * *'}",
    "workflow: {steps: [\(step)], name: x}",
    "workflow: nightly\nsteps: [\(step)]",
    "workflow: {name: nightly}\nsteps: [\(step)]",
  ])
  func findsTheOnlyStep(yaml: String) throws {
    #expect(try read(yaml).outputTo == "found")
  }

  @Test(arguments: [1, 2, 3])
  func takesTheStepAskedFor(number: Int) throws {
    let steps = (1...3).map {
      "- {write_key: k, operation: identify, user_id: u, output_to: o\($0)}"
    }
    #expect(try read(steps.joined(separator: "\n"), step: number).outputTo == "o\(number)")
  }

  @Test func takesABareStepAsTheFirst() throws {
    #expect(try read(Self.step, step: 1).outputTo == "found")
    #expect(
      try mistakes(Self.step, step: 2)
        == [ConfigError(.noSuchStep(number: 2, count: 1), line: 1, column: 1)])
  }

  @Test(arguments: [0, -1, 3, Int.max, Int.min])
  func refusesANumberOutsideOfTheList(number: Int) throws {
    #expect(
      try mistakes("steps:\n  - {type: http}\n  - \(Self.step)", step: number)
        == [ConfigError(.noSuchStep(number: number, count: 2), line: 2, column: 3)])
  }

  @Test func refusesAnyStepOfAnEmptyList() throws {
    #expect(
      try mistakes("[]", step: 1)
        == [ConfigError(.noSuchStep(number: 1, count: 0), line: 1, column: 1)])
    #expect(
      try mistakes("steps: []") == [ConfigError(.noSegmentStep(types: []), line: 1, column: 8)])
  }

  @Test func namesTheTypesThatAWorkflowHas() throws {
    #expect(
      try mistakes("- type: http\n- type: email")
        == [ConfigError(.noSegmentStep(types: ["http", "email"]), line: 1, column: 1)])
  }

  @Test func namesThePlacesOfSeveralSteps() throws {
    #expect(
      try mistakes("steps:\n- \(Self.step)\n- type: http\n- type: segment")
        == [ConfigError(.severalSegmentSteps(numbers: [1, 3]), line: 2, column: 1)])
  }

  @Test func refusesStepsThatAreNoList() throws {
    #expect(
      try mistakes("workflow:\n  steps: {a: 1}")
        == [ConfigError(.stepsNotAList, line: 2, column: 10)])
    #expect(try mistakes("steps:") == [ConfigError(.stepsNotAList, line: 1, column: 7)])
  }

  @Test(arguments: ["text", "5", "null"])
  func refusesADocumentThatIsAScalar(yaml: String) throws {
    #expect(try mistakes(yaml) == [ConfigError(.notAStep, line: 1, column: 1)])
  }

  @Test func refusesAStepThatIsNoMapping() throws {
    for step in [nil, 2] {
      #expect(
        try mistakes("- type: http\n- [b]", step: step)
          == [ConfigError(.notAStepInList(found: "list"), line: 2, column: 3)])
    }
    // A stray dash.
    #expect(
      try mistakes("- \n- \(Self.step)")
        == [ConfigError(.notAStepInList(found: "nothing"), line: 1, column: 2)])
  }

  @Test func refusesAStepOfAnotherTypeThatIsAskedFor() throws {
    #expect(
      try mistakes("- {type: http, write_key: k, operation: identify, user_id: u}", step: 1)
        == [ConfigError(.otherStepType("http"), line: 1, column: 10)])
  }
}
