import Testing

@testable import Segment

struct ForeignLookupTests {
  @Test(arguments: [
    (".user.id", "user.id"), ("$user.id", "user.id"), ("$user.id}", "user.id"),
    ("$.user.id", "user.id"),
    ("{{user.id}}", "user.id"), ("{{ .user.id }} ", "user.id"), ("{{{user.id}}}", "user.id"),
    ("{{ user.id | lower }}", "user.id"), ("%{user.id}", "user.id"), ("%{[user][id]}", "user.id"),
    ("#{user.id}", "user.id"), ("{user.id}", "user.id"), ("<%= user.id %>", "user.id"),
    (".user.id | tostring", "user.id"), (".user.id?", "user.id"), (".[\"user\"].id", "user.id"),
    ("$['user']['id']", "user.id"), ("$[0].id", "[0].id"), (".items[-1].id", "items[-1].id"),
    (".items.[0].id", "items[0].id"), (".items[].id", "items[0].id"), ("$.a[*].b", "a[0].b"),
    (".[\"order id\"]", "[\"order id\"]"), ("$['a.b'].c", "[\"a.b\"].c"), (".a.0", "a.0"),
    (".[\"0\"]", "[\"0\"]"),
    ("$user-id", "user-id"), (".größe", "größe"), ("$USER_ID", "USER_ID"),
    ("$(user.id)", "user.id"), ("$( .user.id )", "user.id"),
  ])
  func isFound(text: String, path: String) throws {
    #expect(ForeignLookup.path(in: text) == path)
    // What is proposed can be written.
    let template = try TemplateParser.parse("${\(path)}", in: surroundings())
    #expect(template.lookups.count == 1)
  }

  @Test(arguments: [
    "", " ", ".", "$", "..", "{}", "{{}}", "%{}", "$.", ".5", "$5", "$1.50", ".-a", "..a", ".a..b",
    ".a.", ".a]b", ".a[b", ".a b", "$[]]", "$['a", ".['']", "user.id", "u-$id", "u.{{id}}", "a|b",
    "cron@host.example", "{{a}}-{{b}}", "[0]", "$(id)", ".a[b c]", "{\"a\":1}",
  ])
  func isNotFound(text: String) {
    #expect(ForeignLookup.path(in: text) == nil)
  }
}
