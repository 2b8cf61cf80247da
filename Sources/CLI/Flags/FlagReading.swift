import Sandbox

/// How a flag, as it was typed, becomes part of the settings, or is refused.
///
/// A row of the flag table names the place in the settings; most of the places are the library's own
/// options. So what a flag is stands in one row.
struct FlagReading: Sendable {
  /// Reads the last use of the flag, which is the one that holds, as with curl.
  let read: @Sendable (inout SettingsDraft, RawOptions.Typed) -> Void
  /// The only words its argument may be; empty if it is not an enumeration.
  var words: [String] = []

  typealias Setting<Value> = WritableKeyPath<Settings, Value> & Sendable

  /// The flag needs no reading: `Invocation` answers it.
  static let answered = FlagReading { _, _ in }

  /// The flag needs none, if its argument is one of these words.
  static func answered<Value>(_ words: Value.Type) -> FlagReading
  where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
    FlagReading(
      read: { draft, typed in let _: Value? = draft.word(typed) },
      words: Value.allCases.map(\.rawValue))
  }

  /// Whatever it takes to read it.
  static func by(
    _ read: @escaping @Sendable (inout SettingsDraft, RawOptions.Typed) -> Void
  ) -> FlagReading {
    FlagReading(read: read)
  }

  /// It switches something on.
  static func on(_ setting: Setting<Bool>) -> FlagReading {
    FlagReading { draft, _ in draft.settings[keyPath: setting] = true }
  }

  /// Its argument as it is.
  static func text(_ setting: Setting<String?>) -> FlagReading {
    FlagReading { $0.settings[keyPath: setting] = $1.argument }
  }

  /// A whole number in decimal digits.
  static func number(_ range: ClosedRange<Int>, _ setting: Setting<Int>) -> FlagReading {
    FlagReading { draft, typed in
      if let number = draft.number(typed, in: range) { draft.settings[keyPath: setting] = number }
    }
  }

  /// A whole number of something that there is none of without the flag.
  static func number(_ range: ClosedRange<Int>, _ setting: Setting<Int?>) -> FlagReading {
    FlagReading { $0.settings[keyPath: setting] = $0.number($1, in: range) }
  }

  /// A number of bytes, K, M and G allowed.
  static func bytes(_ range: ClosedRange<Int>, _ setting: Setting<Int>) -> FlagReading {
    FlagReading { draft, typed in
      if let bytes = draft.byteCount(typed, in: range) {
        draft.settings[keyPath: setting] = bytes
      }
    }
  }

  /// One of the words of an enumeration.
  static func word<Value>(_ setting: Setting<Value>) -> FlagReading
  where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
    FlagReading(
      read: { draft, typed in
        if let value: Value = draft.word(typed) { draft.settings[keyPath: setting] = value }
      }, words: Value.allCases.map(\.rawValue))
  }

  /// One of the words of an enumeration that there is none of without the flag.
  static func word<Value>(_ setting: Setting<Value?>) -> FlagReading
  where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
    FlagReading(
      read: { $0.settings[keyPath: setting] = $0.word($1) }, words: Value.allCases.map(\.rawValue))
  }
}
