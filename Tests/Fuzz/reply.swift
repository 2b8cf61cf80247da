import JSON
import Segment

// A status byte, an answer, a null byte, a message id, a null byte, a write key: the result is one
// line of JSON, and the key is nowhere in it.

/// The entry that libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReply(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  let parts = parts(3, of: Array(bytes.dropFirst()))
  let status = Int(bytes.first ?? 0) * 3
  let key = writeKey(parts[2])
  let quotedKey = quoted(key)
  // As it came, and with the key repeated in it, plainly and in a JSON string.
  for body in [parts[0], parts[0] + key + parts[0], [0x5B] + quotedKey + [0x5D]] {
    check(body, status, messageID: parts[1], key)
  }
  return 0
}

/// A key as a config takes it. It holds no `*`, for then `***` in a text could become part of one.
private func writeKey(_ bytes: [UInt8]) -> [UInt8] {
  let key = bytes.map { 0x21 + $0 % 0x5E }.filter { $0 != UInt8(ascii: "*") }
  return key.count < 8 ? Array("a-write-key".utf8) : key
}

private func check(_ answer: [UInt8], _ status: Int, messageID: [UInt8], _ key: [UInt8]) {
  let mask = SecretMask(writeKey: String(decoding: key, as: UTF8.self))
  var judge = ResponseJudge()
  var body = answer
  mask.hide(in: &body)
  require(!contains(key, in: body), "the key is left in \(shown(body))")
  require(!contains(quoted(key).dropFirst().dropLast(), in: body), "a quoted key is left")
  let verdict = judge.judge(status: status, body: body.span)
  require(verdict.isJSON == (JSONValidator.firstError(in: body.span) == nil), "isJSON")
  require(!verdict.isAccepted || 200...299 ~= status, "\(status) accepted")
  let failure = CallResult.Failure(
    verdict.isJSON ? .rejected : .network, detail: String(decoding: messageID, as: UTF8.self),
    isRetryable: status == 429)
  let callResult = CallResult(
    failure: verdict.isAccepted ? nil : failure, status: status == 0 ? nil : status,
    isJSON: verdict.isJSON, attempts: status % 4, tries: status % 3, milliseconds: 1.5,
    batchSize: nil)
  var output = ByteBuffer()
  let id = quoted(messageID)
  let call = Call(operation: .track, messageID: 1..<id.count - 1, sentAt: 0)
  ResultShape(server: "the server").append(
    callResult, of: call, ByteBuffer(id), response: body.span, to: &output)
  let result = Array(output)
  requireLine(result, "the result")
  requireMember(Array("message_id".utf8), is: id, in: result)
}

private func quoted(_ text: [UInt8]) -> [UInt8] {
  JSONString.quoted(text.span)
}

private func contains(_ needle: some Collection<UInt8>, in text: [UInt8]) -> Bool {
  text.indices.contains { text[$0...].starts(with: needle) }
}
