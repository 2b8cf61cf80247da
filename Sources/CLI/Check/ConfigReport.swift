import Segment

/// The words for what was understood of a step config.
struct ConfigReport {
  private let config: StepConfig
  private let settings: Settings

  init(_ config: StepConfig, _ settings: Settings) {
    self.config = config
    self.settings = settings
  }

  /// The report: where calls go, then a line for each parameter.
  var text: String {
    let delivery = config.delivery
    var rows = [["write_key", writeKey]]
    for parameter in config.callParameters { rows += self.rows(parameter) }
    rows.append([ParameterName.outputTo.rawValue, config.outputTo])
    rows.append([ParameterName.timeout.rawValue, "\(delivery.timeoutSeconds) s"])
    rows.append([ParameterName.retries.rawValue, "\(delivery.retries)"])
    rows.append([ParameterName.backoffSeconds.rawValue, seconds(delivery.backoffSeconds)])
    if let maximum = delivery.backoffMaxSeconds {
      rows.append([ParameterName.backoffMaxSeconds.rawValue, seconds(maximum)])
    }
    if delivery.retryPropagate { rows.append([ParameterName.retryPropagate.rawValue, "true"]) }
    var lines = [destination] + Columns.aligned(rows)
    if countsLines {
      lines.append(
        "message_id: numbers of lines are the same in each process that reads another part of the "
          + "input; ${call:uuid} is not")
    }
    if !config.otherSteps.isEmpty {
      let steps = config.otherSteps.map { "\($0.number) (\($0.type ?? "no step"))" }
      lines.append("steps that are not run: \(steps.joined(separator: ", "))")
    }
    lines += config.doubts.map(DoubtWording.text)
    return lines.map { Diagnostic.printable($0) + "\n" }.joined()
  }

  /// Whether message ids are made of numbers of lines.
  private var countsLines: Bool {
    let parameter = config.callParameters.first { $0.name == .messageID }
    return parameter?.lookups.contains { $0.sources.contains(.inputLine) } ?? false
  }

  private var destination: String {
    let calls = config.fixedOperation.map { "\($0.rawValue) calls" } ?? "calls"
    let batch = settings.run.batchEvents.map { ", up to \($0) events in one," } ?? ""
    return "\(calls)\(batch) to \(server)\(proxy)"
  }

  private var server: String {
    if settings.sandbox != nil { return "a stand-in for Segment in this process" }
    return settings.endpoint?.text ?? (settings.region ?? config.region ?? .us).baseURL
  }

  /// The proxy, without the password that may stand in it.
  private var proxy: String {
    guard let proxy = settings.proxy else { return "" }
    if proxy.isEmpty { return ", through no proxy" }
    guard let sign = proxy.lastIndex(of: "@") else { return ", through \(proxy)" }
    let start = proxy.firstRange(of: "://")?.upperBound ?? proxy.startIndex
    return ", through \(start <= sign ? proxy[..<start] : "")***\(proxy[sign...])"
  }

  private var writeKey: String {
    switch config.writeKeySource {
    case .config: "*** from the config"
    case .variable(let name): "*** from the environment variable \(name)"
    case .file(let path): "*** from the file \(path)"
    case .fallback: "none, and none is needed"
    }
  }

  /// A row for the parameter, and for an object one for each value in it.
  private func rows(_ parameter: CallParameter) -> [[String]] {
    [[parameter.name.rawValue, words(parameter)]]
      + parameter.members.map { member in
        ["  \(PathText.text(member.path))", words(member.value)]
      }
  }

  private func words(_ parameter: CallParameter) -> String {
    guard !parameter.isSent(in: config.fixedOperation) else { return words(parameter.value) }
    return words(parameter.value) + " (not sent)"
  }

  private func words(_ value: CallParameter.Value) -> String {
    switch value {
    case .fixedText(let text): text.map { "'\(shortened($0))'" } ?? "text of a variable or a file"
    case .fixedJSON(let json): shortened(json)
    case .fixedObject: "fixed object"
    case .lookup(let lookup): words(lookup)
    case .text(let lookups): "text with \(count(lookups))"
    case .object(let lookups): "object with \(count(lookups))"
    }
  }

  private func words(_ lookup: Template.Lookup) -> String {
    let place =
      switch (lookup.sources[0], lookup.sources.count, lookup.functions.isEmpty) {
      case (.inputLine, 1, true): "number of the input line"
      case (.callUUID, _, _): "a UUID made of the call"
      case (.event([]), 1, true): "the whole event"
      default: "event lookup \(lookup.name)"
      }
    let fallback = lookup.fallback.map { ", default \(String(decoding: $0, as: UTF8.self))" }
    return place + (fallback ?? "")
  }

  /// The first characters of a long text.
  private func shortened(_ text: String) -> String {
    text.count <= Self.shownCharacters ? text : text.prefix(Self.shownCharacters) + "..."
  }

  private static let shownCharacters = 60

  private func count(_ lookups: [Template.Lookup]) -> String {
    "\(lookups.count) \(lookups.count == 1 ? "lookup" : "lookups")"
  }

  private func seconds(_ value: Double) -> String {
    "\(Int(exactly: value).map { "\($0)" } ?? "\(value)") s"
  }
}
