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
    _ value: ValuePlan, _ line: Span<UInt8>, to body: inout [UInt8]
  ) {
    var state = MemberState()
    for instruction in value.instructions {
      switch instruction {
      case .literal(let range):
        state.beginValue(value, &body)
        body.append(value.literals.span, range)
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
  private mutating func appendLookup(
    _ lookup: Int, _ line: Span<UInt8>, _ value: ValuePlan, _ state: inout MemberState,
    to body: inout [UInt8]
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
      body.append(contentsOf: found)
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
    _ line: Span<UInt8>, to body: inout [UInt8]
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
    _ plan: ObjectPlan, _ line: Span<UInt8>, in body: [UInt8], from start: Int
  ) -> Bool {
    switch plan.ownMember {
    case .ifWritten: plan.added.map { ObjectText.hasMember($0, in: Array(body[start...])) } ?? true
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
    _ object: LookedUpObject, _ key: StaticString, _ line: Span<UInt8>, to body: inout [UInt8]
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
      return ObjectText.hasMember(added, in: Array(line, range)) ? .complete : .lacksMember
    case .inLine(let range): value = Array(line, range)
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
      var text: [UInt8] = []
      JSONString.unescape(value[1..<value.count - 1].span, into: &text)
      guard ObjectText.isObject(text) else {
        return refuse(object, found: "text that is no JSON object")
      }
      var compact: [UInt8] = []
      JSONValidator.compact(text.span, into: &compact)
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
    _ value: [UInt8], _ object: LookedUpObject, _ key: StaticString, to body: inout [UInt8]
  ) -> ObjectOutcome {
    body.append(key)
    body.append(contentsOf: value)
    guard let added = object.added else { return .complete }
    return ObjectText.hasMember(added, in: value) ? .complete : .lacksMember
  }
}

/// Where the writing of a value stands: what must precede the next member or element.
private struct MemberState {
  var needsComma = false
  /// The name of the member whose value comes next, among the literals of the plan.
  var name: Range<Int>?

  @inline(__always)
  mutating func beginValue(_ value: ValuePlan, _ body: inout [UInt8]) {
    if needsComma { body.append(UInt8(ascii: ",")) }
    if let name {
      body.append(value.literals.span, name)
      self.name = nil
    }
  }
}

/// The end of an object that is the last thing in a buffer.
enum ObjectEnd {
  /// Adds a member, name and value, to the object that ends the buffer.
  static func addMember(_ member: [UInt8], to body: inout [UInt8]) {
    body.removeLast()
    let isEmpty = body.last { !$0.isJSONWhitespace } == UInt8(ascii: "{")
    if !isEmpty { body.append(UInt8(ascii: ",")) }
    body.append(contentsOf: member)
    body.append(UInt8(ascii: "}"))
  }
}
