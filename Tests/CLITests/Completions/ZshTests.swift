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

  /// What is added as completions of a line, in a zsh on a terminal.
  private func offers(_ line: String) throws -> [String] {
    let program = """
      zmodload zsh/zpty
      zpty terminal env TERM=dumb zsh -f -i
      zpty -w terminal '
        autoload -Uz compinit; compinit -u -D; source ./_segment-step
        compadd() {
          [[ $* == *" -O "* ]] || { local -a words; builtin compadd -O words "$@"
            print -rl -- $words >> offered }
          builtin compadd "$@" }
        zle-line-init() { print -n "REA""DY" }; zle -N zle-line-init'
      zpty -r terminal shown '*READY' || exit
      zpty -w -n terminal "segment-step $2"$'\\t\\C-u:\\n'
      zpty -r terminal shown '*READY' || exit
      lines=(${(fu)"$(<offered)"})
      (($#lines == 0)) || print -rl -- $lines
      """
    return try Completing(.zsh).run(["-f", "-c", program, "zsh"], [line]).lines
  }

  @Test(arguments: [
    ("--sandbox=", ["503:", "429:", "delay:", "reset:", "hang:", "garbage:", "seed:"]),
    ("--sandbox=503:0.1,", ["503:", "429:", "delay:", "reset:", "hang:", "garbage:", "seed:"]),
    ("--region ", ["us", "eu"]),
    ("-s integrations.", ["All"]),
    ("-s prop", ["properties", "properties."]),
    ("-s user_id.", []),
  ])
  func offers(line: String, expected: [String]) throws {
    #expect(try offers(line) == expected)
  }
}
