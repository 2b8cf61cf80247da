/// One step of a path into a JSON value.
public enum PathStep: Hashable, Sendable {
  /// The member of an object, named by its unescaped UTF-8 bytes.
  case member([UInt8])
  /// The element of an array; a negative index counts from the end, -1 being the last.
  case element(Int)
  /// A number in dotted notation, `items.0`: the element of an array or the member of an object.
  case either([UInt8], Int)
}
