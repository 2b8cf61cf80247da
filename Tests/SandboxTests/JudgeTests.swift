import Testing

@testable import Sandbox

@Suite struct JudgeTests {
  private func verdict(
    _ requestLine: String = "POST /v1/track HTTP/1.1", authorization: String? = "Basic a2V5Og==",
    body: String = #"{"userId":"u"}"#
  ) -> Reply {
    var parser = RequestParser()
    var text = "\(requestLine)\r\nContent-Length: \(body.utf8.count)\r\n"
    if let authorization { text += "Authorization: \(authorization)\r\n" }
    parser.append(Array((text + "\r\n" + body).utf8)[...])
    #expect(parser.next() == .request)
    return Judge.reply(to: parser.head, body: parser.body)
  }

  @Test(arguments: [
    "/v1/track", "/v1/identify", "/v1/page", "/v1/screen", "/v1/group", "/v1/alias", "/v1/batch",
    "/v1/track?x=/v1/none", "http://api.segment.io/v1/track",
  ])
  func takesEveryOperation(target: String) {
    let reply = verdict("POST \(target) HTTP/1.1")
    #expect(reply.status == 200)
    #expect(String(decoding: reply.body, as: UTF8.self) == #"{"success":true}"#)
  }

  @Test(arguments: ["/", "/v1", "/v1/", "/v1/import", "/v1/track/", "/v2/track", "*", "v1/track"])
  func knowsNoOtherPath(target: String) {
    #expect(verdict("POST \(target) HTTP/1.1").status == 404)
  }

  @Test(arguments: ["GET", "PUT", "HEAD", "POSTER"])
  func takesNoOtherMethod(method: String) {
    #expect(verdict("\(method) /v1/track HTTP/1.1").status == 405)
  }

  @Test(arguments: [
    nil, "", "Basic", "Basic ", "Basic Og==", "Basic a2V5", "Basic a2V5O", "Basic a2V!Og==",
    "Bearer a2V5Og==", "Basic ====", "Basic a===",
  ])
  func wantsAWriteKey(authorization: String?) {
    #expect(verdict(authorization: authorization).status == 400)
  }

  @Test(arguments: ["basic a2V5Og==", "Basic   a2V5OnB3", "Basic YWI6"])
  func takesAnyWriteKey(authorization: String) {
    #expect(verdict(authorization: authorization).status == 200)
  }

  @Test(arguments: ["", " ", "[]", "1", #""text""#, "{", #"{"a":}"#, "{} {}", "nonsense"])
  func wantsAJSONObject(body: String) {
    #expect(verdict(body: body).status == 400)
  }

  @Test func limitsTheSizeOfCallsAndBatches() {
    func padded(_ size: Int) -> String { "{}" + String(repeating: " ", count: size - 2) }
    #expect(verdict(body: padded(32 * 1024)).status == 200)
    #expect(verdict(body: padded(32 * 1024 + 1)).status == 400)
    let batch = "POST /v1/batch HTTP/1.1"
    #expect(verdict(batch, body: padded(500 * 1024)).status == 200)
    #expect(verdict(batch, body: padded(500 * 1024 + 1)).status == 400)
  }

  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
    ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"),
  ])
  func decodesBase64(text: String, plain: String) {
    #expect(Base64.decode(Array(text.utf8)[...]) == Array(plain.utf8))
  }

  @Test(arguments: ["Zg", "Zg=", "Z===", "=Zg=", "Zg==Zg==", "Zm9\u{0}"])
  func refusesWhatIsNoBase64(text: String) {
    #expect(Base64.decode(Array(text.utf8)[...]) == nil)
  }
}
