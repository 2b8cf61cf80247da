import Testing

@testable import Segment

struct OperationTests {
  @Test func countsInTheOrderOfAllCases() {
    #expect(Operation.allCases.map(\.index) == Array(Operation.allCases.indices))
  }

  @Test func usesTheParametersThatItsCallHas() {
    func users(_ name: ParameterName) -> [Operation] {
      Operation.allCases.filter { $0.uses(name) }
    }
    #expect(users(.event) == [.track])
    #expect(users(.properties) == [.track, .page, .screen])
    #expect(users(.traits) == [.identify, .group])
    #expect(users(.name) == [.page, .screen])
    #expect(users(.category) == [.page, .screen])
    #expect(users(.groupID) == [.group])
    #expect(users(.previousID) == [.alias])
    #expect(users(.userID) == Operation.allCases)
  }
}
