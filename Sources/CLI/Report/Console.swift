import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard error while a run goes on: notices as they come, and the progress line below them.
///
/// It looks at the run ten times a second from a thread of its own, so that a slow terminal holds
/// up nothing.
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

  private let descriptor: CInt
  private let style: Style
  private let monitor: RunMonitor
  private let progress: Progress
  private let line: ProgressLine
  private let showsNotices: Bool
  private let start = ContinuousClock.now
  private let drawing = Drawing()

  /// What is on the screen. Used by the ticker's thread and, once that has ended, by its owner.
  private final class Drawing: @unchecked Sendable {
    var isDrawn = false
    var lines = 0
  }

  init(
    _ descriptor: CInt, _ style: Style, _ monitor: RunMonitor, progress: Progress,
    inputSize: Int?, showsNotices: Bool
  ) {
    self.descriptor = descriptor
    self.style = style
    self.monitor = monitor
    self.progress = progress
    line = ProgressLine(inputSize: inputSize)
    self.showsNotices = showsNotices
  }

  /// Starts to look. When the ticker is stopped, what is left is shown and the progress line is
  /// taken away.
  func watch() throws(Ticker.CannotStart) -> Ticker {
    try Ticker(every: 1000 / Self.looksPerSecond) { self.look() }
  }

  /// Takes the progress line away, for good.
  func clear() {
    guard drawing.isDrawn else { return }
    drawing.isDrawn = false
    write(Self.clearLine)
  }

  private func look() {
    let (notices, dropped) = monitor.takeNotices()
    if showsNotices, !notices.isEmpty {
      clear()
      write(notices.map { NoticeWording.text($0, style) }.joined())
      if dropped > 0 { write(Diagnostic("\(dropped) more lines left out").text(style)) }
    }
    draw()
  }

  private func draw() {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    switch progress {
    case .none: break
    case .redrawn:
      let width = Terminal.width(descriptor).map { $0 - 1 }
      let text = line.text(monitor.standing, seconds: seconds, width: width)
      write("\r\(text)\u{1B}[K")
      drawing.isDrawn = true
    case .lines:
      guard seconds >= Double(drawing.lines + 1) * Self.secondsPerLine else { return }
      drawing.lines += 1
      let text = line.text(monitor.standing, seconds: seconds, width: nil)
      write(Diagnostic(text).text(style))
    }
  }

  private func write(_ text: String) {
    _ = StandardStreams.write(text, to: descriptor)
  }
}
