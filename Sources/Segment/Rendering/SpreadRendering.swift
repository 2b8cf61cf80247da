import JSON

// Members of looked-up objects within an object of the config.
extension CallRenderer {
  /// Appends the members of a looked-up object that no other replaces, behind the opening brace.
  ///
  /// - Returns: false if there are none.
  @inline(never)
  mutating func spread(
    _ spread: ValuePlan.Spread, _ line: Span<UInt8>, to body: inout ByteBuffer
  ) -> Bool {
    guard let object = object(of: spread.lookup, line) else { return false }
    var replaced: [[UInt8]] = []
    for member in spread.replaced {
      if let lookup = member.lookup, case .nothing = find(lookup, line) { continue }
      replaced.append(member.name)
    }
    let start = body.count
    MemberRemoval.append(object.span, without: replaced, to: &body)
    for index in start..<body.count where !body[index].isJSONWhitespace { return true }
    body.removeLast(body.count - start)
    return false
  }

  /// The object that a lookup finds, or that text holds which it finds; nil for none.
  private mutating func object(of lookup: Int, _ line: Span<UInt8>) -> [UInt8]? {
    let value: [UInt8]
    switch find(lookup, line) {
    case .nothing:
      noteMissing(lookup)
      return nil
    case .failed: return nil
    case .inLine(let range): value = Array(line.extracting(range))
    case .own(let found): value = found
    }
    switch JSONKind(firstByte: value[0]) {
    case .object: return value
    case .null: return nil
    case .string:
      let text = JSONString.text(of: value)
      if ObjectText.isObject(text) {
        let compact = JSONValidator.compacted(text.span)
        return compact
      }
      return refuse(lookup, found: "text that is no JSON object")
    case let kind: return refuse(lookup, found: kind.phrase)
    }
  }

  private mutating func refuse(_ lookup: Int, found: String) -> [UInt8]? {
    let code: Problem.Code =
      switch field {
      case .traits: .traitsNotObject
      case .context: .contextNotObject
      case .integrations: .integrationsNotObject
      default: .propertiesNotObject
      }
    report(
      code, field.rawValue,
      "\(field.rawValue): ${\(plan.lookups.names[lookup])} must be an object to be spread, "
        + "found \(found)")
    return nil
  }
}
