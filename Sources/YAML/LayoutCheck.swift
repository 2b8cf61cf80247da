import CYAML

/// Refuses what libyaml 0.2.5 lets pass, or reads otherwise, where YAML 1.2.2 has an error or another
/// meaning: continuation lines that are not indented (section 7.4), a comment without white space
/// before it (6.6), a `?` that is the first character of text (7.3.3), and anchors with more than
/// letters and digits in their names (6.9.2).
///
/// It is given libyaml's events with the places of their first and last bytes, and looks at the text
/// in and between them.
struct LayoutCheck {
  /// A sequence or mapping that has begun and not ended.
  private enum Level {
    /// `indent` is the column, from 0, that its keys or dashes stand in.
    case block(indent: Int, isMapping: Bool, nodes: Int)
    /// `node` is its outermost flow collection, if that is itself.
    case flow(node: Node?)
  }

  /// Where a node begins.
  private struct Node {
    let start: Int
    let mark: Mark
    /// How far each line but its first has to be indented.
    let indent: Int
  }

  private let text: [UInt8]
  private var levels: [Level] = []
  /// The offset behind what has been looked at.
  private var passed = 0

  init(text: [UInt8]) {
    self.text = text
  }

  /// Looks at an event that reaches from `start` to `end`, offsets of bytes.
  mutating func check(_ event: yaml_event_t, from start: Int, to end: Int) throws(YAMLError) {
    // Before a document stand directives, in which `#` may be part of a name.
    if event.type != YAML_DOCUMENT_START_EVENT, passed < start {
      try checkComments(in: passed..<start)
    }
    passed = max(passed, end)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let node = try beginNode(event, at: start)
      switch event.data.scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        if let node { try checkLines(of: node, to: end, hasComments: false) }
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE:
        try checkComments(in: start..<text.endOfLine(start))
      default: break
      }
    case YAML_ALIAS_EVENT:
      let node = try beginNode(event, at: start)
      if let node { try checkLines(of: node, to: end, hasComments: false) }
    case YAML_SEQUENCE_START_EVENT:
      let isFlow = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      try begin(event, isFlow: isFlow, isMapping: false, from: start, to: end)
    case YAML_MAPPING_START_EVENT:
      let isFlow = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      try begin(event, isFlow: isFlow, isMapping: true, from: start, to: end)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      if case .flow(let node?)? = levels.popLast() {
        try checkLines(of: node, to: end, hasComments: true)
      }
    default: break
    }
  }

  private mutating func begin(
    _ event: yaml_event_t, isFlow: Bool, isMapping: Bool, from start: Int, to end: Int
  ) throws(YAMLError) {
    let node = try beginNode(event, at: start)
    guard !isFlow else { return levels.append(.flow(node: node)) }
    // The event ends where the first key or dash begins, but behind the dash of a sequence that is
    // indented no deeper than the key it belongs to.
    let isBehindDash = !isMapping && !text[end...].starts(with: [UInt8(ascii: "-")])
    let column = Int(clamping: event.end_mark.column) - (isBehindDash ? 1 : 0)
    levels.append(.block(indent: column, isMapping: isMapping, nodes: 0))
  }

  /// Counts a node in the innermost collection.
  ///
  /// - Returns: the node if its lines have to be indented: if it stands in a block collection and is
  ///   no key.
  private mutating func beginNode(_ event: yaml_event_t, at start: Int) throws(YAMLError) -> Node? {
    try checkQuestionMark(before: start)
    try checkNames(from: start)
    guard case .block(let indent, let isMapping, let nodes)? = levels.last else { return nil }
    levels[levels.count - 1] = .block(indent: indent, isMapping: isMapping, nodes: nodes + 1)
    if isMapping, nodes.isMultiple(of: 2) { return nil }
    return Node(start: start, mark: Mark(event.start_mark), indent: indent + 1)
  }

  /// Refuses lines of a flow node that are not indented deeper than what it belongs to.
  private func checkLines(of node: Node, to end: Int, hasComments: Bool) throws(YAMLError) {
    // libyaml itself sees to the first line.
    var start = text.endOfLine(node.start) + 1
    while start < end {
      let first = text[start..<end].firstIndex { $0 != 0x20 } ?? end
      let isBlank = first == end || text[first].isBreak
      let isComment = hasComments && !isBlank && text[first] == UInt8(ascii: "#")
      guard isBlank || isComment || first - start >= node.indent else {
        throw YAMLError(
          .underIndented(spaces: node.indent, opened: node.mark), at: text.mark(of: first))
      }
      start = text.endOfLine(first) + 1
    }
  }

  /// Refuses text in a flow collection that begins with `?`: the sign of a key has white space behind
  /// it.
  private func checkQuestionMark(before start: Int) throws(YAMLError) {
    guard case .flow? = levels.last, start > 0, start < text.count,
      text[start - 1] == UInt8(ascii: "?"), !text[start].isWhite
    else { return }
    throw YAMLError(.questionMark, at: text.mark(of: start - 1))
  }

  /// Refuses a comment in `range`, which has no text in it, with no white space before.
  private func checkComments(in range: Range<Int>) throws(YAMLError) {
    var index = range.lowerBound
    while let hash = text[index..<range.upperBound].firstIndex(of: UInt8(ascii: "#")) {
      guard hash == 0 || text[hash - 1].isWhite else {
        throw YAMLError(.commentUnspaced, at: text.mark(of: hash))
      }
      index = min(text.endOfLine(hash), range.upperBound)
    }
  }

  /// Refuses a name of an anchor or alias, before a node that begins at `start`, that YAML 1.2 would
  /// read on where libyaml ends it.
  private func checkNames(from start: Int) throws(YAMLError) {
    var index = start
    while index < text.count, [UInt8]("&*!".utf8).contains(text[index]) {
      let isTag = text[index] == UInt8(ascii: "!")
      index =
        text[(index + 1)...].firstIndex { isTag ? $0.isWhite : !$0.isAnchorName } ?? text.count
      if !isTag, index < text.count, [UInt8]("?:%@`".utf8).contains(text[index]) {
        throw YAMLError(.anchorName, at: text.mark(of: index))
      }
      while index < text.count, text[index].isWhite || text[index] == UInt8(ascii: "#") {
        index = text[index] == UInt8(ascii: "#") ? text.endOfLine(index) : index + 1
      }
    }
  }
}

extension UInt8 {
  fileprivate var isBreak: Bool { self == 0x0A || self == 0x0D }

  fileprivate var isWhite: Bool { self == 0x20 || self == 0x09 || isBreak }

  /// What libyaml takes for part of an anchor's name.
  fileprivate var isAnchorName: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension [UInt8] {
  /// Where the line begins that holds the byte at `index`.
  fileprivate func startOfLine(_ index: Int) -> Int {
    self[..<index].lastIndex { $0.isBreak }.map { $0 + 1 } ?? 0
  }

  /// Where the break stands that ends the line of the byte at `index`, or the text ends.
  fileprivate func endOfLine(_ index: Int) -> Int {
    self[Swift.min(index, count)...].firstIndex { $0.isBreak } ?? count
  }

  fileprivate func mark(of index: Int) -> Mark {
    let before = self[..<index]
    let lines = before.indices.count { at in
      before[at] == 0x0A || before[at] == 0x0D && (at + 1 == count || self[at + 1] != 0x0A)
    }
    let line = String(decoding: self[startOfLine(index)..<index], as: UTF8.self)
    return Mark(line: lines + 1, column: line.unicodeScalars.count + 1)
  }
}
