import Pipeline
import Threads

/// The words for a run that could not begin.
enum StartWording {
  static func message(_ error: any Error) -> String {
    switch error {
    case let error as Destination.SandboxFailed:
      "cannot start the sandbox: \(error.call): \(FileText.message(error.code))"
    case Pipeline.StartError.system(let code):
      "cannot start: \(FileText.message(code))"
    case Pipeline.StartError.thread(let error): error.description
    case let error as CannotStart: error.description
    case Pipeline.StartError.badURL:
      "cannot start: libcurl takes the endpoint for no URL"
    case Pipeline.StartError.option(let name, let reason):
      "cannot start: libcurl does not take \(name): \(reason)"
    default: "cannot start: out of memory"
    }
  }

  /// Too many descriptors are open for one call.
  static func tooManyOpen(_ open: Int, of limit: Int) -> Diagnostic {
    Diagnostic(
      "cannot start: \(open) of \(limit) files are open already, which leaves no room for a call",
      hint: "close some, or raise the limit with ulimit -n")
  }
}
