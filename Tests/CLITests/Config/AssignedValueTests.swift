import Segment
import Testing

@testable import CLI

struct AssignedValueTests {
  @Test(arguments: [
    "Foo: bar", "foo:", "? a", "Re: hello #1", "'a': b",
  ])
  func refusesAMappingWithoutBraces(text: String) {
    #expect(reason(text) == .setMapping)
  }

  @Test(arguments: [
    "#1", "Foo #1", "Foo #", "\"a\" # b", "{a: 1} # b", "\"a # b\" # c",
  ])
  func refusesAComment(text: String) {
    #expect(reason(text) == .setComment)
  }

  @Test(arguments: [
    "", " ", "Foo", "Foo#1", "\"Foo: bar\"", "'Foo #1'", " {Foo: bar}", "{a: '#'}", "[{a: \"#\"}]",
    "|\n  a # b\n", "${a}", "a:b", "{\"#a\": 1}", "\"\\u0023\"",
    "a: 1\nb: 2", "# from a file\na: 1", "a: 1 # one\n",
  ])
  func takesAllElse(text: String) throws {
    _ = try AssignedValue.parse(text)
  }

  private func reason(_ text: String) -> ConfigError.Reason? {
    do throws(ConfigError) {
      _ = try AssignedValue.parse(text)
      return nil
    } catch {
      return error.reason
    }
  }
}
