import Testing

@testable import Segment

struct OperationTests {
  @Test func countsInTheOrderOfAllCases() {
    #expect(Operation.allCases.map(\.index) == Array(Operation.allCases.indices))
  }
}
