/// What templates may read beside the event, handed in so that this module touches neither the
/// environment nor files.
public struct Surroundings {
  /// Why a file could not be read, in the system's words.
  public struct Unreadable: Error {
    let reason: String

    /// Makes an error from the system's reason.
    public init(reason: String) { self.reason = reason }
  }

  let variable: (String) -> String?
  let file: (String) throws(Unreadable) -> [UInt8]

  /// Makes surroundings.
  ///
  /// - Parameters:
  ///   - variable: the value of an environment variable, or nil if it is not set.
  ///   - file: the bytes of the file at a path.
  public init(
    variable: @escaping (String) -> String?,
    file: @escaping (String) throws(Unreadable) -> [UInt8]
  ) {
    self.variable = variable
    self.file = file
  }
}
