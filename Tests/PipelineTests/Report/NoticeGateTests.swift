import Testing

@testable import Pipeline

struct NoticeGateTests {
  @Test func letsTheFirstTenPassThenOneASecondWithTheNumberLeftOut() {
    var gate = NoticeGate()
    for time in 1...10 { #expect(gate.pass(now: time) == 0) }
    for time in 11...500 { #expect(gate.pass(now: time) == nil) }
    #expect(gate.pass(now: 2_000_000_000) == 490)
    #expect(gate.pass(now: 2_500_000_000) == nil)
    #expect(gate.pass(now: 3_000_000_000) == 1)
    #expect(gate.pass(now: 9_000_000_000) == 0)
  }
}
