import Pipeline
import Segment

/// All that a run needs: what to do, and what was read and opened for it.
struct RunPlan {
  let config: StepConfig
  var settings: Settings
  /// What calls carry.
  let access: CallAccess
  /// What earlier runs wrote, to go on behind it.
  var earlier: EarlierResults?
}

/// What is read from files before a run to make its calls: their headers, and what authorises them.
struct CallAccess {
  let headers: [Service.Header]
  private(set) var token: AccessToken?

  /// Reads them.
  init(_ settings: Settings) throws(Diagnostics) {
    headers = try RequestHeaders.read(settings)
    guard let path = settings.tokenFile else { return }
    do throws(AccessToken.ReadError) {
      token = try AccessToken(path)
    } catch {
      let flag = FlagID.tokenFile.spelling
      let fault =
        switch error {
        case .system(let code): "cannot read \(path): \(FileText.message(code))"
        case .empty: "\(path) is empty; expected an access token"
        case .noToken:
          "\(path) holds no access token, which is one word of printable ASCII characters"
        }
      throw Diagnostics([Diagnostic("\(flag): \(fault)")])
    }
  }
}
