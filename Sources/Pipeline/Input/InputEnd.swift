#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why no more was read.
public enum InputEnd: Equatable, Sendable {
  /// The input has ended.
  case endOfInput
  /// Reading failed, with the system's error number.
  case failed(CInt)
  /// A line was no JSON object, and the run was to stop there.
  case invalidLine
  /// The input is not the one whose results are to be gone on behind.
  case notResumed(ResumeFault)
  /// The run was stopped.
  case stopped
}

/// What the reader has to say at the end.
struct InputReport: Equatable, Sendable {
  let end: InputEnd
  /// Lines read, blank ones counted, behind those passed over.
  let lines: Int
  let blankLines: Int
  let bytes: Int
  /// Lines passed over before these; nil if the run began with the first.
  var passedOver: Int?
  /// Calls whose message id an earlier one had.
  var repeatedIDs = 0
  /// Whether a last line, without line feed, is left for the next run, since it is no whole JSON.
  var leavesTornLine = false
}
