import JSON

/// What a lookup found.
enum Found {
  /// Nothing; in text also null.
  case nothing
  /// The JSON value at this range of the line.
  case inLine(Range<Int>)
  /// This JSON value.
  case own([UInt8])
  /// A value that a function cannot be applied to, which is reported.
  case failed
}

// Lookups: the one way to a value.
extension CallRenderer {
  /// The value of a lookup, if it is simply what stands at its path.
  ///
  /// - Parameter emptyIsNothing: whether empty text counts as nothing.
  /// - Returns: nil if it is something else, or nothing; `find` tells.
  @inline(__always)
  func plainValue(
    of lookup: Int, _ line: Span<UInt8>, emptyIsNothing: Bool = false
  ) -> Range<Int>? {
    let place = plan.lookups.places[lookup]
    guard let path = place.path, let range = scanner.value(of: path),
      !place.hasFallback || line[range.lowerBound] != UInt8(ascii: "n"),
      !emptyIsNothing || range.count != 2 || line[range.lowerBound] != UInt8(ascii: "\"")
    else { return nil }
    return range
  }

  /// Performs a lookup.
  ///
  /// - Parameter emptyIsNothing: whether empty text counts as nothing.
  mutating func find(
    _ lookup: Int, _ line: Span<UInt8>, emptyIsNothing: Bool = false
  ) -> Found {
    if plan.lookups.places[lookup].path == nil { return follow(lookup, line, emptyIsNothing) }
    return plainValue(of: lookup, line, emptyIsNothing: emptyIsNothing).map { .inLine($0) }
      ?? fallback(of: lookup)
  }

  private func fallback(of lookup: Int) -> Found {
    plan.lookups.places[lookup].hasFallback ? .own(plan.lookups.fallbacks[lookup]) : .nothing
  }

  /// Performs a lookup that is more than a path.
  @inline(never)
  private mutating func follow(
    _ lookup: Int, _ line: Span<UInt8>, _ emptyIsNothing: Bool
  ) -> Found {
    guard let chain = plan.lookups.chains[lookup] else {
      preconditionFailure("a lookup without a path has a chain")
    }
    for source in chain.sources {
      let found = value(of: source, line)
      guard isSomething(found, line, emptyIsNothing) else { continue }
      if chain.functions.isEmpty { return found }
      let result = apply(chain.functions, to: found, lookup, line)
      return isSomething(result, line, emptyIsNothing) ? result : fallback(of: lookup)
    }
    return fallback(of: lookup)
  }

  private func value(of source: LookupTable.Chain.Source, _ line: Span<UInt8>) -> Found {
    switch source {
    case .path(let path): return scanner.value(of: path).map { .inLine($0) } ?? .nothing
    case .lineNumber:
      return .own(Array("\(lineNumber)".utf8))
    case .constant(let value): return .own(value)
    case .event(let path):
      guard let range = scanner.value(of: path) else { return .nothing }
      guard scanner.value(of: plan.places[plan.earlierResult.value]) != nil else {
        return .inLine(range)
      }
      var event = ByteBuffer()
      event.append(UInt8(ascii: "{"))
      MemberRemoval.append(line.extracting(range), without: [plan.outputTo], to: &event)
      event.append(UInt8(ascii: "}"))
      return .own(Array(event))
    }
  }

  private func isSomething(_ found: Found, _ line: Span<UInt8>, _ emptyIsNothing: Bool) -> Bool {
    let (first, count): (UInt8, Int)
    switch found {
    case .nothing: return false
    case .failed: return true
    case .inLine(let range): (first, count) = (line[range.lowerBound], range.count)
    case .own(let value): (first, count) = (value[0], value.count)
    }
    if first == UInt8(ascii: "n") { return false }
    return !emptyIsNothing || count != 2 || first != UInt8(ascii: "\"")
  }

  private mutating func apply(
    _ chain: [TemplateFunction], to found: Found, _ lookup: Int, _ line: Span<UInt8>
  ) -> Found {
    do throws(FunctionRunner.Failure) {
      switch found {
      case .inLine(let range):
        return try functions.run(chain, on: line.extracting(range)).map { .own($0) } ?? .nothing
      case .own(let value):
        return try functions.run(chain, on: value.span).map { .own($0) } ?? .nothing
      case .nothing, .failed: return found
      }
    } catch {
      report(
        .functionNotApplicable, field.rawValue,
        "\(field.rawValue): ${\(plan.lookups.names[lookup])}: "
          + "\(error.function.rawValue) takes \(error.reason)")
      return .failed
    }
  }
}
