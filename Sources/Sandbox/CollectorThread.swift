import Threads

/// The one thread of a collector. It must be ended with `stop`.
struct CollectorThread: ~Copyable {
  private let thread: Thread
  private let wake: Descriptor

  /// Starts the thread.
  ///
  /// - Parameter wake: the write end of the pipe that the loop watches.
  init(_ loop: sending CollectorLoop, wake: consuming Descriptor) throws(CollectorError) {
    // Nobody else has it: it is sent here, and goes on to the thread.
    nonisolated(unsafe) let loop = loop
    do throws(CannotStart) {
      thread = try Thread { loop.run() }
    } catch {
      throw CollectorError(call: "cannot start a thread", code: error.code)
    }
    self.wake = wake
  }

  /// Ends the loop and waits until the thread is gone.
  consuming func stop() {
    let thread = thread
    wake.signalAndClose()
    thread.join()
  }
}
