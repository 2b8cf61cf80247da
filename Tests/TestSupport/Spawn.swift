#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// Starts a process with `posix_spawn` and hands out the near ends of its streams.
struct Spawn {
  let process: pid_t
  /// Nil when the test does not write the standard input.
  let input: Int32?
  /// Nil when standard output goes to a file.
  let output: Int32?
  let errors: Int32

  #if canImport(Darwin)
    private typealias FileActions = posix_spawn_file_actions_t?
    private typealias Attributes = posix_spawnattr_t?
  #else
    private typealias FileActions = posix_spawn_file_actions_t
    private typealias Attributes = posix_spawnattr_t
  #endif

  /// Held from the making of a pipe until it is known that no other process inherits it.
  private static let lock = Mutex(())

  /// Runs `body` while no process is started, so that none inherits a descriptor made there.
  static func holdingOff<Result>(_ body: () throws -> Result) rethrows -> Result {
    try lock.withLock { _ in try body() }
  }

  static func start(_ command: Command, _ source: Command.Input) throws(SupportError) -> Spawn {
    try lock.withLock { _ throws(SupportError) in try startLocked(command, source) }
  }

  private static func startLocked(
    _ command: Command, _ source: Command.Input
  ) throws(SupportError) -> Spawn {
    // Writing to a program that has ended must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    var actions = newFileActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var farEnds: [Int32] = []
    var nearEnds: [Int32] = []
    defer { for end in farEnds { close(end) } }
    do throws(SupportError) {
      let input = try connectInput(source, &actions, &farEnds, &nearEnds)
      var output: Int32?
      if let path = command.outputPath {
        posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      } else {
        output = try connect(1, readsHere: true, &actions, &farEnds, &nearEnds)
      }
      let errors = try connect(2, readsHere: true, &actions, &farEnds, &nearEnds)
      let process = try spawn(command, &actions)
      return Spawn(process: process, input: input, output: output, errors: errors)
    } catch {
      for end in nearEnds { close(end) }
      throw error
    }
  }

  private static func connectInput(
    _ source: Command.Input, _ actions: inout FileActions, _ farEnds: inout [Int32],
    _ nearEnds: inout [Int32]
  ) throws(SupportError) -> Int32? {
    if case .file(let path) = source {
      posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
      return nil
    }
    return try connect(0, readsHere: false, &actions, &farEnds, &nearEnds)
  }

  /// Makes a pipe between this process and a stream of the new one. Only the near end is
  /// non-blocking, and no other process started meanwhile inherits either.
  private static func connect(
    _ stream: Int32, readsHere: Bool, _ actions: inout FileActions, _ farEnds: inout [Int32],
    _ nearEnds: inout [Int32]
  ) throws(SupportError) -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .call("pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (near, far) = readsHere ? (ends[0], ends[1]) : (ends[1], ends[0])
    _ = fcntl(near, F_SETFL, O_NONBLOCK)
    nearEnds.append(near)
    farEnds.append(far)
    posix_spawn_file_actions_adddup2(&actions, far, stream)
    return near
  }

  private static func spawn(
    _ command: Command, _ actions: inout FileActions
  ) throws(SupportError) -> pid_t {
    var attributes = newAttributes()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The tests' own signal settings are not the program's.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGQUIT, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let words = command.words
    var arguments = words.map { strdup($0) }
    var environment = command.environmentList.map { strdup($0) }
    defer { for text in arguments + environment { free(text) } }
    arguments.append(nil)
    environment.append(nil)
    var process: pid_t = 0
    let code = posix_spawn(
      &process, words[0], &actions, &attributes, arguments, environment)
    guard code == 0 else { throw .call("start \(words[0])", code) }
    return process
  }

  private static func newFileActions() -> FileActions {
    #if canImport(Darwin)
      nil
    #else
      posix_spawn_file_actions_t()
    #endif
  }

  private static func newAttributes() -> Attributes {
    #if canImport(Darwin)
      nil
    #else
      posix_spawnattr_t()
    #endif
  }
}
