/// The place in an object's text where the value of one member is put.
///
/// The text itself is left as it is: either the value of a member that is there already is
/// replaced, or the member is added as the last one.
public struct SplicePoint: Equatable, Sendable {
  private enum Lead: Sendable {
    case nothing
    case name
    case commaAndName
  }

  private let before: Int
  private let after: Int
  private let lead: Lead

  /// The place for a member in an object.
  ///
  /// - Parameters:
  ///   - shape: the object.
  ///   - existing: the bytes of the member's present value, if it has one.
  public init(in shape: ObjectShape, replacing existing: Range<Int>?) {
    if let existing {
      (before, after, lead) = (existing.lowerBound, existing.upperBound, .nothing)
    } else if let end = shape.lastMemberEnd {
      (before, after, lead) = (end, end, .commaAndName)
    } else {
      (before, after, lead) = (shape.start + 1, shape.start + 1, .name)
    }
  }

  /// Appends the text of the object with the member's new value.
  ///
  /// - Parameters:
  ///   - text: the text that the object was found in.
  ///   - name: the member's name as JSON, in its quotes.
  ///   - output: what is appended to.
  ///   - appendValue: appends the value, as JSON.
  @inline(__always)
  public func splice(
    _ text: Span<UInt8>, name: Span<UInt8>, into output: inout ByteBuffer,
    appendValue: (inout ByteBuffer) -> Void
  ) {
    output.append(text, 0..<before)
    if lead == .commaAndName { output.append(UInt8(ascii: ",")) }
    if lead != .nothing {
      output.append(name)
      output.append(UInt8(ascii: ":"))
    }
    appendValue(&output)
    output.append(text, after..<text.count)
  }
}
