import TestSupport

/// Replaces what differs from run to run by names in angle brackets.
enum Masking {
  /// Masks a text of any number of lines.
  static func mask(_ text: String) -> String {
    let lines = text.replacing(Fixtures.path(), with: "<fixtures>")
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { maskLine(String($0)) }.joined(separator: "\n")
  }

  private static func maskLine(_ line: String) -> String {
    maskTimes(line)
      .replacing(/"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"/) { _ in
        #""<id>""#
      }
      .replacing(/"timestamp":"[^"]*","attempts":/) { _ in #""timestamp":"<time>","attempts":"# }
      // Of a call that a check shows, a member a line: the time at which it was read, to the second.
      .replacing(/^( *"timestamp": )"20(?:2[5-9]|[3-9][0-9])-[^"]*\.000Z"/) { "\($0.1)\"<time>\"" }
      .replacing(/"duration_ms":[0-9]+\.[0-9]/) { _ in #""duration_ms":<ms>"# }
      .replacing(/127\.0\.0\.1:[0-9]+/) { _ in "127.0.0.1:<port>" }
      .replacing(/segment-step([\/ ]|","version":")[0-9]+\.[0-9]+\.[0-9]+/) { match in
        "segment-step\(match.1)<version>"
      }
      .replacing(/^ *"version": "[0-9]+\.[0-9]+\.[0-9]+"/) { _ in #""version": "<version>""# }
  }

  /// Masks the time of sending, wherever it stands: in a dry run, an event without a time of its
  /// own has the same one.
  private static func maskTimes(_ line: String) -> String {
    let time = /"sentAt": ?"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)"/
    guard let match = line.firstMatch(of: time) else { return line }
    return line.replacing(match.1, with: "<time>")
  }
}
