import Pipeline
import Synchronization
import Threads

/// The files that tell of a run while it goes on: every ten seconds, and at its end.
final class LiveFiles: Sendable {
  /// What a file tells.
  typealias Text = @Sendable (_ report: RunReport, _ isRunning: Bool) -> String

  private static let interval = 10_000

  private let files: [(file: LiveFile, text: Text)]

  /// - Parameter files: may be empty.
  init(_ files: [(file: LiveFile, text: Text)]) { self.files = files }

  /// Starts to write, if there is any file.
  ///
  /// - Parameter monitor: the window on the run.
  func watch(_ monitor: RunMonitor) throws(CannotStart) -> Ticker? {
    if files.isEmpty { return nil }
    return try Ticker(every: Self.interval) { [self] in
      guard let report = monitor.report else { return }
      // One that cannot be written now may be later; the last time it is told.
      for (file, text) in files { _ = file.write(text(report, true), isLast: false) }
    }
  }

  /// Writes what the run came to.
  ///
  /// - Returns: what went wrong.
  func finish(_ report: RunReport) -> [Diagnostic] {
    files.compactMap { file, text in file.write(text(report, false), isLast: true) }
  }
}
