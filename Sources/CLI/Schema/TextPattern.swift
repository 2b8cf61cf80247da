import Segment

/// Regular expressions for texts with lookups in them, in the syntax that ECMA-262 and Python share.
///
/// They follow `TemplateParser` as far as an expression can: JSON within a lookup is looked into no
/// deeper than one object.
enum TextPattern {
  /// Any text whose lookups are well formed.
  static let text = "^(?:\(plain)|\(pairs)*\(lookup))*$"
  /// The same with at least one lookup.
  static let textWithLookup = "^(?:\(plain))*\(pairs)*\(lookup)(?:\(plain)|\(pairs)*\(lookup))*$"
  /// Text that is known before the first event: its lookups are variables and files.
  static let constant = "^(?:\(plain)|\(pairs)*\(outerLookup))*$"
  /// The same with at least one lookup.
  static let constantWithLookup =
    "^(?:\(plain))*\(pairs)*\(outerLookup)(?:\(plain)|\(pairs)*\(outerLookup))*$"
  /// One lookup, or a JSON object.
  static let object =
    #"^(?:\#(lookup)|[ \t\r\n]*\{[ \t\r\n]*(?:\}|"[\s\S]*[^,{\[: \t\r\n][ \t\r\n]*\})[ \t\r\n]*)$"#
  /// A message id of the program's making.
  static let callUUID = #"^\$\{\#(blanks)call:\#(blanks)uuid\#(blanks)\}$"#
  /// A write key: printable ASCII without white space, quotes and what shells and templates leave.
  static let writeKey = #"^(?:[^\x00- "$',:<=`{\x7F-\uFFFF]|\#(outerLookup))+$"#
  /// A lookup as other tools have it.
  static let foreign =
    #"^\s*(?:\{\{\{?\#(foreignPath)\}\}\}?|[%#]?\{\#(foreignPath)\}|<%=\#(foreignPath)%>|\$\#(foreignPath)\}?|(?=\.)\#(foreignPath))\s*$"#
  /// What is taken for a time, but for ranges.
  static let timestamp =
    #"^(?:[-+]?[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\#(date)(?:[Tt ]\#(time)(?:[Zz]|\#(offset))?)?)$"#

  // MARK: Their parts

  private static let blanks = #"[ \t\r\n]*"#
  /// What is no lookup: any character but `$`, dollars before anything but `{`, and pairs of them before
  /// it.
  private static let plain = #"[^$]|\$+(?![${])|(?:\$\$)+\{"#
  private static let pairs = #"(?:\$\$)"#

  private static let lookup =
    #"\$\{\#(blanks)(?:\#(chain)|\#(known))\#(functions)\#(fallback)\}"#
  private static let outerLookup =
    #"\$\{\#(blanks)\#(outer)(?://\#(blanks)\#(outer))*(?://\#(blanks)\#(literal))?\#(functions)\#(fallback)\}"#

  /// Alternatives; behind one that is always there nothing can follow.
  private static let chain =
    "(?:\(outer)|\(path))(?://\(blanks)(?:\(outer)|\(path)))*(?://\(blanks)(?:\(known)|\(literal)))?"
  /// What is there for every event: the line's number and the whole event.
  private static let known = #"(?:input:\#(blanks)line\#(blanks)|\.\#(blanks))"#
  /// A variable or a file. A path may have two slashes in it.
  private static let outer = #"(?:(?:env|file):\#(blanks)(?=[^},|\s])(?:(?!\s//)[^},|])+\s?)"#

  private static let nameByte = #"(?!//| [-+*/] |\?\?|:-)[^.\[\]{}",|?*()$\\]"#
  private static let name = #"(?=\s*[^\s.\[\]{}",|?*()$\\])(?:\#(nameByte))+"#
  private static let index = #"\[(?:-?[0-9]+|"(?:[^"\\]|\\.)*")\]\#(blanks)"#
  /// A path whose first name has no colon: that would be `env:` or its like. White space before it is not
  /// part of it, or there would be two ways to read each, and a long text would never be done.
  private static let path =
    #"(?:\.\#(blanks))?(?:(?!\s|[^.\[\]{}",|]*:)\#(name)|\#(index))(?:\.(?:\#(name)|\#(index))|\#(index))*"#

  private static let foreignPath =
    #"\s*\.?\s*[\[A-Za-z_](?:[\w.\["'-]|\](?!\w))*\s*\??\s*(?:\|[\s\S]*)?"#

  private static let literal =
    #"(?:"(?:[^"\\]|\\.)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null|\{[^{}]*\}|\[\])\#(blanks)"#
  private static let functions =
    #"(?:\|\#(blanks)(?:\#(TemplateFunction.allCases.map(\.rawValue).joined(separator: "|")))\#(blanks))*"#
  /// JSON, or text up to the brace.
  private static let fallback =
    #"(?:,\#(blanks)(?:\#(literal)|\[[^\]]*\]\#(blanks)|(?:(?!\$\{)[^}])*))?"#

  private static let date =
    #"[0-9]{4}(?:-?[0-9]{2}-?[0-9]{2}|-?W[0-9]{2}-?[1-7]|-?[0-9]{3})"#
  private static let time =
    #"[0-2][0-9]:?[0-5][0-9](?::?(?:[0-5][0-9]|60)(?:[.,][0-9]+)?)?"#
  private static let offset = #"[-+][0-2][0-9](?::?[0-5][0-9])?"#
}
