extension Unicode.Scalar {
  /// A character that moves the cursor or does worse, but is not seen.
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  /// How many columns of a terminal it takes: 2 for East Asian wide characters and emoji, 0 for
  /// marks on the character before, else 1.
  ///
  /// The ranges are the blocks of wide characters (Unicode Standard Annex #11).
  var terminalColumns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default:
      return properties.isEmojiPresentation ? 2 : 1
    }
  }
}
