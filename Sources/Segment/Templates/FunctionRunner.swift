import JSON

/// Passes values through functions, one behind the other.
struct FunctionRunner: ~Copyable {
  /// A function that cannot be applied to what it is given.
  struct Failure: Error {
    let function: TemplateFunction
    /// The end of a sentence that began with the function and "takes".
    let reason: String
  }

  /// Bytes of memory that are kept from value to value, at the most.
  private static let kept = 64 << 10

  /// What digests and UUIDs are made with.
  var digests: FunctionDigests
  private var memory = ByteBuffer()

  /// - Parameter writeKey: the write key in whose namespace UUIDs are made; nil where none are.
  init(namesOf writeKey: String?) { digests = FunctionDigests(namesOf: writeKey) }

  /// Passes a value through functions.
  ///
  /// - Parameter value: a JSON value, not null.
  /// - Returns: a JSON value; nil for nothing.
  mutating func run(
    _ functions: [TemplateFunction], on value: Span<UInt8>
  ) throws(Failure) -> [UInt8]? {
    guard let first = functions.first else { return Array(value) }
    // Taken out of `self`, for the digests change that.
    var result = ByteBuffer()
    swap(&result, &memory)
    defer { swap(&result, &memory) }
    result.removeAll(keeping: Self.kept)
    guard try apply(first, to: value, into: &result) else { return nil }
    for function in functions.dropFirst() {
      var next = ByteBuffer()
      guard try apply(function, to: result.span, into: &next) else { return nil }
      swap(&result, &next)
    }
    return Array(result)
  }

  private mutating func apply(
    _ function: TemplateFunction, to value: Span<UInt8>, into output: inout ByteBuffer
  ) throws(Failure) -> Bool {
    do throws(TemplateFunction.NotApplicable) {
      return try function.apply(to: value, &digests, into: &output)
    } catch {
      throw Failure(function: function, reason: error.reason)
    }
  }
}
