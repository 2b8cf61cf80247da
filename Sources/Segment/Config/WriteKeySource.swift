/// Where a write key comes from, without the key itself.
public enum WriteKeySource: Equatable, Sendable {
  /// It is written out in the config.
  case config
  /// An environment variable of this name.
  case variable(String)
  /// The file at this path.
  case file(String)
  /// The config gives none, or names a variable that is not set: the fallback is used.
  case fallback
}

extension Surroundings {
  /// The same surroundings, with a note of what was found in them.
  func noting(_ note: @escaping (WriteKeySource) -> Void) -> Surroundings {
    let surroundings = self
    return Surroundings(
      variable: { name in
        let value = surroundings.variable(name)
        if value != nil { note(.variable(name)) }
        return value
      },
      file: { path throws(Surroundings.Unreadable) in
        let bytes = try surroundings.file(path)
        note(.file(path))
        return bytes
      })
  }
}
