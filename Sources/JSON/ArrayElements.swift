/// The elements of arrays.
public enum ArrayElements {
  /// Where the elements of an array stand.
  ///
  /// - Parameter array: the text of a valid JSON array, without white space before it.
  public static func ranges(in array: Span<UInt8>) -> [Range<Int>] {
    ScannedText.parts(of: array) { text throws(JSONError) in
      var found: [Range<Int>] = []
      _ = try text.forEachElement(0) { (position: Int) throws(JSONError) in
        var start = position
        _ = text.token(&start)
        let end = try text.valueEnd(start, depth: 1)
        found.append(start..<end)
        return end
      }
      return found
    }
  }
}

extension ScannedText {
  /// The parts of a text that is valid.
  ///
  /// - Parameter find: finds them.
  static func parts<Part>(
    of text: Span<UInt8>, _ find: (ScannedText) throws(JSONError) -> [Part]
  ) -> [Part] {
    var copy = ByteBuffer()
    copy.append(text)
    let parts = copy.withScannedText { text in
      do throws(JSONError) {
        return try find(text)
      } catch {
        preconditionFailure("parts are those of valid JSON: \(error)")
      }
    }
    return parts ?? []
  }

  /// Passes over the array that begins at `start`, calling `body` with the position of each element;
  /// it returns that element's end.
  @inline(__always)
  func forEachElement(
    _ start: Int, _ body: (Int) throws(JSONError) -> Int
  ) throws(JSONError) -> Int {
    var at = start &+ 1
    if token(&at) == UInt8(ascii: "]") { return at &+ 1 }
    repeat {
      at = try body(at)
    } while try !endsContainer(&at, object: false)
    return at
  }
}
