import Testing
import YAML

@testable import Segment

/// What was probably meant otherwise.
struct ConfigDoubtTests {
  private func doubts(_ yaml: String) throws -> [ConfigDoubt] {
    var reader = ConfigReader(surroundings: surroundings(), fallbackWriteKey: "key")
    let text = "operation: track\nuser_id: ${u}\n" + yaml
    return try reader.read(try Document.parse(Array(text.utf8))).doubts
  }

  @Test(arguments: [
    ("event: .user.event", "event", ConfigDoubt.Kind.foreignLookup(path: "user.event")),
    ("event: $x", "event", .foreignLookup(path: "x")),
    ("event: 'bought {{ what }} now'", "event", .foreignLookup(path: nil)),
    ("event: E\nproperties: {a: [1, '%{x}']}", "properties", .foreignLookup(path: "x")),
    ("event: E\nproperties: {a: {b: '%{x} y'}}", "properties", .foreignLookup(path: nil)),
    ("event: $${x}", "event", .literalLookup),
    ("event: E\nproperties: {\"${k}\": \"${a}\"}", "properties.${k}", .literalLookup),
    ("event: \"${plan, 'free'}\"", "event", .quotedDefault("free")),
    ("event: ${env.HOME}", "event", .environmentMember(name: "HOME")),
    ("event: ${ENV.HOME}", "event", .environmentMember(name: "HOME")),
    ("event: E\nproperties: {plan:free, a: \"${b}\"}", "properties", .colonInKey("plan:free")),
    ("event: E\nproperties: {\"['a\": \"${b}\"}", "properties", .bracketInKey("['a")),
  ])
  func isNoted(yaml: String, place: String, kind: ConfigDoubt.Kind) throws {
    let doubts = try doubts(yaml)
    #expect(doubts.count == 1)
    #expect(doubts.first?.kind == kind)
    #expect(doubts.first?.place.hasPrefix(place) == true)
  }

  @Test(arguments: [
    "event: 'costs $5 or $ 7'", "event: ${plan, free}", "event: ${env.home}",
    "event: E\nproperties: {'a:b': 1, c: null, 'd:': null, e: '${x}', f: '.5', g: a.b}",
    "event: \"it's ${a, '}\"",
  ])
  func othersAreNot(yaml: String) throws {
    #expect(try doubts(yaml) == [])
  }
}
