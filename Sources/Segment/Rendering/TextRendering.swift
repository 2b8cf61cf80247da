import JSON

/// What a text parameter came to for an event.
enum TextOutcome {
  /// Its single lookup found nothing, or null.
  case absent
  /// Its single lookup found an object or array.
  case notText
  /// Text was appended, maybe none.
  case text
  /// Something is wrong that is reported already.
  case failed
}

/// The codes of what may be wrong with a text parameter.
struct TextProblems {
  let notText: Problem.Code
  let empty: Problem.Code
}

extension CallRenderer {
  /// Appends a text parameter as the inside of a JSON string.
  mutating func append(
    _ plan: TextPlan, _ line: Span<UInt8>, to output: inout ByteBuffer
  ) -> TextOutcome {
    if let lookup = plan.onlyLookup { return appendOnly(lookup, plan.use, line, to: &output) }
    for part in plan.parts {
      switch part {
      case .literal(let range): output.append(plan.literals, range)
      case .lookup(let lookup): appendInText(lookup, plan.use, line, to: &output)
      }
    }
    return .text
  }

  /// Appends the value of a lookup that is the whole text.
  private mutating func appendOnly(
    _ lookup: Int, _ use: TextPlan.Use, _ line: Span<UInt8>, to output: inout ByteBuffer
  ) -> TextOutcome {
    if let range = plainValue(of: lookup, line, emptyIsNothing: use != .value) {
      return Self.appendScalar(line, range, to: &output)
    }
    return appendOther(lookup, use, line, to: &output)
  }

  /// The same for a value that is not simply what stands at a path.
  @inline(never)
  private mutating func appendOther(
    _ lookup: Int, _ use: TextPlan.Use, _ line: Span<UInt8>, to output: inout ByteBuffer
  ) -> TextOutcome {
    switch find(lookup, line, emptyIsNothing: use != .value) {
    case .nothing:
      noteMissing(lookup)
      return .absent
    case .inLine(let range): return Self.appendScalar(line, range, to: &output)
    case .own(let value): return Self.appendScalar(value.span, value.indices, to: &output)
    case .failed: return .failed
    }
  }

  private static func appendScalar(
    _ text: Span<UInt8>, _ range: Range<Int>, to output: inout ByteBuffer
  ) -> TextOutcome {
    switch JSONKind(firstByte: text[range.lowerBound]) {
    case .string:
      output.append(text, range.lowerBound + 1..<range.upperBound - 1)
      return .text
    case .number, .boolean:
      output.append(text, range)
      return .text
    case .null: return .absent
    case .object, .array: return .notText
    }
  }

  /// Appends the value of a lookup that stands in longer text.
  private mutating func appendInText(
    _ lookup: Int, _ use: TextPlan.Use, _ line: Span<UInt8>, to output: inout ByteBuffer
  ) {
    switch find(lookup, line, emptyIsNothing: use != .value) {
    case .nothing: noteMissing(lookup, always: use == .id)
    case .inLine(let range) where JSONKind(firstByte: line[range.lowerBound]) == .null:
      noteMissing(lookup, isNull: true, always: use == .id)
    case .inLine(let range): appendInText(line, range, to: &output)
    case .own(let value): appendInText(value.span, value.indices, to: &output)
    case .failed: break
    }
  }

  private mutating func appendInText(
    _ text: Span<UInt8>, _ range: Range<Int>, to output: inout ByteBuffer
  ) {
    guard Self.appendScalar(text, range, to: &output) == .notText else { return }
    scratch.removeAll()
    JSONValidator.compact(text.extracting(range), into: &scratch)
    JSONString.escape(scratch.span, into: &output)
  }

  /// Appends a field of the call that holds text, if there is one.
  ///
  /// - Parameter key: the comma before the field, its name, the colon and the opening quote.
  /// - Returns: false if there is none. A wrong one is reported and counts.
  mutating func appendText(
    _ key: StaticString, _ plan: TextPlan?, _ name: ParameterName, _ problems: TextProblems,
    _ line: Span<UInt8>, to body: inout ByteBuffer
  ) -> Bool {
    guard let plan else { return false }
    field = name
    let start = body.count
    body.append(key)
    let textStart = body.count
    switch append(plan, line, to: &body) {
    case .absent:
      body.removeLast(body.count - start)
      return false
    case .notText:
      report(
        problems.notText, name.rawValue, "\(name.rawValue) must be text, not an object or array")
    case .text where body.count == textStart:
      report(problems.empty, name.rawValue, "\(name.rawValue) is empty")
    case .text, .failed: break
    }
    body.append(UInt8(ascii: "\""))
    return true
  }

  /// Appends a field that the operation cannot do without.
  mutating func appendRequired(
    _ key: StaticString, _ plan: TextPlan?, _ name: ParameterName, _ problems: TextProblems,
    _ operation: Operation, _ line: Span<UInt8>, to body: inout ByteBuffer
  ) {
    if !appendText(key, plan, name, problems, line, to: &body) {
      report(problems.empty, name.rawValue, "\(operation.rawValue) needs \(name.phrase)")
    }
  }
}

extension ParameterName {
  /// The parameter as a sentence has it: `an event name`, `a group_id`.
  fileprivate var phrase: String { self == .event ? "an event name" : "a \(rawValue)" }
}
