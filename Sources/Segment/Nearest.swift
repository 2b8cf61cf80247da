/// The candidate most like a mistyped word, for "did you mean …?", or nil when none is near.
///
/// A candidate is near when it differs from the word only in case, `-` and `_` (`userId`,
/// `user_id`), when its optimal string alignment distance is at most a third of the word's length
/// (at least 1), or when the word, three characters or more, is its beginning (`conc`,
/// `concurrency`). Of several the closest wins, then the one listed first.
/// - Parameters:
///   - word: what was typed; a word of one character has no near candidate but itself in other case.
///   - candidates: the right spellings.
public func nearest(_ word: String, in candidates: [String]) -> String? {
  let typed = plainLetters(word)
  guard !typed.isEmpty, typed.count <= 100 else { return nil }
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let wanted = plainLetters(candidate)
    guard let distance = distanceIfNear(typed, wanted) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The first candidate that begins as a word does, four letters at least and all but one of the shorter:
/// `event` for `event_name`, `properties` for `props`.
func related(_ word: String, in candidates: [String]) -> String? {
  let typed = plainLetters(word)
  return candidates.first { candidate in
    let wanted = plainLetters(candidate)
    let common = zip(typed, wanted).prefix { $0 == $1 }.count
    return common >= 4 && common >= min(typed.count, wanted.count) - 1
  }
}

/// The distance of two words if they count as near, else nil.
private func distanceIfNear(_ typed: [Character], _ wanted: [Character]) -> Int? {
  if typed == wanted { return 0 }
  guard typed.count > 1 else { return nil }
  let limit = max(1, typed.count / 3)
  if abs(typed.count - wanted.count) <= limit {
    let distance = alignmentDistance(typed, wanted)
    if distance <= limit { return distance }
  }
  // A beginning is less likely meant than a misspelling of the same length.
  if typed.count >= 3, wanted.starts(with: typed) { return wanted.count }
  return nil
}

/// Lower case, without the `-` and `_` that naming styles differ in.
private func plainLetters(_ word: String) -> [Character] {
  word.lowercased().filter { $0 != "-" && $0 != "_" }
}

/// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
/// neighbours, each counting 1.
private func alignmentDistance(_ first: [Character], _ second: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for row in first.indices {
    var current = [row + 1]
    for column in second.indices {
      let substitution = last[column] + (first[row] == second[column] ? 0 : 1)
      var distance = min(substitution, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        distance = min(distance, beforeLast[column - 1] + 1)
      }
      current.append(distance)
    }
    (beforeLast, last) = (last, current)
  }
  return last[second.count]
}
