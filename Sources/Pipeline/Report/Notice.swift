/// Something that happened in a run and is worth a line on standard error.
public enum Notice: Sendable {
  /// An event failed.
  ///
  /// `leftOut` failures before it were not reported.
  case failure(line: Int, type: String, message: String, leftOut: Int)
  /// A call ended: for a run that reports each.
  case call(
    line: Int, url: String, status: Int?, milliseconds: Double, attempts: Int, type: String?)
  /// A call would be made, with this body: for a dry run that reports each.
  case request(line: Int, url: String, body: [UInt8])
  /// Nothing gets through any more: this is what the last call got.
  case outageBegan(type: String, status: Int?, detail: String)
  /// A call got through again, so many seconds after the first that did not.
  case outageEnded(seconds: Double)
  /// An answer asked for fewer calls: for so many seconds none starts.
  case paused(seconds: Double)

  /// The bytes of a body in it.
  var bodyLength: Int { if case .request(_, _, let body) = self { body.count } else { 0 } }
}
