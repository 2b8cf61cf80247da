import Segment
import TestSupport
import Testing

@testable import Pipeline

@Suite struct SendTimeTests {
  private func stamp(_ time: inout SendTime) -> String {
    var body = [UInt8](repeating: UInt8(ascii: "-"), count: WallTime.textLength + 4)
    time.stamp(&body, at: 2)
    return String(decoding: body, as: UTF8.self)
  }

  private func text(_ time: WallTime) -> String {
    var text: [UInt8] = []
    time.append(to: &text)
    return "--" + String(decoding: text, as: UTF8.self) + "--"
  }

  @Test func writesThePresentTimeAndNothingBesideIt() {
    var time = SendTime()
    for _ in 1...1000 {
      let before = Clock.wall
      let stamped = stamp(&time)
      #expect(text(before) <= stamped)
      #expect(stamped <= text(Clock.wall))
    }
  }

  @Test func goesOnWithTheClock() {
    var time = SendTime()
    let first = stamp(&time)
    #expect(eventually { stamp(&time) > first })
  }
}
