/// The shells there are completions for.
public enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish
}
