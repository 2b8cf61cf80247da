import JSON

/// Checks the calls that tell Segment of a user's consent, which it drops in silence if they are wrong
/// (https://segment.com/docs/connections/delivery-overview/, "Failed on ingest").
struct ConsentCheck: ~Copyable {
  /// The field that makes a track call one of these, as it stands in a body.
  private static let event = Array(#","event":"Segment Consent Preference Updated""#.utf8)

  private enum Place: Int, CaseIterable {
    case anonymousID, preferences, advertisingID

    var path: [String] {
      switch self {
      case .anonymousID: ["anonymousId"]
      case .preferences: ["context", "consent", "categoryPreferences"]
      case .advertisingID: ["context", "device", "advertisingId"]
      }
    }
  }

  private static let tree = PathTree(
    Place.allCases.map { $0.path.map { .member(Array($0.utf8)) } })
  private var scanner = ObjectScanner(tree)

  /// Whether a part of a body is the field that names the event.
  static func concerns(_ field: Span<UInt8>) -> Bool {
    field.count == event.count && Array(field) == event
  }

  /// What is wrong with a call.
  ///
  /// - Parameter body: its whole body.
  mutating func problems(of body: borrowing ByteBuffer) -> [Problem] {
    guard (try? scanner.scan(body)) != nil else { return [] }
    var problems: [Problem] = []
    if scanner.value(of: Self.tree.lookups[Place.anonymousID.rawValue]) == nil {
      problems.append(
        Problem(
          code: .consentWithoutAnonymousID, field: "anonymous_id",
          message: "a consent event needs an anonymous_id"))
    }
    if let problem = problemOfPreferences(body) { problems.append(problem) }
    if let value = scanner.value(of: Self.tree.lookups[Place.advertisingID.rawValue]),
      JSONKind(firstByte: body[value.lowerBound]) != .string
    {
      problems.append(
        Problem(
          code: .advertisingIDNotString, field: "context",
          message: "device.advertisingId of a consent event must be text"))
    }
    return problems
  }

  private func problemOfPreferences(_ body: borrowing ByteBuffer) -> Problem? {
    let name = "consent.categoryPreferences of a consent event"
    guard let value = scanner.value(of: Self.tree.lookups[Place.preferences.rawValue]) else {
      return Problem(
        code: .consentWithoutPreferences, field: "context", message: "\(name) is missing")
    }
    guard JSONKind(firstByte: body[value.lowerBound]) == .object else {
      return Problem(
        code: .preferencesNotObject, field: "context", message: "\(name) must be an object")
    }
    guard Self.hasOnlyBooleans(Array(body.span.extracting(value))) else {
      return Problem(
        code: .preferencesNotBooleans, field: "context",
        message: "\(name) must hold true or false for each category")
    }
    return nil
  }

  /// Whether each member of a valid object is true or false: what follows each colon outside of names
  /// begins with `t` or `f`, and no member is an object that had colons of its own.
  private static func hasOnlyBooleans(_ object: [UInt8]) -> Bool {
    var isInName = false
    var isEscaped = false
    var followsColon = false
    for byte in object {
      if isInName {
        if byte == UInt8(ascii: "\""), !isEscaped { isInName = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      } else if followsColon {
        if byte.isJSONWhitespace { continue }
        guard byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") else { return false }
        followsColon = false
      } else if byte == UInt8(ascii: "\"") {
        isInName = true
      } else if byte == UInt8(ascii: ":") {
        followsColon = true
      }
    }
    return true
  }
}
