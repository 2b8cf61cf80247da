import Pipeline

/// The headers that the user gives, those in files read.
enum RequestHeaders {
  /// Reads them, in the order given. As with curl, several of one name are all sent.
  static func read(_ settings: Settings) throws(Diagnostics) -> [Service.Header] {
    var headers: [Service.Header] = []
    for source in settings.headers {
      switch source {
      case .line(let header): headers.append(header)
      case .file(let path): headers += try read(path)
      }
    }
    try checkAuthorization(headers, settings)
    return headers
  }

  private static func read(_ path: String) throws(Diagnostics) -> [Service.Header] {
    let text = try FileText.read(path, of: .header)
    var headers: [Service.Header] = []
    var faults: [Diagnostic] = []
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      let line = String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
      if line.allSatisfy(\.isWhitespace) { continue }
      do throws(HeaderLine.Fault) {
        headers.append(try HeaderLine.read(line, isFromFile: true))
      } catch {
        let place = "\(FlagID.header.spelling): \(path), line \(index + 1)"
        faults.append(Diagnostic("\(place): \(UsageWording.words(error))"))
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    return headers
  }

  private static func checkAuthorization(
    _ headers: [Service.Header], _ settings: Settings
  ) throws(Diagnostics) {
    guard settings.tokenFile != nil,
      headers.contains(where: { $0.name.lowercased() == "authorization" })
    else { return }
    let message =
      "\(FlagID.header.spelling) names Authorization, and so does \(FlagID.tokenFile.spelling)"
    throw Diagnostics([Diagnostic(message, hint: "give only one of them")])
  }
}
