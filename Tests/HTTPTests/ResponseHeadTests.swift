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

  @Test func hasBegunWithItsFirstLine() {
    #expect(!head().hasBegun)
    #expect(head("HTTP/1.1 200 OK").hasBegun)
  }

  @Test func saysWhenToComeBack() {
    #expect(head("HTTP/1.1 429 Slow", "Retry-After: 7", "").retryAfter == 7)
    #expect(head("HTTP/1.1 429 Slow", "retry-after:8", "").retryAfter == 8)
    #expect(head("HTTP/1.1 429 Slow", "X-Retry-After: 7", "Retry: 7", "").retryAfter == nil)
    #expect(head("HTTP/1.1 429 Slow", "", "Retry-After: 7").retryAfter == nil)
    #expect(head("HTTP/1.1 103 Hints", "Retry-After: 7", "", "HTTP/1.1 200 OK").retryAfter == nil)
  }
}
