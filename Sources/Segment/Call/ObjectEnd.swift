import JSON

/// The end of an object that is the last thing in a buffer.
enum ObjectEnd {
  /// Adds a member, name and value, to the object that ends the buffer.
  static func addMember(_ member: [UInt8], to body: inout [UInt8]) {
    body.removeLast()
    let isEmpty = body.last { !$0.isJSONWhitespace } == UInt8(ascii: "{")
    if !isEmpty { body.append(UInt8(ascii: ",")) }
    body.append(contentsOf: member)
    body.append(UInt8(ascii: "}"))
  }
}
