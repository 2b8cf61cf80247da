/// A queue: first in, first out, at constant cost.
package struct FIFO<Element> {
  private var elements: [Element] = []
  private var start = 0

  package init() {}

  package var first: Element? { start < elements.count ? elements[start] : nil }

  package var isEmpty: Bool { start == elements.count }

  package mutating func append(_ element: Element) {
    // Elements already taken are dropped once they are as many as those left.
    if start > 64, start * 2 >= elements.count {
      elements.removeFirst(start)
      start = 0
    }
    elements.append(element)
  }

  package mutating func popFirst() -> Element? {
    guard let element = first else { return nil }
    start += 1
    return element
  }
}
