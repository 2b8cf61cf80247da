import Synchronization

/// Reads arguments as flags with the C library's `getopt_long`: what is typed where, unchecked.
///
/// Long names may be abbreviated as far as they stay unambiguous, letters may be bundled, `--`
/// ends the flags, and a wrong word does not keep the later ones from being read.
public enum CommandLineParser {
  /// getopt_long keeps its place in global variables, so there is one parse at a time.
  private static let turn = Mutex<Void>(())

  /// Reads the arguments of a program, without its own name.
  public static func parse(_ arguments: [String]) -> ParsedArguments {
    turn.withLock { _ in
      var scan = ArgumentScan(arguments)
      return scan.run()
    }
  }
}
