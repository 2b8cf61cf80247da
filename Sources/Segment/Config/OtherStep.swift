/// A step of a list or workflow beside the one that is run.
public struct OtherStep: Equatable, Sendable {
  /// Its number, counting steps of every type from 1.
  public let number: Int
  /// Its type; nil for what is no step.
  public let type: String?
  /// The key that receives its result, if it is of type `segment` and names one.
  public let outputTo: String?
}
