import JSON
import Segment
import YAML

// A config is read or refused, its mistakes with places inside of it; JSON is read as YAML is.

private func surroundings() -> Surroundings {
  Surroundings(
    variable: { $0 == "NAME" ? "name" : nil },
    file: { _ throws(Surroundings.Unreadable) in Array("text\n".utf8) })
}

/// The entry that libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzConfig(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = input(start, count)
  let lines = text.count { $0 == 0x0A || $0 == 0x0D } + 1
  do throws(YAMLError) {
    read(try Document.parse(text), lines)
  } catch {
    check(error.mark, lines, text.count)
  }
  checkJSON(text)
  return 0
}

private func read(_ document: Node, _ lines: Int) {
  for fallback in [nil, "fallback-key"] {
    var reader = ConfigReader(surroundings: surroundings(), fallbackWriteKey: fallback)
    do throws(ConfigErrors) {
      let config = try reader.read(document)
      require(!config.outputTo.isEmpty, "output_to is empty")
      require(!config.writeKey.isEmpty, "write_key is empty")
      require(
        DeliveryPolicy.Limits.timeoutSeconds ~= config.delivery.timeoutSeconds
          && DeliveryPolicy.Limits.retries ~= config.delivery.retries
          && 0...DeliveryPolicy.Limits.backoffSeconds ~= config.delivery.backoffSeconds,
        "out of range: \(config.delivery)")
      _ = CallPlan(config)
    } catch {
      require(!error.errors.isEmpty, "refused without mistake")
      for mistake in error.errors { check(mistake.mark, lines, .max) }
    }
  }
}

private func check(_ mark: Mark, _ lines: Int, _ bytes: Int) {
  require(1...lines + 1 ~= mark.line, "line \(mark.line) of \(lines)")
  require(mark.column >= 1 && mark.column - 2 < bytes, "column \(mark.column)")
}

/// JSON is not refused as bad YAML, but for long keys and lone surrogates, which libyaml refuses.
private func checkJSON(_ text: [UInt8]) {
  guard text.count < 1024, JSONValidator.firstError(in: text.span) == nil,
    !String(decoding: text, as: UTF8.self).lowercased().contains("\\ud")
  else { return }
  let compact = JSONValidator.compacted(text.span)
  do throws(YAMLError) {
    _ = try Document.parse(compact)
  } catch {
    switch error.reason {
    case .controlCharacter, .duplicateKey, .mergeNotAMapping, .tooDeep, .tooManyNodes: break
    default: require(false, "JSON, but not YAML: \(error)")
    }
  }
}
