/// What member names stood where in the last text: events of one source have the same names in the same
/// order, so that most are known by comparing sixteen bytes with those of the text before.
///
/// A name that is known need not be checked again: its bytes were a valid string.
struct NamePredictions: ~Copyable {
  /// Members of an object that are remembered.
  static let perNode = 16

  /// A name in its quotes with its colon, if that fits into sixteen bytes.
  struct Prediction {
    /// What stands under the mask. Before anything is remembered that is nothing.
    var words: SIMD2<UInt64> = .one
    var mask: SIMD2<UInt64> = .zero
    var length = 0
    /// The node that the name stands for, or -1.
    var node = -1
  }

  let places: UnsafeMutablePointer<Prediction>

  /// - Parameter nodes: how many nodes have members.
  init(nodes: Int) {
    let count = nodes * Self.perNode
    places = .allocate(capacity: count)
    places.initialize(repeating: Prediction(), count: count)
  }

  deinit { places.deallocate() }

  /// Whether the name that is remembered at an index stands in a text, at which `ByteBlock.size` bytes can
  /// be read.
  @inline(__always)
  func holds(at index: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    let known = places + index
    let words = ByteBlock.words(text)
    return words.x & known.pointee.mask.x == known.pointee.words.x
      && words.y & known.pointee.mask.y == known.pointee.words.y
  }

  /// Remembers a name without escapes, the colon right behind it, if it is short enough.
  @inline(__always)
  func remember(at index: Int, _ text: UnsafePointer<UInt8>, length: Int, node: Int) {
    guard length <= ByteBlock.size else { return }
    let mask = SIMD2(ByteBlock.mask(length), ByteBlock.mask(length &- 8))
    places[index] = Prediction(
      words: ByteBlock.words(text) & mask, mask: mask, length: length, node: node)
  }
}
