import JSON

// The fields of a call, each appended with the comma before it.
extension CallRenderer {
  mutating func operation(of line: Span<UInt8>) -> Operation? {
    switch plan.operation {
    case .fixed(let operation): return operation
    case .text(let plan):
      var text: [UInt8] = []
      field = .operation
      switch append(plan, line, to: &text) {
      case .text, .failed: break
      case .absent: report(.unknownOperation, "operation", "the event names no operation")
      case .notText: report(.unknownOperation, "operation", "operation must be text")
      }
      guard problems.isEmpty else { return nil }
      var name: [UInt8] = []
      JSONString.unescape(text.span, into: &name)
      let word = String(decoding: name, as: UTF8.self)
      if let operation = Operation(rawValue: word) { return operation }
      let names = Operation.allCases.map(\.rawValue)
      let hint = nearest(word, in: names).map { "; did you mean \($0)?" } ?? ""
      report(
        .unknownOperation, "operation",
        "'\(word)' is no operation, expected one of \(names.joined(separator: ", "))\(hint)")
      return nil
    }
  }

  /// Appends the first field, the message id.
  mutating func appendMessageID(
    _ line: Span<UInt8>, to body: inout [UInt8]
  ) -> Range<Int> {
    body.append("\"messageId\":\"")
    let start = body.count
    switch plan.messageID {
    case .random: break
    // Of its length; the call is not rendered yet.
    case .ofCall:
      body.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: MessageIDSource.length))
    case .text(let plan):
      field = .messageID
      switch append(plan, line, to: &body) {
      case .text, .absent, .failed: break
      case .notText: report(.messageIDNotString, "message_id", "message_id must be text")
      }
    }
    if body.count == start, options.skipsDelivered { appendEarlierMessageID(line, to: &body) }
    // Whichever it is.
    checkLength(body[start...])
    if body.count == start { messageIDs.append(to: &body) }
    let range = start..<body.count
    body.append(UInt8(ascii: "\""))
    return range
  }

  /// Appends the message id of an earlier attempt, by which Segment knows that this is the same call.
  private func appendEarlierMessageID(_ line: Span<UInt8>, to body: inout [UInt8]) {
    guard let range = scanner.value(of: plan.places[plan.earlierResult.messageID]),
      line[range.lowerBound] == UInt8(ascii: "\""), range.count > 2
    else { return }
    body.append(line, range.lowerBound + 1..<range.upperBound - 1)
  }

  private mutating func checkLength(_ messageID: ArraySlice<UInt8>) {
    // The literal has at least as many bytes as the text has characters.
    guard messageID.count > CallLimits.messageIDCharacters else { return }
    scratch.removeAll(keepingCapacity: true)
    JSONString.unescape(messageID.span, into: &scratch)
    let characters = scratch.count { $0 & 0xC0 != 0x80 }
    if characters > CallLimits.messageIDCharacters {
      report(
        .messageIDTooLong, "message_id",
        "message_id has \(characters) characters, at most \(CallLimits.messageIDCharacters) are "
          + "taken")
    }
  }

  /// Appends the timestamp; returns where it stands if it is the time of reading.
  mutating func appendTimestamp(
    _ line: Span<UInt8>, at time: WallTime, to body: inout [UInt8]
  ) -> Range<Int>? {
    body.append(",\"timestamp\":\"")
    defer { body.append(UInt8(ascii: "\"")) }
    guard let plan = plan.timestamp else { return appendReadTime(line, time, to: &body) }
    // Taken out of `self`, for rendering changes both.
    var text: [UInt8] = []
    swap(&text, &timestamp)
    defer { swap(&text, &timestamp) }
    text.removeAll(keepingCapacity: true)
    field = .timestamp
    let outcome = append(plan, line, to: &text)
    if text.contains(UInt8(ascii: "\\")) {
      var plain: [UInt8] = []
      JSONString.unescape(text.span, into: &plain)
      text = plain
    }
    switch outcome {
    case .absent: return appendReadTime(line, time, to: &body)
    case .text where text.isEmpty: return appendReadTime(line, time, to: &body)
    case .text where TimestampText.append(text, to: &body): break
    case .failed: break
    case .notText:
      report(.badTimestamp, "timestamp", "timestamp must be text or a number")
    case .text:
      let shown = String(decoding: text, as: UTF8.self).prefix(40)
      report(
        .badTimestamp, "timestamp",
        "timestamp '\(shown)' is neither ISO 8601 nor a number of seconds or milliseconds")
    }
    return nil
  }

  /// Appends the time of reading, or that of the earlier attempt whose result the line carries.
  private mutating func appendReadTime(
    _ line: Span<UInt8>, _ time: WallTime, to body: inout [UInt8]
  ) -> Range<Int> {
    let start = body.count
    if options.skipsDelivered,
      let range = scanner.value(of: plan.places[plan.earlierResult.timestamp]),
      line[range.lowerBound] == UInt8(ascii: "\""), range.count > 2
    {
      var earlier: [UInt8] = []
      earlier.append(line, range.lowerBound + 1..<range.upperBound - 1)
      if TimestampText.append(earlier, to: &body) { return start..<body.count }
    }
    body.append(contentsOf: readTime.text(of: time))
    return start..<body.count
  }

  mutating func appendIDs(
    _ operation: Operation?, _ line: Span<UInt8>, to body: inout [UInt8]
  ) {
    let user = appendID(",\"userId\":\"", plan.userID, .userID, line, to: &body)
    let anonymous = appendID(",\"anonymousId\":\"", plan.anonymousID, .anonymousID, line, to: &body)
    if !user, !anonymous {
      report(.noID, "user_id", "a call needs a user_id or an anonymous_id")
    } else if operation == .alias, !user {
      report(.noID, "user_id", "alias needs a user_id: an anonymous_id is not enough")
    }
  }

  /// Appends a user or anonymous id; false if there is none. A wrong one is reported and counts.
  private mutating func appendID(
    _ key: StaticString, _ plan: TextPlan?, _ name: ParameterName, _ line: Span<UInt8>,
    to body: inout [UInt8]
  ) -> Bool {
    let problems = TextProblems(notText: .idNotString, empty: .idNotString)
    return appendText(key, plan, name, problems, line, to: &body)
  }

  mutating func appendFields(
    of operation: Operation, _ line: Span<UInt8>, to body: inout [UInt8]
  ) {
    switch operation {
    case .track:
      let problems = TextProblems(notText: .eventNotString, empty: .eventNotDefined)
      let start = body.count
      appendRequired(",\"event\":\"", plan.event, .event, problems, operation, line, to: &body)
      isConsent = ConsentCheck.concerns(body[start...])
      _ = appendObject(
        ",\"properties\":", plan.properties, .propertiesNotObject, .properties, line, to: &body)
    case .identify:
      appendTraits(line, to: &body)
    case .page, .screen:
      appendPage(of: operation, line, to: &body)
    case .group:
      let problems = TextProblems(notText: .groupIDNotString, empty: .groupIDNotDefined)
      appendRequired(
        ",\"groupId\":\"", plan.groupID, .groupID, problems, operation, line, to: &body)
      appendTraits(line, to: &body)
    case .alias:
      let problems = TextProblems(notText: .previousIDNotString, empty: .previousIDNotDefined)
      appendRequired(
        ",\"previousId\":\"", plan.previousID, .previousID, problems, operation, line, to: &body)
    }
  }

  private mutating func appendTraits(_ line: Span<UInt8>, to body: inout [UInt8]) {
    _ = appendObject(",\"traits\":", plan.traits, .traitsNotObject, .traits, line, to: &body)
  }

  /// Appends name, category and properties. The category of a page goes to its properties too if they
  /// have none, as in Segment's JavaScript library
  /// (https://github.com/segmentio/analytics-next, `packages/core/src/events`).
  private mutating func appendPage(
    of operation: Operation, _ line: Span<UInt8>, to body: inout [UInt8]
  ) {
    let nameProblems = TextProblems(notText: .nameNotString, empty: .nameNotString)
    _ = appendText(",\"name\":\"", plan.name, .name, nameProblems, line, to: &body)
    let keyStart = body.count
    let categoryProblems = TextProblems(notText: .categoryNotString, empty: .categoryNotString)
    let categorised = appendText(
      ",\"category\":\"", plan.category, .category, categoryProblems, line, to: &body)
    let categoryEnd = body.count
    let object = appendObject(
      ",\"properties\":", plan.properties, .propertiesNotObject, .properties, line, to: &body)
    guard categorised, operation == .page else { return }
    let category = keyStart + 1..<categoryEnd
    switch object {
    case .none:
      body.append(",\"properties\":{")
      body.append(contentsOf: body[category])
      body.append(UInt8(ascii: "}"))
    case .lacksMember: ObjectEnd.addMember(Array(body[category]), to: &body)
    case .complete: break
    }
  }

  /// Appends the context; returns where in the body the name of this program stands, with the comma
  /// before it, or the whole context if it holds nothing else. Nil if the context has its own.
  mutating func appendContext(_ line: Span<UInt8>, to body: inout [UInt8]) -> Range<Int>? {
    let start = body.count
    switch appendObject(",\"context\":", plan.context, .contextNotObject, .context, line, to: &body)
    {
    case .none:
      body.append(",\"context\":{")
      body.append(contentsOf: ContextLibrary.member)
      body.append(UInt8(ascii: "}"))
      return start..<body.count
    case .lacksMember:
      let end = body.count - 1
      ObjectEnd.addMember(ContextLibrary.member, to: &body)
      return end..<body.count - 1
    case .complete: return nil
    }
  }
}
