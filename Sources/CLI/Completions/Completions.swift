import Segment

/// What `--completions` prints: scripts made from the tables of flags and parameters.
public enum Completions {
  /// The script for a shell, its last line ended.
  public static func script(for shell: Shell) -> String {
    switch shell {
    case .bash: BashCompletions.script
    case .zsh: ZshCompletions.script
    case .fish: FishCompletions.script
    }
  }
}
