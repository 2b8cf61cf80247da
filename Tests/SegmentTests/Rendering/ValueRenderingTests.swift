import Testing

@testable import Segment

struct ValueRenderingTests {
  /// The traits that a mapping in the config comes to.
  private func traits(
    _ yaml: String, _ event: String, strict: Bool = false
  ) throws -> String? {
    let text = try render(
      config: "operation: identify\nuser_id: u\ntraits: \(yaml)", event: event, strict: strict
    ).text
    guard let text, let match = text.firstMatch(of: /"userId":"u",(.*)"context"/) else {
      return text
    }
    guard match.1.hasPrefix(#""traits":"#) else { return nil }
    return String(match.1.dropFirst(9).dropLast())
  }

  @Test(arguments: [
    "12345678901234567890", "1.0", "1e3", "-0", "1E+400", "0.10000000000000000001", "true", "false",
    "null", #""a\u00e9\/\n\"é""#, #"{ "z" : 1 , "a":[ ], "z":2 }"#, "[1, [2 ,{}]]", #""""#, "{}",
    "[]",
    #""\ud800""#,
  ])
  func keepsALookedUpValueByteForByte(value: String) throws {
    let event = #"{"a":{"b c":[0,\#(value)]}}"#
    for lookup in [#"${a["b c"][1]}"#, #"${a.b c.1}"#, #"${a.b c[-1]}"#, "${a.b c[1], null}"] {
      #expect(try traits("\n  k: \(lookup)\n  l: [\"\"]", event) == #"{"k":\#(value),"l":[""]}"#)
    }
  }

  @Test(arguments: [
    ("'<${v}>'", #"{"v":"a\"b\\c\u00e9é\n"}"#, #""<a\"b\\c\u00e9é\n>""#),
    ("'<${v}>'", #"{"v":1.50}"#, #""<1.50>""#),
    ("'<${v}>'", #"{"v":false}"#, #""<false>""#),
    ("'<${v}>'", #"{"v":null}"#, #""<>""#),
    ("'<${v}>'", "{}", #""<>""#),
    ("'<${v, none}>'", #"{"v":null}"#, #""<none>""#),
    ("'<${v, null}>'", "{}", #""<>""#),
    ("'<${v, {\"a\": \"b\"}}>'", "{}", #""<{\"a\":\"b\"}>""#),
    ("'<${v}>'", #"{"v":{ "a" : [ 1, "x\n y" ] }}"#, #""<{\"a\":[1,\"x\\n y\"]}>""#),
    ("'<${v}>'", #"{"v":[ ]}"#, #""<[]>""#),
    (#""\t${v}\0\u00e9""#, #"{"v":"x"}"#, #""\tx\u0000é""#),
    ("'$${v} ${v}'", #"{"v":"x"}"#, #""${v} x""#),
    ("' ${v}'", #"{"v":"x"}"#, #"" x""#),
  ])
  func insertsIntoText(template: String, event: String, expected: String) throws {
    #expect(try traits("{k: \(template)}", event) == #"{"k":\#(expected)}"#)
  }

  @Test(arguments: [
    ("{a: '${x}'}", "{}", "{}"),
    ("{a: '${x}', b: 1}", "{}", #"{"b":1}"#),
    ("{a: 1, b: '${x}', c: '${x}', d: 2}", "{}", #"{"a":1,"d":2}"#),
    ("{a: {b: '${x}'}, c: '${x}'}", "{}", #"{"a":{}}"#),
    ("{a: ['${x}', '${y}', 1]}", #"{"y":2}"#, #"{"a":[null,2,1]}"#),
    ("{a: [['${x}']], b: {c: {d: '${y}'}}}", #"{"y":[]}"#, #"{"a":[[null]],"b":{"c":{"d":[]}}}"#),
    ("{a: '${x}'}", #"{"x":null}"#, #"{"a":null}"#),
    (
      "{a: '${x, 5}', b: '${x, [1, 2]}', c: '${x, t}'}", #"{"x":null}"#,
      #"{"a":5,"b":[1,2],"c":"t"}"#
    ),
    ("{a: '${x.y.z}', b: '${x[0]}'}", #"{"x":1}"#, "{}"),
    ("{a: '${s[0]}', b: '${l.k}', c: '${l[3]}', d: '${l[-4]}'}", #"{"s":"str","l":[1,2,3]}"#, "{}"),
    (
      "{a: '${l[-3]}', b: '${l[2]}', c: '${l.1}', d: '${m.1}'}", #"{"l":[1,2,3],"m":{"1":9}}"#,
      #"{"a":1,"b":3,"c":2,"d":9}"#
    ),
    ("{a: '${x}'}", #"{"x":1,"x":{"b":2},"x":3}"#, #"{"a":3}"#),
    ("{a: '${x.b}'}", #"{"x":{"b":2},"x":{"c":3}}"#, "{}"),
    ("{a: '${имя}'}", #"{"имя":"Анна"}"#, #"{"a":"Анна"}"#),
    ("{a: '${é}'}", #"{"\u00e9":1}"#, #"{"a":1}"#),
    ("{a: 1, b: [2, 3], c: '${x}', d: 4, e: {}}", "{}", #"{"a":1,"b":[2,3],"d":4,"e":{}}"#),
    ("{a: [1, {}, '${x}', 2, 3], b: 4, c: 5}", "{}", #"{"a":[1,{},null,2,3],"b":4,"c":5}"#),
    ("{'${x}': 1, 'a\"b': '${x}'}", #"{"x":2}"#, #"{"${x}":1,"a\"b":2}"#),
    (
      "{a: 1.10, b: 2024-01-15, c: no, d: 1_000, e: ~, f: 0x10}", "{}",
      #"{"a":1.10,"b":"2024-01-15","c":"no","d":"1_000","e":null,"f":16}"#
    ),
  ])
  func writesMappings(yaml: String, event: String, expected: String) throws {
    #expect(try traits(yaml, event) == expected)
  }

  @Test(arguments: [
    ("'${t}'", #"{"t":{ "a" : 1.0 }}"#, #"{ "a" : 1.0 }"# as String?),
    ("'${t}'", #"{"t":"{ \"a\" : [ 1 , \"x\\ny\" ] }\n"}"#, #"{"a":[1,"x\ny"]}"#),
    ("'${t}'", "{}", nil), ("'${t}'", #"{"t":null}"#, nil),
    ("'${t, {\"d\": 1}}'", "{}", #"{"d":1}"#), ("'${t, null}'", "{}", nil),
    ("'${t, {}}'", #"{"t":null}"#, "{}"),
    ("'${t[1]}'", #"{"t":[0,{"a":1}]}"#, #"{"a":1}"#),
    ("'${.}'", #" {"t":{"a":1}} "#, #"{"t":{"a":1}}"#),
    (#"'{"a": "${t}", "b": "${u}"}'"#, #"{"t":[1.0]}"#, #"{"a":[1.0]}"#),
    ("|\n  {\n    \"a\": \"${t}\"\n  }\n", #"{"t":1.0}"#, #"{"a":1.0}"#),
    ("\n  <<: {a: '${t}', b: 2}\n  b: 3", #"{"t":1}"#, #"{"a":1,"b":3}"#),
  ])
  func takesAnObjectFrom(yaml: String, event: String, expected: String?) throws {
    #expect(try traits(yaml, event) == expected)
  }

  @Test(arguments: [
    ("[1]", "an array"), ("5", "a number"), ("true", "a boolean"),
    (#""text""#, "text that is no JSON object"),
    (#""[1]""#, "text that is no JSON object"), (#""""#, "text that is no JSON object"),
    (#""{\"a\":}""#, "text that is no JSON object"), (#""{} {}""#, "text that is no JSON object"),
  ])
  func refusesALookupThatYieldsNoObject(value: String, found: String) throws {
    let rendered = try render(
      config: """
        operation: ${op}
        user_id: u
        event: e
        traits: ${v}
        properties: ${v}
        context: ${v}
        integrations: ${v}
        """, event: #"{"op":"track","v":\#(value)}"#)
    #expect(
      problems(rendered) == [
        "properties_not_object properties", "context_not_object context",
        "integrations_not_object integrations",
      ])
    #expect(
      rendered.text?.contains(#""message":"properties must be an object, found \#(found)""#) == true
    )
    let identify = try render(
      config: "operation: identify\nuser_id: u\ntraits: ${v}", event: #"{"v":\#(value)}"#)
    #expect(problems(identify) == ["traits_not_object traits"])
  }

  // MARK: Category and library

  private func page(_ config: String, _ event: String) throws -> String? {
    let text = try render(
      config: "operation: page\nuser_id: u\ncategory: ${c}\n\(config)", event: event
    ).text
    guard let text, let match = text.firstMatch(of: /"userId":"u",?(.*),"context"/) else {
      return text
    }
    return String(match.1)
  }

  @Test(arguments: [
    ("", "{}", ""),
    ("", #"{"c":"x\n"}"#, #""category":"x\n","properties":{"category":"x\n"}"#),
    ("properties: {}", #"{"c":"x"}"#, #""category":"x","properties":{"category":"x"}"#),
    ("properties: {a: 1}", #"{"c":"x"}"#, #""category":"x","properties":{"a":1,"category":"x"}"#),
    ("properties: {a: '${n}'}", #"{"c":"x"}"#, #""category":"x","properties":{"category":"x"}"#),
    (
      "properties: {a: '${c}'}", #"{"c":"x"}"#,
      #""category":"x","properties":{"a":"x","category":"x"}"#
    ),
    (
      "properties: {category: own}", #"{"c":"x"}"#,
      #""category":"x","properties":{"category":"own"}"#
    ),
    (
      "properties: {b: '${c}', category: own}", #"{"c":"x"}"#,
      #""category":"x","properties":{"b":"x","category":"own"}"#
    ),
    (
      "properties: {category: '${o}'}", #"{"c":"x","o":1}"#,
      #""category":"x","properties":{"category":1}"#
    ),
    (
      "properties: {category: '${o}'}", #"{"c":"x"}"#,
      #""category":"x","properties":{"category":"x"}"#
    ),
    (
      "properties: {category: '${o, d}'}", #"{"c":"x"}"#,
      #""category":"x","properties":{"category":"d"}"#
    ),
    (
      "properties: {category: 'a ${o}'}", #"{"c":"x"}"#,
      #""category":"x","properties":{"category":"a "}"#
    ),
    (
      "properties: {category: ['${o}']}", #"{"c":"x"}"#,
      #""category":"x","properties":{"category":[null]}"#
    ),
    (
      "properties: {sub: {category: '${c}'}}", #"{"c":"x"}"#,
      #""category":"x","properties":{"sub":{"category":"x"},"category":"x"}"#
    ),
    ("properties: {a: 1}", "{}", #""properties":{"a":1}"#),
    ("properties: ${p}", #"{"c":"x"}"#, #""category":"x","properties":{"category":"x"}"#),
    ("properties: ${p}", #"{"c":"x","p":null}"#, #""category":"x","properties":{"category":"x"}"#),
    ("properties: ${p}", #"{"c":"x","p":{}}"#, #""category":"x","properties":{"category":"x"}"#),
    ("properties: ${p}", #"{"c":"x","p":{ }}"#, #""category":"x","properties":{ "category":"x"}"#),
    (
      "properties: ${p}", #"{"c":"x","p":{"a":"{" }}"#,
      #""category":"x","properties":{"a":"{" ,"category":"x"}"#
    ),
    (
      "properties: ${p}", #"{"c":"x","p":{"category":"own"}}"#,
      #""category":"x","properties":{"category":"own"}"#
    ),
    (
      "properties: ${p}", #"{"c":"x","p":{"cat\u0065gory":1}}"#,
      #""category":"x","properties":{"cat\u0065gory":1}"#
    ),
    (
      "properties: ${p}", #"{"c":"x","p":{"s":{"category":1}}}"#,
      #""category":"x","properties":{"s":{"category":1},"category":"x"}"#
    ),
    (
      "properties: ${p}", #"{"c":"x","p":"{\"a\":1}"}"#,
      #""category":"x","properties":{"a":1,"category":"x"}"#
    ),
    ("properties: ${p}", #"{"c":"x","p":"{ }"}"#, #""category":"x","properties":{"category":"x"}"#),
    (
      "properties: ${p}", #"{"c":"x","p":"{\"category\":1}"}"#,
      #""category":"x","properties":{"category":1}"#
    ),
    ("properties: '${p, {}}'", #"{"c":"x"}"#, #""category":"x","properties":{"category":"x"}"#),
    (
      "properties: '${p, {\"category\":2}}'", #"{"c":"x"}"#,
      #""category":"x","properties":{"category":2}"#
    ),
    (
      "properties: '{\"a\":\"${c}\"}'", #"{"c":"x"}"#,
      #""category":"x","properties":{"a":"x","category":"x"}"#
    ),
    ("properties: ${.}", #"{"c":"x"}"#, #""category":"x","properties":{"c":"x","category":"x"}"#),
    (
      "properties: ${p[-1]}", #"{"c":"x","p":[{"category":0},{"a":1}]}"#,
      #""category":"x","properties":{"a":1,"category":"x"}"#
    ),
  ])
  func addsTheCategoryToTheProperties(config: String, event: String, expected: String) throws {
    #expect(try page(config, event) == expected)
  }

  @Test(arguments: [
    (#"{ "a" : 1 }"#, #"{"a":1,"category":"x"}"#), ("{ }", #"{"category":"x"}"#),
    (#"{"category":"${c}"}"#, #"{"category":"${c}"}"#),
  ])
  func addsTheCategoryToPropertiesFromAVariable(value: String, properties: String) throws {
    let rendered = try render(
      config: "operation: page\nuser_id: u\ncategory: x\nproperties: ${env:PROPERTIES}",
      event: #"{"c":1}"#, variables: ["PROPERTIES": value])
    let fields = #""userId":"u","category":"x","properties":"# + properties
    #expect(rendered == .call(.page, body(fields)))
  }

  @Test(arguments: [
    ("{}", "{}", "<library>"),
    ("{ip: 1.2.3.4}", "{}", #""ip":"1.2.3.4",<library>"#),
    ("{ip: '${ip}'}", "{}", "<library>"),
    ("{library: own}", "{}", #""library":"own""#),
    ("{library: '${l}', a: 1}", #"{"l":{"name":"x"}}"#, #""library":{"name":"x"},"a":1"#),
    ("{library: '${l}', a: 1}", "{}", #""a":1,<library>"#),
    ("'${c}'", "{}", "<library>"),
    ("'${c}'", #"{"c":{"ip":"1"}}"#, #""ip":"1",<library>"#),
    ("'${c}'", #"{"c":{"library":{}}}"#, #""library":{}"#),
    ("'${c}'", #"{"c":"{\"ip\":1}"}"#, #""ip":1,<library>"#),
    ("'{\"library\": 1}'", "{}", #""library":1"#),
    ("{app: {library: 1}}", "{}", #""app":{"library":1},<library>"#),
  ])
  func mergesTheContext(yaml: String, event: String, expected: String) throws {
    let rendered = try render(
      config: "operation: identify\nuser_id: u\ncontext: \(yaml)", event: event)
    #expect(rendered == .call(.identify, body(#""userId":"u""#, context: expected)))
  }
}
