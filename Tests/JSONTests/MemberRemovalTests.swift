import JSON
import Testing

struct MemberRemovalTests {
  @Test(arguments: [
    (#"{"a":1,"r":{"x":[1,"}"]},"b":2}"#, #"{"a":1,"b":2}"#),
    (#"{"r":1}"#, "{}"), ("{}", "{}"), (#"{"a":1}"#, #"{"a":1}"#),
    (#"{"r":1,"a":1}"#, #"{"a":1}"#), (#"{"a":1,"r":1}"#, #"{"a":1}"#),
    (#" { "r" : 1 , "a" : 1.0 , "r" : 2 } "#, #"{ "a" : 1.0 }"#),
    (#"{"\u0072":1,"a":"\u0072"}"#, #"{"a":"\u0072"}"#),
    (#"{"a":{"r":1},"rr":2}"#, #"{"a":{"r":1},"rr":2}"#),
  ])
  func leavesTheOthersAsTheyAre(object: String, expected: String) {
    var output = ByteBuffer()
    MemberRemoval.append(Array(object.utf8).span, without: [Array("r".utf8)], to: &output)
    #expect("{\(text(output))}" == expected)
  }
}
