/// Checks raw options one by one, then against each other, and notes everything that is wrong.
struct SettingsReader {
  private var draft: SettingsDraft

  /// Hold only if there are no errors.
  var settings: Settings { draft.settings }
  /// Everything that is wrong.
  var errors: [UsageError] { draft.errors }

  /// Reads every option.
  init(_ raw: RawOptions) {
    draft = SettingsDraft(raw)
    for flag in FlagTable.all {
      if let typed = raw[flag.id] { flag.reading.read(&draft, typed) }
    }
    checkEndpoint()
    checkConflict(.config, .inline)
    checkConflict(.endpoint, .sandbox)
    checkConflict(.proxy, .sandbox)
    checkConflict(.resume, .unordered)
    checkConflict(.quiet, .verbose)
    checkNeed(.checkEvents, .check)
    checkNeed(.batchLinger, .batch)
    checkNeed(.maxCall, .endpoint)
  }

  private mutating func checkEndpoint() {
    guard let endpoint = draft.settings.endpoint, let typed = draft.raw[.endpoint] else { return }
    if endpoint.isSecure || draft.settings.insecureHTTP { return }
    if !endpoint.isLoopback {
      draft.errors.append(.httpToOtherMachine(flag: typed.spelling, value: endpoint.text))
    } else if let proxy = draft.settings.proxy, !proxy.isEmpty, !isOnThisMachine(proxy) {
      draft.errors.append(.httpThroughOtherMachine(flag: FlagID.proxy.spelling))
    }
  }

  private func isOnThisMachine(_ proxy: String) -> Bool {
    let server = (try? ProxyAddress(proxy))?.server ?? ""
    return (try? Endpoint("http://\(server)"))?.isLoopback == true
  }

  private mutating func checkConflict(_ one: FlagID, _ other: FlagID) {
    let spellings = draft.raw.typed.filter { $0.id == one || $0.id == other }
    guard let first = spellings.first,
      let second = spellings.first(where: { $0.id != first.id })
    else { return }
    draft.errors.append(.conflict(first: first.spelling, second: second.spelling))
  }

  private mutating func checkNeed(_ flag: FlagID, _ other: FlagID) {
    guard let typed = draft.raw[flag], draft.raw[other] == nil else { return }
    draft.errors.append(.needs(flag: typed.spelling, other: other.spelling))
  }
}
