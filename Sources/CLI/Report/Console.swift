import Pipeline
import Threads

/// Standard error while a run goes on: notices as they come, and the progress line below them.
///
/// It looks at the run ten times a second from a thread of its own. As long as what it has said is not
/// taken, it says nothing more, so that a stalled terminal or pipe costs no memory; the run's monitor
/// counts what it has to drop meanwhile.
final class Console: Sendable {
  /// How progress is shown.
  enum Progress: Sendable {
    case none
    /// One line, drawn again and again, and gone at the end.
    case redrawn
    /// A line every ten seconds, where nothing can be drawn again.
    case lines
  }

  private static let looksPerSecond = 10
  private static let secondsPerLine = 10.0
  private static let clearLine = "\r\u{1B}[K"

  private let errors: ErrorStream
  private let descriptor: CInt
  private let style: Style
  private let monitor: RunMonitor
  private let progress: Progress
  private let line: ProgressLine
  private let showsNotices: Bool
  private let summary: @Sendable (RunReport) -> String
  private let start = ContinuousClock.now
  private let drawing = Drawing()

  /// What is on the screen. Used by the ticker's thread and, once that has ended, by its owner.
  private final class Drawing: @unchecked Sendable {
    var isDrawn = false
    var lines = 0
  }

  /// - Parameters:
  ///   - descriptor: what `errors` writes to, for its width.
  ///   - inputSize: the bytes of the input, if it is a regular file.
  ///   - summary: the words for what the run came to so far, if somebody asks.
  init(
    _ errors: ErrorStream, _ descriptor: CInt, _ style: Style, _ monitor: RunMonitor,
    progress: Progress, inputSize: Int?, showsNotices: Bool,
    summary: @escaping @Sendable (RunReport) -> String
  ) {
    self.errors = errors
    self.descriptor = descriptor
    self.style = style
    self.monitor = monitor
    self.progress = progress
    line = ProgressLine(inputSize: inputSize)
    self.showsNotices = showsNotices
    self.summary = summary
  }

  /// Starts to look.
  func watch() throws(CannotStart) -> Ticker {
    try Ticker(every: 1000 / Self.looksPerSecond) {
      guard self.errors.isIdle else { return }
      self.look()
      self.draw()
    }
  }

  /// Shows what is left, and takes the progress line away. To be called once the ticker is stopped.
  func finish() {
    look()
    clear()
  }

  private func clear() {
    guard drawing.isDrawn else { return }
    drawing.isDrawn = false
    errors.put(Self.clearLine)
  }

  private func look() {
    let news = monitor.takeNews()
    var text = ""
    if showsNotices {
      text = news.notices.map { NoticeWording.text($0, style) }.joined()
      if news.dropped > 0 {
        text += Diagnostic("\(news.dropped) more lines left out").text(style)
      }
    }
    if let report = news.report { text += summary(report) }
    guard !text.isEmpty else { return }
    clear()
    errors.put(text)
  }

  private func draw() {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    switch progress {
    case .none: break
    case .redrawn:
      let width = Terminal.width(descriptor).map { $0 - 1 }
      let text = line.text(monitor.standing, seconds: seconds, width: width)
      errors.put("\r\(text)\u{1B}[K")
      drawing.isDrawn = true
    case .lines:
      guard seconds >= Double(drawing.lines + 1) * Self.secondsPerLine else { return }
      drawing.lines += 1
      let text = line.text(monitor.standing, seconds: seconds, width: nil)
      errors.put(Diagnostic(text).text(style))
    }
  }
}
