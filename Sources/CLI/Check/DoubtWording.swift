import Segment

/// The words for what in a config was probably meant otherwise.
enum DoubtWording {
  static func text(_ doubt: ConfigDoubt) -> String {
    switch doubt.kind {
    case .foreignLookup(let path):
      "\(doubt.place): this is text, the same for every event; a lookup is written "
        + "${\(path ?? "path.in.the.event")}"
    case .literalLookup: "\(doubt.place): ${ stands in it as text, and looks nothing up"
    case .quotedDefault(let text):
      "\(doubt.place): the single quotes are part of the default; write it without: , \(text)}"
    case .environmentMember(let name):
      "\(doubt.place): this looks up a member of the event; a variable is written ${env:\(name)}"
    case .colonInKey(let key):
      "\(doubt.place): '\(key)' is a key without a value; a space must follow the colon"
    case .bracketInKey(let key):
      "\(doubt.place): '\(key)' is the key as it stands; --set takes no key with a dot in it, "
        + "-c and -i do"
    }
  }
}
