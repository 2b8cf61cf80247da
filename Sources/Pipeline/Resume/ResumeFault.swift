/// Why a run cannot go on behind what earlier ones wrote. Nothing was sent or written then.
public enum ResumeFault: Error, Equatable, Sendable {
  /// A line of the file is not that line of the input with its result.
  case otherLine(result: Int, input: Int)
  /// A line of the file carries no result.
  case withoutResult(result: Int)
  /// A line of the file carries the result of a dry run, which this one is not.
  case dryResult(result: Int)
  /// The input has fewer lines that are not blank than the file has lines.
  case inputTooShort(lines: Int, of: Int)
  /// A line of the input that is to be compared is longer than the limit.
  case lineTooLong(input: Int)
  /// Another process has changed the file since it was looked through.
  case changed
  /// The torn last line could not be cut off; the system's error number.
  case cannotCut(CInt)
}
