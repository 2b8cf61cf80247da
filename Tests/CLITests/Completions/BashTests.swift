import Segment
import Testing

@testable import CLI

@Suite(.enabled(if: Completing.isInstalled(.bash), "bash is not installed"))
struct BashTests {
  /// Calls the function as bash does; `pieces` is the line as `COMP_WORDBREAKS` splits it.
  private func offers(_ line: String, _ pieces: [String]) throws -> [String] {
    let program = """
      source "$0"
      COMP_LINE=$1 COMP_POINT=${#1}
      shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      last=${COMP_WORDS[COMP_CWORD]}
      if [[ $last == [=:] ]]; then last=; fi
      _segment_step segment-step "$last" ""
      ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
      """
    let finished = try Completing(.bash).run(["-c", program], [line] + pieces)
    #expect(finished.stderr.isEmpty && finished.status == .exited(0), "\(finished)")
    return finished.lines
  }

  @Test func theSyntaxIsRight() throws {
    let finished = try Completing(.bash).run(["-n"])
    #expect(finished.stderr.isEmpty && finished.status == .exited(0), "\(finished)")
  }

  @Test(arguments: [
    (
      "segment-step --re", ["segment-step", "--re"],
      ["--retry-for", "--region", "--resume", "--retry-failed"]
    ),
    ("segment-step --region ", ["segment-step", "--region", ""], ["us", "eu"]),
    ("segment-step --region=", ["segment-step", "--region", "="], ["us", "eu"]),
    ("segment-step --sand", ["segment-step", "--sand"], ["--sandbox", "--sandbox="]),
    ("segment-step --sandbox ", ["segment-step", "--sandbox", ""], FlagID.offered),
    ("segment-step ", ["segment-step", ""], FlagID.offered),
    ("segment-step -s retr", ["segment-step", "-s", "retr"], ["retries=", "retry_propagate="]),
    ("segment-step -s a=b ", ["segment-step", "-s", "a", "=", "b", ""], FlagID.offered),
    ("segment-step -s event=", ["segment-step", "-s", "event", "="], []),
    (
      "segment-step -s operation=", ["segment-step", "-s", "operation", "="],
      ["track", "identify", "page", "screen", "group", "alias"]
    ),
    (
      "segment-step --sandbox=503:0.1,", ["segment-step", "--sandbox", "=", "503", ":", "0.1,"],
      ["503", "429", "delay", "reset", "hang", "garbage", "seed"].map { "0.1,\($0):" }
    ),
    ("segment-step -c con", ["segment-step", "-c", "con"], ["config.yaml"]),
    ("segment-step --config=con", ["segment-step", "--config", "=", "con"], ["config.yaml"]),
    (
      "segment-step -s properties.", ["segment-step", "-s", "properties."],
      CompletionParts.membersOfProperties
    ),
    ("segment-step -s prop", ["segment-step", "-s", "prop"], ["properties=", "properties."]),
    (
      "segment-step -s integrations.", ["segment-step", "-s", "integrations."],
      ["integrations.All="]
    ),
    ("segment-step -s user_id.", ["segment-step", "-s", "user_id."], []),
    ("segment-step -s properties.a.", ["segment-step", "-s", "properties.a."], []),
    ("segment-step -nc con", ["segment-step", "-nc", "con"], ["config.yaml"]),
    ("segment-step -ncs ", ["segment-step", "-ncs", ""], FlagID.offered),
    ("segment-step -nccon", ["segment-step", "-nccon"], ["-ncconfig.yaml"]),
    ("segment-step -sretr", ["segment-step", "-sretr"], ["-sretries=", "-sretry_propagate="]),
    ("segment-step -nsregion=", ["segment-step", "-nsregion", "="], ["us", "eu"]),
    ("segment-step -n", ["segment-step", "-n"], []),
    ("segment-step --proxy h", ["segment-step", "--proxy", "h"], []),
  ])
  func offers(line: String, pieces: [String], expected: [String]) throws {
    #expect(try offers(line, pieces) == expected)
  }

  /// Where the user has taken `=` out of `COMP_WORDBREAKS`, the whole word is replaced.
  @Test func offersWholeWords() throws {
    #expect(
      try offers("segment-step --region=e", ["segment-step", "--region=e"]) == ["--region=eu"])
  }

  /// An interactive bash reads the keys from a pipe too.
  @Test func completesWhatIsTyped() throws {
    let session = try Completing(.bash)
    try session.directory.write(
      "start", "source ./_segment-step\nsegment-step() { printf '<%s>' \"$@\"; echo; }\n")
    let lines =
      TypedLine.all + [
        TypedLine("--regi\te\t", "<--region><eu>"),
        TypedLine("-s \"oper\tid\t", "<-s><operation=identify>"),
        TypedLine("-s 'operation=al\t -n", "<-s><operation=alias><-n>"),
        TypedLine("-n --region='u\t", "<-n><--region=us>"),
      ]
    let keys = lines.map { "segment-step \($0.typed)\n" }.joined() + "exit\n"
    let finished = try session.run(["--noprofile", "--rcfile", "start", "-i", "-s"], stdin: keys)
    #expect(finished.lines == lines.map(\.arguments), "\(finished)")
  }
}

extension FlagID {
  /// The words bash offers where a flag may stand.
  static let offered = FlagTable.all.flatMap { flag in
    flag.id == .sandbox ? ["--sandbox", "--sandbox="] : [flag.id.spelling]
  }
}
