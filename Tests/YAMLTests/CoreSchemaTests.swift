import Testing
import YAML

@Suite struct CoreSchemaTests {
  @Test(arguments: ["null", "Null", "NULL", "~", ""])
  func readsNull(text: String) throws {
    let scalar = try #require(try parse("a: \(text)\n")["a"]?.scalar)
    #expect(scalar == Scalar(text: text, value: .null))
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("TRUE", true),
    ("false", false), ("False", false), ("FALSE", false),
  ])
  func readsBooleans(text: String, value: Bool) throws {
    #expect(try parse(text).scalar == Scalar(text: text, value: .bool(value)))
  }

  @Test(arguments: [
    "no", "yes", "on", "off", "y", "n", "nULL", "tRUE", "2024-01-15", "1_000", "12:30:45", "0b11",
    "0o8", "0o", "0x", "0xG", "-0x1F", "+0o7", ".", "-", "+", "1.2.3", "1e", "1e+", "e5", ".e5",
    "1 2", "--1", "inf", "nan", "+.nan", "1.0f", "०", "0X1F", "NaN",
  ])
  func readsAllElseAsStrings(text: String) throws {
    let scalar = try #require(try parse("- a\n- \(text == "-" ? "\"-\"" : text)\n").elements.last)
    #expect(scalar.scalar == Scalar(text: text, value: .string))
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "-0"), ("12", "12"), ("-12", "-12"), ("+1", "1"), ("007", "7"),
    ("-007", "-7"), ("00", "0"), ("+00", "0"), ("0x1F", "31"), ("0xff", "255"), ("0o17", "15"),
    ("0x0", "0"), ("0x000000000000000000000000001", "1"),
    ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"),
    ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
    ("0x10000000000000000", "18446744073709551616"),
    ("0x3B9ACA00", "1000000000"),
    ("0xDE0B6B3A7640000", "1000000000000000000"),
    ("0o7777777777777777777777777", "37778931862957161709567"),
  ])
  func readsIntegers(text: String, json: String) throws {
    #expect(try parse(text).scalar == Scalar(text: text, value: .integer(json: json)))
  }

  @Test(arguments: [
    ("1.10", "1.10"), ("1e3", "1e3"), ("1E+05", "1E+05"), ("-1.5e-3", "-1.5e-3"), ("0.0", "0.0"),
    (".5", "0.5"), ("-.5", "-0.5"), ("+.5", "0.5"), ("1.", "1.0"), ("1.e5", "1.0e5"),
    ("007.50", "7.50"), ("+1e3", "1e3"), ("00e0", "0e0"),
  ])
  func readsFloats(text: String, json: String) throws {
    #expect(try parse(text).scalar == Scalar(text: text, value: .float(json: json)))
  }

  @Test(arguments: [".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN"])
  func readsNonFinite(text: String) throws {
    #expect(try parse(text).scalar?.value == .nonFinite)
  }

  @Test(arguments: ["'12'", "\"12\"", "|-\n  12", ">-\n  12", "!!str 12", "! 12", "!\n 12"])
  func readsQuotedBlockAndTaggedTextAsStrings(text: String) throws {
    #expect(try parse("a: \(text)\n")["a"]?.scalar == Scalar(text: "12", value: .string))
  }

  @Test(arguments: ["&a ! 12", "! &a 12", "&a # not ! yet\n ! 12", "&a\t!  12", "&ab !\r\n 12"])
  func seesTheNonSpecificTagBesideAnAnchor(text: String) throws {
    let root = try parse("é: \(text)\nb: &c 12\n")
    #expect(root["é"]?.scalar?.value == .string)
    #expect(root["b"]?.scalar?.value == .integer(json: "12"))
  }

  @Test(arguments: [
    ("!!int '0x10'", Scalar.Value.integer(json: "16")), ("!!float 1", .float(json: "1")),
    ("!!float .inf", .nonFinite), ("!!bool \"true\"", .bool(true)), ("!!null ''", .null),
    ("!!str", .string), ("!", .string), ("!<tag:yaml.org,2002:int> 3", .integer(json: "3")),
  ])
  func honoursCoreTags(text: String, value: Scalar.Value) throws {
    #expect(try parse("a: \(text)\n")["a"]?.scalar?.value == value)
  }

  @Test func honoursCollectionTags() throws {
    #expect(try parse("!!map {a: !!seq [1], b: ! [2], c: ! {}}").flat == "{a: [1], b: [2], c: {}}")
  }

  @Test(arguments: [
    ("!!int abc", "!!int"), ("!!int 1.5", "!!int"), ("!!bool no", "!!bool"), ("!!null 0", "!!null"),
    ("!!float x", "!!float"), ("!!map x", "!!map"), ("!!seq {}", "!!seq"), ("!!str []", "!!str"),
  ])
  func refusesValuesThatDoNotFitTheirTag(text: String, tag: String) {
    #expect(
      failure("a: \(text)") == YAMLError(.tagMismatch(tag: tag), at: Mark(line: 1, column: 4)))
  }

  @Test(arguments: [
    ("!env HOME", "!env"), ("!!binary aGk=", "!!binary"), ("!!set {a}", "!!set"),
    ("!x [1]", "!x"), ("!<tag:example.com,2000:x> 1", "tag:example.com,2000:x"),
  ])
  func refusesOtherTags(text: String, tag: String) {
    #expect(failure("a: \(text)") == YAMLError(.unsupportedTag(tag), at: Mark(line: 1, column: 4)))
  }

  @Test func refusesEndlessHexadecimalNumbers() throws {
    let longest = "0x" + String(repeating: "f", count: 1024)
    guard case .integer(let json) = try parse(longest).scalar?.value else {
      Issue.record("not an integer")
      return
    }
    #expect(json.utf8.count == 1234)
    #expect(json.hasPrefix("1044388881413152506691752710716624382579"))
    #expect(json.hasSuffix("0781738033436090243804708340403154190335"))
    #expect(
      failure(longest + "f")
        == YAMLError(.numberTooLong(limit: 1024), at: Mark(line: 1, column: 1)))
  }
}
