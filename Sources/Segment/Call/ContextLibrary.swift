/// The member of `context` by which Segment shows what sent a call.
enum ContextLibrary {
  /// Name and value, as JSON.
  static let member = Array(
    #""library":{"name":"\#(Program.name)","version":"\#(Program.version)"}"#.utf8)
}
