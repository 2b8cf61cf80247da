import Segment

@testable import Pipeline

/// How batches are framed in tests.
enum Frames {
  /// As Segment wants it, with the write key in a header.
  static var plain: BatchFrame {
    let body = BatchBody(writeKey: nil)
    return BatchFrame(hasRoom: body.hasRoom, append: body.append, close: body.close)
  }
}
