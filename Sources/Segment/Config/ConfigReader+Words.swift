import YAML

// Parameters that are one word, the same for every event.
extension ConfigReader {
  mutating func readOutputTo() -> String {
    guard let node = values[.outputTo] else { return StepConfig.standardOutputTo }
    guard let template = readText(.outputTo) else { return "" }
    guard let constant = template.constant else {
      report(.wrongKind(.outputTo, expected: .string, found: "lookup"), at: node.mark)
      return ""
    }
    if constant.isEmpty { report(.empty(.outputTo), at: node.mark) }
    return String(decoding: constant, as: UTF8.self)
  }

  mutating func readRegion() -> Region? {
    guard let node = values[.region] else { return nil }
    guard let template = readText(.region) else { return nil }
    guard let constant = template.constant else {
      report(.wrongKind(.region, expected: .string, found: "lookup"), at: node.mark)
      return nil
    }
    let text = String(decoding: constant, as: UTF8.self)
    if let region = Region(rawValue: text) { return region }
    report(
      .notAWord(.region, value: text, words: Region.allCases.map(\.rawValue)), at: node.mark)
    return nil
  }
}
