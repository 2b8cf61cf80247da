import CThreads
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread of the system. It must be joined, once, or given up.
public final class Thread: @unchecked Sendable {
  /// The bytes of a thread's stack. Without a size, each would take what `ulimit -s` says, by habit
  /// 8 MiB, of an address space that may be limited; what runs here goes no deeper than 64 levels
  /// of a document.
  public static let stackSize = 1 << 20

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let id: pthread_t
  private let isEnded = Atomic(false)

  /// Gives the same stack to threads that libraries start, and where the address space is limited
  /// keeps them from reserving parts of it for themselves, as far as the system has such settings.
  /// To be called before there are any.
  public static func saveAddressSpace() {
    PlatformMutex.check(segment_step_set_default_stack(stackSize), "a stack can have this size")
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
    #else
      let resource = RLIMIT_AS
    #endif
    var limit = rlimit()
    if getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(1) << 40 {
      segment_step_share_memory()
    }
  }

  /// Starts a thread that runs `body` and ends. No signal is delivered to it: those of the process
  /// go to the thread that it began with, or to whoever waits for them.
  public init(_ body: @escaping @Sendable () -> Void) throws(CannotStart) {
    // Retained here, released by the thread when it takes the body over.
    let box = Unmanaged.passRetained(Body(body))
    do throws(CannotStart) {
      id = try Self.start(box.toOpaque())
    } catch {
      box.release()
      throw error
    }
  }

  private static func start(_ box: UnsafeMutableRawPointer) throws(CannotStart) -> pthread_t {
    #if canImport(Darwin)
      var id: pthread_t?
    #else
      var id = pthread_t()
    #endif
    var attributes = pthread_attr_t()
    PlatformMutex.check(pthread_attr_init(&attributes), "attributes of a thread can be made")
    defer { pthread_attr_destroy(&attributes) }
    PlatformMutex.check(
      pthread_attr_setstacksize(&attributes, stackSize), "a stack can have this size")
    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    PlatformMutex.check(pthread_sigmask(SIG_SETMASK, &all, &former), "signals can be blocked")
    let code = pthread_create(&id, &attributes, runBody, box)
    PlatformMutex.check(pthread_sigmask(SIG_SETMASK, &former, nil), "a mask can be set again")
    guard code == 0 else { throw CannotStart(code: code) }
    #if canImport(Darwin)
      guard let id else { preconditionFailure("a thread that was started has an id") }
    #endif
    return id
  }

  deinit {
    precondition(isEnded.load(ordering: .relaxed), "a thread must be joined or given up")
  }

  /// Waits until the thread has ended.
  public func join() {
    end()
    PlatformMutex.check(pthread_join(id, nil), "a thread can be joined")
  }

  /// Lets the thread run on, for as long as the process does.
  public func giveUp() {
    end()
    PlatformMutex.check(pthread_detach(id), "a thread can be given up")
  }

  private func end() {
    let wasEnded = isEnded.exchange(true, ordering: .relaxed)
    precondition(!wasEnded, "a thread is joined or given up once")
  }

  /// Delivers a signal to the thread, which must not have been joined.
  public func signal(_ number: CInt) {
    // The thread may have ended by itself.
    let code = pthread_kill(id, number)
    if code != ESRCH { PlatformMutex.check(code, "a signal can be delivered to a thread") }
  }
}

#if canImport(Darwin)
  private func runBody(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Thread.run(box)
    return nil
  }
#else
  private func runBody(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { Thread.run(box) }
    return nil
  }
#endif

extension Thread {
  fileprivate static func run(_ box: UnsafeMutableRawPointer) {
    Unmanaged<Body>.fromOpaque(box).takeRetainedValue().run()
  }
}
