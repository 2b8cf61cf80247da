import Testing

@testable import HTTP

@Suite struct ResponseHeadTests {
  private func head(_ lines: String...) -> ResponseHead {
    var head = ResponseHead()
    for line in lines {
      Array("\(line)\r\n".utf8).withUnsafeBytes { head.append($0) }
    }
    return head
  }

  @Test func isCompleteWithItsEmptyLine() {
    #expect(!head().isComplete)
    #expect(!head("HTTP/1.1 200 OK", "Content-Length: 0").isComplete)
    #expect(head("HTTP/1.1 200 OK", "Content-Length: 0", "").isComplete)
    #expect(!head("HTTP/1.1 100 Continue", "", "HTTP/1.1 200 OK").isComplete)
    #expect(head("HTTP/1.1 100 Continue", "", "HTTP/1.1 200 OK", "").isComplete)
    #expect(head("HTTP/1.1 200 OK", "", "Trailer: x").isComplete)
  }

  @Test(arguments: [
    "Connection: close", "connection:close", "CONNECTION: Close", "Connection: keep-alive, close",
  ])
  func saysThatTheConnectionEnds(line: String) {
    #expect(head("HTTP/1.1 200 OK", line, "").endsConnection)
    #expect(head("HTTP/1.1 200 OK", line, "Content-Length: 2", "").endsConnection)
    #expect(head("HTTP/1.1 200 OK", line, "Connection: upgrade", "").endsConnection)
  }

  @Test func endsTheConnectionInHTTP10() {
    #expect(head("HTTP/1.0 200 OK", "").endsConnection)
    #expect(!head("HTTP/1.0 200 OK", "Connection: keep-alive", "").endsConnection)
    #expect(head("HTTP/1.0 200 OK", "Connection: upgrade", "").endsConnection)
  }

  @Test(arguments: [
    "Connection: keep-alive", "Connection:", "Connection", "X-Connection: close", "Content: close",
    "Connection: clos", "c", "",
  ])
  func keepsTheConnectionOtherwise(line: String) {
    #expect(!head("HTTP/1.1 200 OK", line).endsConnection)
    #expect(!head("HTTP/2 200", line).endsConnection)
  }
}
