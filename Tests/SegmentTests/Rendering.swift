import JSON
import YAML

@testable import Segment

/// Read time of every event in these tests; `masked` shows it as `<now>`.
let now = WallTime(milliseconds: 1_709_210_096_789)

/// What a configuration and an event come to.
enum Rendered: Equatable {
  /// The body of a call.
  case call(Operation, String)
  /// The result of an event or line of which no call is made.
  case refused(Refusal.Kind, String)
  case unchanged

  /// The body or the result; nil if the line stays as it is.
  var text: String? {
    switch self {
    case .call(_, let text), .refused(_, let text): text
    case .unchanged: nil
    }
  }
}

/// Surroundings with these variables and files and no others.
func surroundings(
  _ variables: [String: String] = [:], files: [String: [UInt8]] = [:]
) -> Surroundings {
  Surroundings(
    variable: { variables[$0] },
    file: { path throws(Surroundings.Unreadable) in
      guard let bytes = files[path] else {
        throw Surroundings.Unreadable(reason: "No such file or directory")
      }
      return bytes
    })
}

/// Renders one event and masks what differs from run to run.
///
/// - Parameters:
///   - config: the step config as YAML; `write_key` may be left out.
///   - event: the input line.
func render(
  config: String, event: String, number: Int = 1, strict: Bool = false, retryFailed: Bool = false,
  variables: [String: String] = [:]
) throws -> Rendered {
  try render(
    config: config, event: Array(event.utf8), number: number, strict: strict,
    retryFailed: retryFailed, variables: variables)
}

/// Renders one line of bytes, which need not be UTF-8.
func render(
  config: String, event: [UInt8], number: Int = 1, strict: Bool = false, retryFailed: Bool = false,
  variables: [String: String] = [:]
) throws -> Rendered {
  var reader = ConfigReader(surroundings: surroundings(variables), fallbackWriteKey: "key")
  let plan = CallPlan(try reader.read(try Document.parse(Array(config.utf8))))
  var options = CallRenderer.Options()
  options.strict = strict
  options.skipsDelivered = retryFailed
  var renderer = CallRenderer(plan, options: options)
  var body = ByteBuffer()
  switch renderer.render(ByteBuffer(event), number: number, at: now, into: &body).content {
  case .call(let call):
    return .call(
      call.operation,
      masked(Array(body), generatedID: config.contains("message_id:") ? nil : call.messageID))
  case .refused(let refusal):
    var result = ByteBuffer()
    ResultShape(server: "Segment").append(refusal, line: event.span, to: &result)
    return .refused(refusal.kind, String(result))
  case .unchanged:
    return .unchanged
  }
}

/// Replaces a generated message id by `<id>`, the read time by `<now>` and the member that names
/// this program by `<library>`.
private func masked(_ body: [UInt8], generatedID: Range<Int>?) -> String {
  var bytes = body
  if let generatedID { bytes.replaceSubrange(generatedID, with: "<id>".utf8) }
  return String(decoding: bytes, as: UTF8.self)
    .replacing("2024-02-29T12:34:56.789Z", with: "<now>")
    .replacing(String(decoding: ContextLibrary.member, as: UTF8.self), with: "<library>")
}

/// The masked body of a call whose fields between `timestamp` and `context` are these.
func body(_ fields: String, context: String = "<library>") -> String {
  let start = #"{"messageId":"<id>","timestamp":"<now>","#
  return start + fields + #","context":{"# + context + #"},"sentAt":"<now>"}"#
}

/// The problem codes and fields in the result of a refused event, in order: `code field`.
func problems(_ rendered: Rendered) -> [String] {
  guard case .refused(_, let text) = rendered else { return [] }
  return text.split(separator: #"{"code":""#).dropFirst().compactMap { problem in
    guard let match = problem.firstMatch(of: /^([a-z_]+)","field":"([^"]*)"/) else { return nil }
    return "\(match.1) \(match.2)"
  }
}

/// The text of a template part list, for short expectations: lookups as `<source|fallback>`.
func flat(_ template: Template) -> String {
  template.parts.map { part in
    switch part {
    case .text(let text): return String(decoding: text, as: UTF8.self)
    case .lookup(let lookup):
      let fallback = lookup.fallback.map { "|" + String(decoding: $0, as: UTF8.self) } ?? ""
      let functions = lookup.functions.map { ":" + $0.rawValue }.joined()
      return "<" + lookup.sources.map(flat).joined(separator: "//") + functions + fallback + ">"
    }
  }.joined()
}

private func flat(_ source: Template.Lookup.Source) -> String {
  switch source {
  case .inputLine: return "#line"
  case .callUUID: return "#uuid"
  case .constant(let value): return "=" + String(decoding: value, as: UTF8.self)
  case .event(let path):
    return path.map { step in
      switch step {
      case .member(let name): "/" + String(decoding: name, as: UTF8.self)
      case .element(let index): "[\(index)]"
      case .either(_, let index): "/\(index)?"
      }
    }.joined()
  }
}
