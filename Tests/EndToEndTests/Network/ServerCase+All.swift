import TestSupport

extension ServerCase {
  static let all = unasked + ending + framed + encoded + early

  /// Something comes that nobody has asked for.
  private static let unasked = [
    ServerCase("another answer 30 ms after the first") { request in
      let answer = Answer.whole(Answer.named(request))
      return [.send(answer), .pause(30), .send(answer)]
    }.with {
      $0.pace = .oneByOne
      $0.connections = 5
      $0.isSameThroughTLS = false
    },
    ServerCase("a byte after the answer") { request in
      [.send(Answer.whole(Answer.named(request))), .send([0x0A])]
    }.with {
      $0.pace = .oneByOne
      $0.connections = 5
      $0.isSameThroughTLS = false
    },
    ServerCase("a 408 and the end of an idle connection") { request in
      [
        .send(Answer.whole(Answer.named(request))), .pause(5),
        .send(Answer.whole("", status: "408 Request Timeout", headers: ["Connection: close"])),
        .close,
      ]
    }.with {
      $0.pace = .oneByOne
      $0.connections = 5
      $0.isSameThroughTLS = false
    },
    ServerCase("two answers in one piece") { request in
      let answer = Answer.whole(Answer.named(request))
      return [.send(answer + answer)]
    },
    ServerCase("an answer and half another one in one piece") { request in
      let answer = Answer.whole(Answer.named(request))
      return [.send(answer + answer.prefix(answer.count - 20))]
    },
    ServerCase("an answer and a lot more in one piece") { request in
      let more = Answer.whole([UInt8](repeating: 0x78, count: 300_000))
      return [.send(Answer.whole(Answer.named(request)) + more)]
    },
    ServerCase("a Content-Length that leaves bytes behind") { request in
      let text = Answer.named(request)
      return [.send(Answer.whole(text + Answer.named(request), length: text.utf8.count))]
    },
    ServerCase("a 204 with a body") { request in
      [.send(Answer.whole(Answer.named(request), status: "204 No Content"))]
    }.with { $0.outcome = .deliveredUnnamed },
  ]

  /// Connections end, without a word before.
  private static let ending =
    [1, 2, 5].flatMap { count in
      let endings: [(String, ScriptedServer.Action)] = [("closed", .close), ("reset", .reset)]
      return endings.map { name, ending in
        ServerCase("\(name) after \(count) answers") { request in
          let answer = ScriptedServer.Action.send(Answer.whole(Answer.named(request)))
          return request.number < count ? [answer] : [answer, ending]
        }.with {
          $0.arguments = ["-j", "16"]
          $0.events = 200
          $0.attempts = 1...3
          $0.isSameThroughTLS = name == "closed"
        }
      }
    } + [
      ServerCase("closed upon the second request, unanswered") { request in
        request.number == 1 ? [.send(Answer.whole(Answer.named(request)))] : [.close]
      }.with {
        $0.arguments = ["-j", "1"]
        $0.attempts = 1...2
      },
      ServerCase("hung up in mid-head") { request in
        request.number == 1
          ? [.send(Array("HTTP/1.1 200 OK\r\nContent-".utf8)), .close] : []
      }.with { $0.outcome = .failed("network", status: nil) },
      ServerCase("hung up in mid-body") { request in
        let answer = Answer.whole(Answer.named(request))
        return [.send(Array(answer.dropLast(5))), .close]
      }.with { $0.outcome = .failed("network", status: nil) },
      ServerCase("hung up in mid-body on a kept connection, and tried again") { request in
        let answer = Answer.whole(Answer.named(request))
        return request.number == 1 ? [.send(answer)] : [.send(Array(answer.dropLast(5))), .close]
      }.with {
        $0.arguments = ["-j", "1", "-s", "retries=1"]
        $0.attempts = 1...2
      },
    ]

  /// A success, however it is put.
  private static let framed = [
    ServerCase("each byte by itself") { request in
      [.sendEach(Answer.whole(Answer.named(request)))]
    }.with { $0.connections = 1 },
    ServerCase("each byte of chunks and a trailer by itself") { request in
      [.sendEach(Answer.chunked(Answer.named(request)))]
    }.with { $0.connections = 1 },
    ServerCase("100 Continue, unasked") { request in
      [
        .send(
          Array("HTTP/1.1 100 Continue\r\n\r\n".utf8) + Answer.whole(Answer.named(request)))
      ]
    }.with { $0.connections = 1 },
    ServerCase("HTTP/1.0, kept alive") { request in
      [
        .send(
          Answer.whole(
            Answer.named(request), headers: ["Connection: keep-alive"], version: "1.0"))
      ]
    }.with { $0.connections = 1 },
    ServerCase("HTTP/1.0, ended by the end") { request in
      [.send(Array("HTTP/1.0 200 OK\r\n\r\n\(Answer.named(request))".utf8)), .close]
    }.with { $0.connections = 5 },
    ServerCase("more than is sent") { request in
      [.send(Answer.whole(Answer.named(request), length: 5000)), .close]
    }.with { $0.outcome = .failed("network", status: nil) },
  ]

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Bodies that are to be decoded before they are judged.
  private static let encoded =
    ["gzip", "x-gzip", "deflate"].flatMap { encoding -> [ServerCase] in
      let encode = encoding == "deflate" ? Compressed.deflate : Compressed.gzip
      let headers = ["Content-Encoding: \(encoding)"]
      return [
        ServerCase("\(encoding)") { request in
          [.send(Answer.whole(encode(Array(Answer.named(request).utf8)), headers: headers))]
        }
      ]
        + [#"{"success":false}"#, #"{"ok":false}"#].flatMap { text in
          [[], mark].map { start in
            ServerCase("\(encoding) of \(text) behind \(start)") { _ in
              [.send(Answer.whole(encode(start + Array(text.utf8)), headers: headers))]
            }.with { $0.outcome = .failed("rejected", status: 200) }
          }
        }
    }
    + [#"{"success":false}"#, #"{"ok":false}"#, #" { "ok" : false } "#].map { text in
      ServerCase("a mark before \(text)") { _ in [.send(Answer.whole(mark + Array(text.utf8)))] }
        .with { $0.outcome = .failed("rejected", status: 200) }
    } + [
      ServerCase("a mark before a success") { request in
        [.send(Answer.whole(mark + Array(Answer.named(request).utf8)))]
      },
      ServerCase("ok: true") { _ in [.send(Answer.whole(#"{"ok":true}"#))] }
        .with { $0.outcome = .deliveredUnnamed },
    ]

  /// An answer to a head, with the body unread.
  private static let early = [
    ServerCase("a 413 before the body") { _ in [] }.with {
      $0.early = { _ in
        [
          .send(
            Answer.whole("", status: "413 Content Too Large", headers: ["Connection: close"])),
          .drain,
        ]
      }
      $0.outcome = .failed("http_status", status: 413)
    },
    ServerCase("a 503 before the body, then a success") { request in
      [.send(Answer.whole(Answer.named(request)))]
    }.with {
      $0.arguments = ["-s", "retries=1"]
      $0.early = { request in
        request.head.contains("X-Retry-Count")
          ? nil
          : [.send(Answer.whole("", status: "503 Busy", headers: ["Connection: close"])), .drain]
      }
      $0.attempts = 2...2
    },
  ]
}
