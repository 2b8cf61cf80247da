import Pipeline

/// The words for a run that cannot go on behind what earlier ones wrote.
enum ResumeWording {
  private static let flag = FlagID.resume.spelling
  private static let anew =
    "nothing was sent; give the input that it belongs to, or begin another file, as after a log was"
    + " rotated"

  static func fault(_ fault: ResumeFault, _ path: String, lineLimit: Int) -> Diagnostic {
    switch fault {
    case .otherLine(let result, let input):
      diagnostic(
        "line \(result) of '\(path)' is not line \(input) of the input with its result",
        hint: anew)
    case .withoutResult(let result):
      diagnostic(
        "line \(result) of '\(path)' carries no result where output_to says",
        hint: "nothing was sent; name the file that earlier runs of this config wrote")
    case .dryResult(let result):
      diagnostic(
        "line \(result) of '\(path)' is the result of a dry run",
        hint: "nothing was sent; begin another file")
    case .inputTooShort(let lines, let results):
      diagnostic(
        "'\(path)' has \(results) whole lines, but the input only \(lines) that are not blank",
        hint: anew)
    case .lineTooLong(let input):
      diagnostic(
        "line \(input) of the input, which is to be compared, is longer than \(lineLimit) bytes",
        hint: "\(FlagID.maxLine.spelling) sets the limit")
    case .changed:
      diagnostic(
        "'\(path)' has changed since it was read",
        hint: "nothing was sent; wait until no other process writes to it")
    case .cannotCut(let code):
      diagnostic("cannot cut '\(path)' to its whole lines: \(FileText.message(code))")
    }
  }

  static func cannotOpen(_ path: String, _ error: EarlierResults.OpenError) -> Diagnostic {
    switch error {
    case .notRegular:
      diagnostic(
        "'\(path)' is no regular file", hint: "name the file that earlier runs wrote")
    case .inUse(let process):
      diagnostic(
        "'\(path)' is in use by " + (process.map { "process \($0)" } ?? "another process")
          + ", which goes on behind it too",
        hint: "wait until it has ended, or stop it" + (process.map { " with kill \($0)" } ?? ""))
    case .noResults:
      diagnostic(
        "'\(path)' holds no line, and what it holds is no result",
        hint: "name the file that earlier runs wrote")
    case .system(let code):
      diagnostic("cannot open '\(path)' to read and cut it: \(FileText.message(code))")
    }
  }

  static func absent(_ path: String) -> Diagnostic {
    diagnostic(
      "there is no '\(path)', but standard output holds something already",
      hint: "name the file that standard output appends to")
  }

  static func emptied(_ path: String) -> Diagnostic {
    diagnostic(
      "standard output is '\(path)', which is empty and not appended to: > empties it",
      hint: "write >> '\(path)', so that the next run finds what this one wrote")
  }

  static func otherOutput(_ path: String) -> Diagnostic {
    diagnostic(
      "standard output is another file than '\(path)': the next run would send the same events"
        + " again",
      hint: "write >> '\(path)'")
  }

  static func isInput(_ path: String) -> Diagnostic {
    diagnostic(
      "'\(path)' is the file that standard input reads",
      hint: "give the events as input, and here the file that earlier runs wrote")
  }

  static func isErrors(_ path: String) -> Diagnostic {
    diagnostic(
      "standard error is '\(path)': what is said there would count as results",
      hint: "write 2> to another file")
  }

  static func isOther(_ path: String, _ flag: FlagID) -> Diagnostic {
    diagnostic("'\(path)' is the file of \(flag.spelling), too", hint: "name another one there")
  }

  static func dryOutput(_ path: String) -> Diagnostic {
    diagnostic(
      "standard output is '\(path)': results of a dry run would count as handled",
      hint: "write a dry run to another file")
  }

  private static func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic("\(flag): \(message)", hint: hint)
  }
}
