import JSON
import Testing

/// The limit of nesting holds along the paths looked for as it does in what is passed over.
struct ObjectScannerDepthTests {
  private static let limit = JSONLimits.depth

  @Test(arguments: ["x", "a"])
  func insideASkippedOrFoundMember(_ name: String) throws {
    let fine = "{\"\(name)\":" + nested("[", "1", "]", times: Self.limit - 1) + "}"
    #expect(firstError(fine, lookingFor: [["a"]]) == nil)
    let deep = "{\"\(name)\":" + nested("[", "1", "]", times: Self.limit) + "}"
    let place = name.utf8.count + 4 + Self.limit - 1
    #expect(firstError(deep, lookingFor: [["a"]]) == JSONError(.tooDeep, at: place))
  }

  @Test(
    arguments: [
      ("a", #"{"a":"#, "}"), (0, "[", "]"), (-1, "[", "]"), (.dotted(0), "[", "]"),
    ] as [(PathStep, String, String)])
  func alongAMatchedPath(_ step: PathStep, _ open: String, _ close: String) throws {
    var path = Path(repeating: step, count: Self.limit - 1)
    if case .either = step {
      path = Path(repeating: step, count: 3) + Path(repeating: 0, count: Self.limit - 4)
    }
    path.insert("r", at: 0)
    let fine = "{\"r\":" + nested(open, "7", close, times: Self.limit - 1) + "}"
    #expect(try value(path, in: fine) == "7")
    let deep = "{\"r\":" + nested(open, "7", close, times: Self.limit) + "}"
    let place = 5 + (Self.limit - 1) * open.utf8.count
    let lookups: [[Path]] = [
      [path + [step]], [path], [["r"]], [[step]], [path, path.dropLast()], [],
    ]
    for paths in lookups {
      #expect(firstError(deep, lookingFor: paths) == JSONError(.tooDeep, at: place))
    }
  }

  @Test func beyondAnyText() throws {
    let path = Path(repeating: "a", count: 200_000)
    #expect(try value(path, in: nested(#"{"a":"#, "1", "}", times: Self.limit)) == nil)
  }
}
