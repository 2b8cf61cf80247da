import Segment
import Testing

struct ParameterTableTests {
  @Test func holdsEveryParameterOnceInOrder() {
    #expect(ParameterTable.all.map(\.name) == ParameterName.allCases)
    for name in ParameterName.allCases { #expect(ParameterTable[name]?.name == name) }
  }

  @Test func saysWhatEachIs() {
    for parameter in ParameterTable.all {
      #expect(parameter.summary.hasSuffix("."))
      #expect(!parameter.summary.contains("\n"))
    }
  }

  @Test func namesTheDefaultsThatHold() throws {
    let step = "write_key: k\noperation: identify\nuser_id: u"
    let defaults = ParameterTable.all.compactMap { parameter in
      parameter.standard.map { "\(parameter.name.rawValue): \($0)" }
    }
    let spelledOut = try read(([step] + defaults).joined(separator: "\n"))
    let left = try read(step)
    #expect(defaults.count == 7)
    #expect(spelledOut.outputTo == left.outputTo)
    #expect(spelledOut.delivery == left.delivery)
  }

  /// The words of a row are taken, and another is not.
  @Test(arguments: [ParameterName.type, .retryPropagate])
  func namesTheWordsThatAreTaken(name: ParameterName) throws {
    let words = try #require(ParameterTable[name]).words
    #expect(!words.isEmpty)
    for word in words { #expect(try mistakes(inLine: "\(name.rawValue): \(word)").isEmpty) }
    #expect(try mistakes(inLine: "\(name.rawValue): qqq").count == 1)
  }

  /// What the table says of a required parameter is what its absence is a mistake for.
  @Test(arguments: Operation.allCases)
  func namesWhatEachOperationNeeds(operation: Operation) throws {
    let needed = ParameterTable.all.filter { $0.requirement == .operation(operation) }.map(\.name)
    let found = try mistakes("{write_key: k, user_id: u, operation: \(operation.rawValue)}")
    #expect(
      found.map(\.reason) == needed.map { .missing($0, or: nil, operation: operation) })
  }
}
