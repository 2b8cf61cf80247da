/// A queue: first in, first out, at constant cost.
///
/// Inlinable, for its users in other modules put each call through one or two of them.
@frozen
public struct FIFO<Element> {
  @usableFromInline var elements: [Element] = []
  @usableFromInline var start = 0

  /// Makes an empty queue.
  @inlinable
  public init() {}

  /// Whether nothing is in the queue.
  @inlinable
  public var isEmpty: Bool { start == elements.count }

  /// How many elements are in the queue.
  @inlinable
  public var count: Int { elements.count - start }

  /// What comes next.
  @inlinable
  public var first: Element? { start < elements.count ? elements[start] : nil }

  /// Adds an element at the end.
  @inlinable
  public mutating func append(_ element: Element) {
    // Elements already taken are dropped once they are as many as those left.
    if start > 64, start * 2 >= elements.count {
      elements.removeFirst(start)
      start = 0
    }
    elements.append(element)
  }

  /// Takes the first element.
  @inlinable
  public mutating func popFirst() -> Element? {
    guard let element = first else { return nil }
    start += 1
    return element
  }

  /// Takes the unwanted elements out; the others keep their order.
  @inlinable
  public mutating func removeAll(where isUnwanted: (Element) -> Bool) {
    elements.removeFirst(start)
    start = 0
    elements.removeAll(where: isUnwanted)
  }
}
