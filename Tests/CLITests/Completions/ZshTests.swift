import Testing

@testable import CLI

@Suite(.enabled(if: Completing.isInstalled(.zsh), "zsh is not installed"))
struct ZshTests {
  @Test func theSyntaxIsRight() throws {
    let finished = try Completing(.zsh).run(["-f", "-n"])
    #expect(finished.stderr.isEmpty && finished.status == .exited(0), "\(finished)")
  }

  /// An interactive zsh on a terminal of its own finds the script in its `fpath`, or sources it,
  /// and gets the keys of one line after the other, each when its editor is ready.
  @Test(arguments: ["fpath=($PWD $fpath); load", "load; source ./_segment-step"])
  func completesWhatIsTyped(loading: String) throws {
    let lines = TypedLine.all + [TypedLine("--regi\te\t", "<--region=eu>")]
    let program = """
      zmodload zsh/zpty
      zpty terminal env TERM=dumb zsh -f -i
      zpty -w terminal '
        load() { autoload -Uz compinit; compinit -u -D }; \(loading)
        segment-step() { print -rn -- "<${(j:><:)@}>" >> result; print >> result }
        zle-line-init() { print -n "REA""DY" }; zle -N zle-line-init'
      for line in "${@:2}"; do
        zpty -r terminal shown '*READY' || exit
        zpty -w terminal "segment-step $line"
      done
      zpty -r terminal shown '*READY' || exit
      cat result
      """
    let finished = try Completing(.zsh).run(
      ["-f", "-c", program, "zsh"], lines.map(\.typed))
    #expect(finished.lines == lines.map(\.arguments), "\(finished)")
  }
}
