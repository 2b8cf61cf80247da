/// How the calls at once are shared by transfer loops.
public enum LoopShares {
  /// How many loops make so many calls at once.
  ///
  /// One for each 16 calls, up to 8, also on fewer processors: libcurl looks at every call of its loop
  /// at each turn, and answers that come together are worked off one by one. On two processors, with
  /// 32 calls at once over loopback, two loops make 1.08 of the calls of a bare libcurl loop, one makes
  /// 0.93 (medians of 12 runs). Calls that take 100 ms, 256 at once, run at 0.957 of the rate that is
  /// possible with one loop, at 0.974 with eight, which take two thirds of the processor's time.
  /// `swift run -c release benchmarks` measures both.
  ///
  /// - Parameter compresses: whether the loops compress what they send: one for each 4 calls then, for
  ///   that is work for every processor.
  public static func count(concurrency: Int, compresses: Bool) -> Int {
    min(max(1, concurrency / (compresses ? 4 : 16)), 8)
  }

  /// How many calls each loop makes at once.
  static func shares(concurrency: Int, compresses: Bool) -> [Int] {
    let loops = count(concurrency: concurrency, compresses: compresses)
    return (0..<loops).map { (concurrency + $0) / loops }
  }
}
