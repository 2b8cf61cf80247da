import Pipeline

/// The words for a sample of the input that could not be read as a whole.
enum SampleWording {
  /// What is said of it, and the exit status; nil if nothing is wrong.
  static func failure(
    _ end: LineSample.End
  ) -> (diagnostic: Diagnostic, status: ExitStatus)? {
    switch end {
    case .enough, .endOfInput: nil
    case .failed(let code):
      (Diagnostic("cannot read standard input: \(FileText.message(code))"), .streamFailed)
    }
  }
}
