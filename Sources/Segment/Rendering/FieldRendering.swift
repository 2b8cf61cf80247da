import JSON

// The fields of a call, each appended with the comma before it.
extension CallRenderer {
  mutating func operation(of line: Span<UInt8>) -> Operation? {
    switch plan.operation {
    case .fixed(let operation): return operation
    case .text(let plan):
      var text = ByteBuffer()
      field = .operation
      switch append(plan, line, to: &text) {
      case .text, .failed: break
      case .absent: report(.unknownOperation, "operation", "the event names no operation")
      case .notText: report(.unknownOperation, "operation", "operation must be text")
      }
      guard problems.isEmpty else { return nil }
      let word = String(decoding: JSONString.text(ofInside: text.span), as: UTF8.self)
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
    _ line: Span<UInt8>, to body: inout ByteBuffer
  ) -> Range<Int> {
    body.append("\"messageId\":\"")
    let start = body.count
    switch plan.messageID {
    case .random: break
    // Of its length; the call is not rendered yet.
    case .ofCall:
      MessageIDSource.appendPlace(to: &body)
    case .text(let plan):
      field = .messageID
      switch append(plan, line, to: &body) {
      case .text, .absent, .failed: break
      case .notText: report(.messageIDNotString, "message_id", "message_id must be text")
      }
    }
    if body.count == start, options.skipsDelivered { appendEarlierMessageID(line, to: &body) }
    // Whichever it is.
    checkLength(body.span.extracting(start...))
    if body.count == start { messageIDs.append(to: &body) }
    let range = start..<body.count
    body.append(UInt8(ascii: "\""))
    return range
  }

  /// Appends the message id of an earlier attempt, by which Segment knows that this is the same call.
  private func appendEarlierMessageID(_ line: Span<UInt8>, to body: inout ByteBuffer) {
    guard let range = scanner.value(of: plan.places[plan.earlierResult.messageID]),
      line[range.lowerBound] == UInt8(ascii: "\""), range.count > 2
    else { return }
    body.append(line, range.lowerBound + 1..<range.upperBound - 1)
  }

  private mutating func checkLength(_ messageID: Span<UInt8>) {
    // The literal has at least as many bytes as the text has characters.
    guard messageID.count > CallLimits.messageIDCharacters else { return }
    scratch.removeAll()
    JSONString.unescape(messageID, into: &scratch)
    let characters = Array(scratch).count { $0 & 0xC0 != 0x80 }
    if characters > CallLimits.messageIDCharacters {
      report(
        .messageIDTooLong, "message_id",
        "message_id has \(characters) characters, at most \(CallLimits.messageIDCharacters) are "
          + "taken")
    }
  }

  /// Appends the timestamp; returns where it stands if it is the time of reading.
  mutating func appendTimestamp(
    _ line: Span<UInt8>, at time: WallTime, to body: inout ByteBuffer
  ) -> Range<Int>? {
    body.append(",\"timestamp\":\"")
    defer { body.append(UInt8(ascii: "\"")) }
    guard let plan = plan.timestamp else { return appendReadTime(line, time, to: &body) }
    field = .timestamp
    if let lookup = plan.onlyLookup, let range = plainValue(of: lookup, line) {
      // No text with an escape in it is a timestamp as it stands.
      let inside = line[range.lowerBound] == UInt8(ascii: "\"") ? 1 : 0
      let text = line.extracting(range.lowerBound + inside..<range.upperBound - inside)
      if TimestampText.append(text, &eventTime, to: &body) { return nil }
    }
    let (outcome, text) = timestampText(plan, line)
    switch outcome {
    case .absent: return appendReadTime(line, time, to: &body)
    case .text where text.isEmpty: return appendReadTime(line, time, to: &body)
    case .text where TimestampText.append(text.span, &eventTime, to: &body): break
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

  /// The text that is to be the timestamp.
  private mutating func timestampText(
    _ plan: TextPlan, _ line: Span<UInt8>
  ) -> (TextOutcome, [UInt8]) {
    var literal = ByteBuffer()
    let outcome = append(plan, line, to: &literal)
    return (outcome, JSONString.text(ofInside: literal.span))
  }

  /// Appends the time of reading, or that of the earlier attempt whose result the line carries.
  private mutating func appendReadTime(
    _ line: Span<UInt8>, _ time: WallTime, to body: inout ByteBuffer
  ) -> Range<Int> {
    let start = body.count
    if options.skipsDelivered,
      let range = scanner.value(of: plan.places[plan.earlierResult.timestamp]),
      line[range.lowerBound] == UInt8(ascii: "\""), range.count > 2
    {
      let earlier = line.extracting(range.lowerBound + 1..<range.upperBound - 1)
      if TimestampText.append(earlier, &eventTime, to: &body) { return start..<body.count }
    }
    readTime.append(time, to: &body)
    return start..<body.count
  }

  mutating func appendIDs(
    _ operation: Operation?, _ line: Span<UInt8>, to body: inout ByteBuffer
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
    to body: inout ByteBuffer
  ) -> Bool {
    let problems = TextProblems(notText: .idNotString, empty: .idNotString)
    return appendText(key, plan, name, problems, line, to: &body)
  }

  mutating func appendFields(
    of operation: Operation, _ line: Span<UInt8>, to body: inout ByteBuffer
  ) {
    switch operation {
    case .track:
      let problems = TextProblems(notText: .eventNotString, empty: .eventNotDefined)
      let start = body.count
      appendRequired(",\"event\":\"", plan.event, .event, problems, operation, line, to: &body)
      isConsent = ConsentCheck.concerns(body.span.extracting(start...))
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

  private mutating func appendTraits(_ line: Span<UInt8>, to body: inout ByteBuffer) {
    _ = appendObject(",\"traits\":", plan.traits, .traitsNotObject, .traits, line, to: &body)
  }

  /// Appends name, category and properties. The category of a page goes to its properties too if they
  /// have none, as in Segment's JavaScript library
  /// (https://github.com/segmentio/analytics-next, `packages/core/src/events`).
  private mutating func appendPage(
    of operation: Operation, _ line: Span<UInt8>, to body: inout ByteBuffer
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
      body.appendAgain(category)
      body.append(UInt8(ascii: "}"))
    case .lacksMember: ObjectEnd.addMember(Array(body.span.extracting(category)), to: &body)
    case .complete: break
    }
  }

  /// Appends the context; returns where in the body the name of this program stands, with the comma
  /// before it, or the whole context if it holds nothing else. Nil if the context has its own.
  mutating func appendContext(_ line: Span<UInt8>, to body: inout ByteBuffer) -> Range<Int>? {
    let start = body.count
    switch appendObject(",\"context\":", plan.context, .contextNotObject, .context, line, to: &body)
    {
    case .none:
      body.append(",\"context\":{")
      let member = ContextLibrary.member
      body.append(member.span)
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
