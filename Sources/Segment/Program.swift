/// What this program calls itself, to Segment and to its users.
public enum Program {
  /// The name of the program and of the library in `context.library`.
  public static let name = "segment-step"
  /// The version, by semantic versioning.
  public static let version = "0.1.0"
}

/// The member of `context` by which Segment shows what sent a call.
enum ContextLibrary {
  /// Name and value, as JSON.
  static let member = Array(
    #""library":{"name":"\#(Program.name)","version":"\#(Program.version)"}"#.utf8)
}
