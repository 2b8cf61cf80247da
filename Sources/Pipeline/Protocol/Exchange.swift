import HTTP
import JSON
import Segment

/// What a transfer loop does to a call before it goes out, and to the answer when it has come. Working
/// memory is kept from call to call.
struct Exchange: ~Copyable {
  private let mask: SecretMask
  private var judge = ResponseJudge()
  private var sendTime = TimeText()

  /// - Parameter mask: hides secrets in what comes from outside.
  init(mask: SecretMask) { self.mask = mask }

  /// Writes the present time into the body as that of sending.
  mutating func stamp(_ payload: Payload) {
    let time = sendTime.text(of: WallTime(milliseconds: Clock.wallMilliseconds))
    payload.body.overwrite(at: payload.sentAt, with: time)
  }

  /// What a try came to; the response that the payload has taken is made fit to be shown.
  mutating func result(of payload: Payload, _ outcome: TransferOutcome) -> AttemptResult {
    payload.response.removeByteOrderMark()
    mask.hide(in: &payload.response)
    switch outcome {
    case .response(let status, let retryAfter):
      let response = payload.response
      let verdict = judge.judge(status: status, body: response.span)
      return AttemptResult(status: status, retryAfter: retryAfter, verdict: verdict)
    case .failure(let error):
      return AttemptResult(error, detail: mask.hiding(error.detail))
    }
  }
}
