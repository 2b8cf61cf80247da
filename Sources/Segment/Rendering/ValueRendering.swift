import JSON

/// What became of a parameter that must be an object.
enum ObjectOutcome {
  /// There is none: nothing was appended.
  case none
  /// It was appended and lacks the member that is added where there is none.
  case lacksMember
  /// It was appended and is complete; also after a problem.
  case complete
}

extension CallRenderer {
  /// Appends a value as JSON, by its instructions.
  private mutating func append(
    _ value: ValuePlan, _ line: Span<UInt8>, to body: inout ByteBuffer
  ) {
    var state = MemberState()
    for instruction in value.instructions {
      switch instruction {
      case .literal(let range):
        body.append(value.literals, state.literal(range))
      case .member(let name, let lookup):
        if let range = plainValue(of: lookup, line) {
          body.append(value.literals, state.literal(name), line, range)
        } else {
          state.name = name
          guard appendLookup(lookup, line, value, &state, to: &body) else { continue }
        }
      case .name(let name):
        state.name = name
        continue
      case .open(let bracket):
        state.beginValue(value, &body)
        body.append(bracket)
        state.needsComma = false
        continue
      case .close(let bracket):
        body.append(bracket)
      case .text(let index):
        state.beginValue(value, &body)
        body.append(UInt8(ascii: "\""))
        _ = append(value.texts[index], line, to: &body)
        body.append(UInt8(ascii: "\""))
      case .lookup(let lookup):
        guard appendLookup(lookup, line, value, &state, to: &body) else { continue }
      case .spread(let index):
        guard spread(value.spreads[index], line, to: &body) else { continue }
      }
      state.needsComma = true
    }
  }

  /// Appends a looked-up value; false if a member is left out for want of one.
  @inline(never)
  private mutating func appendLookup(
    _ lookup: Int, _ line: Span<UInt8>, _ value: ValuePlan, _ state: inout MemberState,
    to body: inout ByteBuffer
  ) -> Bool {
    switch find(lookup, line) {
    case .nothing:
      noteMissing(lookup)
      if state.name != nil {
        state.name = nil
        return false
      }
      state.beginValue(value, &body)
      body.append("null")
    case .inLine(let range):
      state.beginValue(value, &body)
      body.append(line, range)
    case .own(let found):
      state.beginValue(value, &body)
      body.append(found.span)
    // The call is refused.
    case .failed: return false
    }
    return true
  }

  /// Appends a field of the call that holds an object, if there is one.
  ///
  /// - Parameter key: the comma before the field, its name and the colon.
  mutating func appendObject(
    _ key: StaticString, _ plan: ObjectPlan?, _ problem: Problem.Code, _ name: ParameterName,
    _ line: Span<UInt8>, to body: inout ByteBuffer
  ) -> ObjectOutcome {
    guard let plan else { return .none }
    field = name
    switch plan.content {
    case .value(let value):
      body.append(key)
      let start = body.count
      append(value, line, to: &body)
      return hasOwnMember(plan, line, in: body, from: start) ? .complete : .lacksMember
    case .lookup(let lookup, let member):
      let object = LookedUpObject(
        lookup: lookup, member: member, added: plan.added, field: name, problem: problem)
      return append(object, key, line, to: &body)
    }
  }

  private mutating func hasOwnMember(
    _ plan: ObjectPlan, _ line: Span<UInt8>, in body: borrowing ByteBuffer, from start: Int
  ) -> Bool {
    switch plan.ownMember {
    case .ifWritten:
      plan.added.map { ObjectText.hasMember($0, in: Array(body.span.extracting(start...))) } ?? true
    case .always: true
    case .never: false
    case .ifFound(let lookup): if case .nothing = find(lookup, line) { false } else { true }
    }
  }

  private struct LookedUpObject {
    let lookup: Int
    let member: Int?
    let added: String?
    let field: ParameterName
    let problem: Problem.Code
  }

  private mutating func append(
    _ object: LookedUpObject, _ key: StaticString, _ line: Span<UInt8>, to body: inout ByteBuffer
  ) -> ObjectOutcome {
    let value: [UInt8]
    switch find(object.lookup, line) {
    case .inLine(let range) where line[range.lowerBound] == UInt8(ascii: "{"):
      body.append(key)
      body.append(line, range)
      if let member = object.member {
        return scanner.value(of: plan.places[member]) != nil ? .complete : .lacksMember
      }
      guard let added = object.added else { return .complete }
      return ObjectText.hasMember(added, in: Array(line.extracting(range)))
        ? .complete : .lacksMember
    case .inLine(let range): value = Array(line.extracting(range))
    case .own(let found): value = found
    case .nothing:
      noteMissing(object.lookup)
      return .none
    case .failed: return .complete
    }
    switch JSONKind(firstByte: value[0]) {
    case .null: return .none
    case .object: return appendObject(value, object, key, to: &body)
    case .string:
      let text = JSONString.text(of: value)
      guard ObjectText.isObject(text) else {
        return refuse(object, found: "text that is no JSON object")
      }
      let compact = JSONValidator.compacted(text.span)
      return appendObject(compact, object, key, to: &body)
    case let kind: return refuse(object, found: kind.phrase)
    }
  }

  private mutating func refuse(_ object: LookedUpObject, found: String) -> ObjectOutcome {
    let field = object.field.rawValue
    report(object.problem, field, "\(field) must be an object, found \(found)")
    return .complete
  }

  private func appendObject(
    _ value: [UInt8], _ object: LookedUpObject, _ key: StaticString, to body: inout ByteBuffer
  ) -> ObjectOutcome {
    body.append(key)
    body.append(value.span)
    guard let added = object.added else { return .complete }
    return ObjectText.hasMember(added, in: value) ? .complete : .lacksMember
  }
}

/// Where the writing of a value stands: what must precede the next member or element.
private struct MemberState {
  var needsComma = false
  /// The name of the member whose value comes next, among the literals of the plan.
  var name: Range<Int>?

  mutating func beginValue(_ value: ValuePlan, _ body: inout ByteBuffer) {
    if let name {
      body.append(value.literals, literal(name))
      self.name = nil
    } else if needsComma {
      body.append(UInt8(ascii: ","))
    }
  }

  /// A literal of the plan, with the comma that stands before it there if one is needed.
  @inline(__always)
  func literal(_ range: Range<Int>) -> Range<Int> {
    needsComma ? range.lowerBound - 1..<range.upperBound : range
  }
}

/// The end of an object that is the last thing in a buffer.
enum ObjectEnd {
  /// Adds a member, name and value, to the object that ends the buffer.
  static func addMember(_ member: [UInt8], to body: inout ByteBuffer) {
    body.removeLast()
    var last = body.count - 1
    while body[last].isJSONWhitespace { last -= 1 }
    let isEmpty = body[last] == UInt8(ascii: "{")
    if !isEmpty { body.append(UInt8(ascii: ",")) }
    body.append(member.span)
    body.append(UInt8(ascii: "}"))
  }
}
