/// What is wrong, and what to do.
struct Wording: Equatable {
  let message: String
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
