import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct TestSupportTests {
  @Test func runsAProgramInItsOwnSurroundings() throws {
    let directory = try TemporaryDirectory()
    let command = Command(
      "/bin/sh", arguments: ["-c", "pwd; env | sort; cat; echo oops >&2; exit 3"],
      environment: ["A": "b"], directory: directory.path)
    let finished = try command.run(stdin: "in")
    #expect(finished.status == .exited(3))
    #expect(finished.lines.first == directory.path)
    #expect(finished.lines.contains("A=b"))
    #expect(finished.lines.contains("LANG=C.UTF-8"))
    #expect(finished.lines.last == "in")
    #expect(!finished.output.contains("TMPDIR"))
    #expect(finished.errors == "oops\n")
    #expect(finished.peakMemory > 0)
    #expect(finished.processorTime >= 0 && finished.processorTime < 60)
    for part in ["/bin/sh -c '", "exited(3)", "A=b", "oops"] {
      #expect(finished.description.contains(part))
    }
  }

  @Test func movesManyMegabytesBothWays() throws {
    let bytes = (0..<8_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let finished = try Command("/bin/sh", arguments: ["-c", "tee /dev/stderr"]).run(stdin: bytes)
    #expect(finished.status == .exited(0))
    #expect(finished.stdout == bytes)
    #expect(finished.stderr == bytes)
  }

  @Test func talksToARunningProgram() throws {
    let running = try Command("/bin/cat").start()
    try running.write("one\ntw")
    #expect(try running.readLine() == "one")
    #expect(try running.readLine(within: 0.01) == nil)
    try running.write("o\n")
    #expect(try running.readLine() == "two")
    running.closeInput()
    #expect(try running.readLine() == nil)
    let finished = try running.wait()
    #expect(finished.status == .exited(0))
    #expect(finished.lines == ["one", "two"])
  }

  @Test func seesSignalsAndBrokenPipes() throws {
    let waiting = try Command("/bin/cat").start()
    waiting.signal(15)
    #expect(try waiting.wait().status == .signaled(15))
    let writing = try Command("/bin/cat", arguments: ["/dev/zero"]).start()
    writing.closeOutput()
    #expect(try writing.wait().status == .signaled(13))
  }

  @Test func survivesAProgramThatReadsNothing() throws {
    let finished = try Command("/bin/true").run(stdin: [UInt8](repeating: 1, count: 1_000_000))
    #expect(finished.status == .exited(0))
  }

  @Test func killsWhatTakesTooLong() throws {
    let command = Command(
      "/bin/sh", arguments: ["-c", "echo begun; exec sleep 100"], deadline: 0.2)
    let error = #expect(throws: SupportError.self) { try command.run() }
    #expect(error?.description.contains("begun") == true)
  }

  @Test func redirectsToFilesAndFromThem() throws {
    let directory = try TemporaryDirectory()
    let input = try directory.write("in", "text")
    let output = directory.path("out")
    let finished = try Command("/bin/cat", outputPath: output).start(.file(input)).wait()
    #expect(finished.stdout.isEmpty)
    #expect(try directory.read("out") == Array("text".utf8))
  }

  @Test func reportsAProgramThatIsNotThere() {
    let error = #expect(throws: SupportError.self) { try Command("/none/such").run() }
    #expect(error?.description.contains("/none/such") == true)
  }

  @Test func removesTemporaryDirectories() throws {
    var directory: TemporaryDirectory? = try TemporaryDirectory()
    let path = try #require(directory?.path)
    try directory?.write("a", "b")
    _ = try Command("/bin/mkdir", arguments: ["-p", "\(path)/c/d"]).run()
    _ = try Command("/bin/ln", arguments: ["-s", "/", "\(path)/c/link"]).run()
    directory = nil
    #expect(try Command("/bin/ls", arguments: [path]).run().status != .exited(0))
    #expect(try Command("/bin/ls", arguments: ["/"]).run().lines.contains("usr"))
  }

  @Test func findsTheRepositoryAndTheProgram() throws {
    let manifest = try Fixtures.read(Fixtures.repository + "/Package.swift")
    #expect(String(decoding: manifest, as: UTF8.self).contains("segment-step"))
    #expect(Fixtures.path("a") == Fixtures.repository + "/fixtures/a")
    #expect(Binary.segmentStep.hasPrefix("/"))
    #expect(try Command("/bin/ls", arguments: [Binary.segmentStep]).run().status == .exited(0))
  }

  @Test(.enabled(if: Nginx.isInstalled && Tool.find("curl") != nil))
  func servesTLS() throws {
    let nginx = try Nginx()
    let curl = try Tool.path("curl")
    func get(_ url: String) throws -> Finished {
      try Command(curl, arguments: ["-sS", "--cacert", nginx.caFile, url]).run()
    }
    let plain = try get("http://127.0.0.1:\(nginx.httpPort)/a")
    #expect(plain.output == #"{"success":true}"#, "\(plain)")
    for host in ["localhost", "127.0.0.1"] {
      let secure = try get("https://\(host):\(nginx.httpsPort)/b")
      #expect(secure.output == #"{"success":true}"#, "\(secure)")
    }
    let wrongHost = try get("https://localhost:\(nginx.wrongHostPort)/")
    #expect(
      wrongHost.status == .exited(60) && wrongHost.errors.contains("host name"), "\(wrongHost)")
    let expired = try get("https://localhost:\(nginx.expiredPort)/")
    #expect(expired.status == .exited(60) && expired.errors.contains("expired"), "\(expired)")
    #expect(eventually { (try? nginx.requests().count) == 3 })
    let requests = try nginx.requests()
    #expect(requests[0].hasPrefix("HTTP/1.1 ") && requests[0].hasSuffix(" GET /a 200"))
    #expect(requests[1].hasPrefix("HTTP/1.1 ") && requests[1].hasSuffix(" GET /b 200"))
    let port = nginx.httpPort
    nginx.stop()
    #expect(throws: SupportError.self) { try RawClient(port: port) }
  }
}
