import JSON

/// The bytes of an input that libFuzzer made.
func input(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  Array(UnsafeBufferPointer(start: start, count: count))
}

/// The parts of an input, between its first null bytes; as many as asked for.
func parts(_ count: Int, of input: [UInt8]) -> [[UInt8]] {
  let found = input.split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false)
  return found.map(Array.init) + Array(repeating: [], count: count - found.count)
}

/// Ends the process, which libFuzzer takes for a finding, if something does not hold.
func require(_ holds: Bool, _ claim: @autoclosure () -> String) {
  if !holds { fatalError(claim()) }
}

/// Requires a text to be one line of JSON.
func requireLine(_ text: [UInt8], _ what: String) {
  let error = JSONValidator.firstError(in: text.span)
  require(error == nil, "\(what) is no JSON: \(String(describing: error)) in \(shown(text))")
  require(!text.contains(0x0A), "\(what) is more than one line: \(shown(text))")
}

/// Requires the last of the members named `key` of an object to have this value.
func requireMember(_ key: [UInt8], is value: [UInt8], in object: [UInt8]) {
  let tree = PathTree([[.member(key)]])
  var scanner = ObjectScanner(tree)
  _ = try? scanner.scan(object.span)
  let found = scanner.value(of: tree.lookups[0]).map { Array(object[$0]) }
  require(found == value, "\(shown(object)) does not hold \(shown(value)) at \(shown(key))")
}

/// Bytes as text, with escapes for what cannot be printed.
func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).debugDescription }
