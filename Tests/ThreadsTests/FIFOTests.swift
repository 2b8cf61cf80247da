import Threads
import Testing

@Suite struct FIFOTests {
  @Test func isEmptyAtFirst() {
    var queue = FIFO<Int>()
    #expect(queue.isEmpty)
    #expect(queue.first == nil)
    #expect(queue.popFirst() == nil)
    #expect(queue.isEmpty)
  }

  @Test func keepsTheOrder() {
    var queue = FIFO<Int>()
    for number in 1...1000 { queue.append(number) }
    for number in 1...1000 {
      #expect(queue.first == number)
      #expect(queue.popFirst() == number)
    }
    #expect(queue.isEmpty)
    queue.append(7)
    #expect(queue.first == 7)
  }

  @Test(arguments: [1, 3, 64, 65, 200, 1000]) func agreesWithAnArray(length: Int) {
    var queue = FIFO<Int>()
    var model: [Int] = []
    for number in 0..<5000 {
      queue.append(number)
      model.append(number)
      if model.count > length {
        #expect(queue.popFirst() == model.removeFirst())
      }
      #expect(queue.first == model.first)
      #expect(queue.isEmpty == model.isEmpty)
    }
    while !model.isEmpty { #expect(queue.popFirst() == model.removeFirst()) }
    #expect(queue.isEmpty)
  }
}
