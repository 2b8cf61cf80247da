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
  /// How long the end of the process may wait for the screen, in milliseconds.
  private static let patience = 100

  private let errors: ErrorStream
  private let descriptor: CInt
  private let style: Style
  private let monitor: RunMonitor
  private let progress: Progress
  private let showsNotices: Bool
  private let isTerminal: Bool
  private let summary: @Sendable (RunReport) -> String
  private let start = ContinuousClock.now
  private let screen: Monitor<Screen>

  /// What is on the screen.
  private struct Screen {
    var line: ProgressLine
    var isDrawn = false
    var lines = 0
    var hasToldOfStop = false
    /// Whether nothing more is said.
    var isOver = false
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
    screen = Monitor(Screen(line: ProgressLine(inputSize: inputSize)))
    self.showsNotices = showsNotices
    isTerminal = Style.isTerminal(descriptor)
    self.summary = summary
  }

  /// Starts to look.
  func watch() throws(CannotStart) -> Ticker {
    try Ticker(every: 1000 / Self.looksPerSecond) {
      guard self.errors.isIdle else { return }
      self.screen.withLock { screen in
        guard !screen.isOver else { return }
        self.look(&screen)
        self.draw(&screen)
      }
    }
  }

  /// Shows what is left, and takes the progress line away. To be called once the ticker is stopped.
  func finish() {
    screen.withLock { screen in
      look(&screen)
      clear(&screen)
    }
  }

  /// Takes the progress line away, from another thread and for good, as far as that takes no time.
  func abandon() {
    screen.withLock { screen in
      clear(&screen)
      screen.isOver = true
    }
    errors.settle(milliseconds: Self.patience)
  }

  private func clear(_ screen: inout Screen) {
    guard screen.isDrawn else { return }
    screen.isDrawn = false
    errors.put(Self.clearLine)
  }

  private func look(_ screen: inout Screen) {
    let news = monitor.takeNews()
    var text = ""
    if showsNotices {
      text = news.notices.map { NoticeWording.text($0, style) }.joined()
      if news.dropped > 0 {
        text += Diagnostic("\(news.dropped) more lines left out").text(style)
      }
    }
    if let report = news.report { text += summary(report) }
    text += wordOfStop(&screen)
    guard !text.isEmpty else { return }
    clear(&screen)
    errors.put(text)
  }

  /// Whoever presses Ctrl-C and sees nothing happen is told why, once.
  private func wordOfStop(_ screen: inout Screen) -> String {
    let standing = monitor.standing
    guard let number = standing.stoppedBy, isTerminal, showsNotices, !screen.hasToldOfStop else {
      return ""
    }
    screen.hasToldOfStop = true
    return NoticeWording.stopping(by: number, inFlight: standing.inFlight).text(style)
  }

  private func draw(_ screen: inout Screen) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    switch progress {
    case .none: break
    case .redrawn:
      // In the background, the screen belongs to whoever is before it.
      guard Terminal.isForeground(descriptor) else { return }
      let width = Terminal.width(descriptor).map { $0 - 1 }
      let text = screen.line.text(monitor.standing, seconds: seconds, width: width)
      errors.put("\r\(text)\u{1B}[K")
      screen.isDrawn = true
    case .lines:
      let text = screen.line.text(monitor.standing, seconds: seconds, width: nil)
      guard seconds >= Double(screen.lines + 1) * Self.secondsPerLine else { return }
      screen.lines += 1
      errors.put(Diagnostic(text).text(style))
    }
  }
}
