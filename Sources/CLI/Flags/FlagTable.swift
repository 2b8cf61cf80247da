/// Every flag, one row each: the source of the parser, `--help`, completions and the man page's
/// OPTIONS.
public enum FlagTable {
  /// The flags in the order of `--help`: grouped, in the order of the headings.
  public static let all: [Flag] = config + delivery + events + trial + diagnostics

  /// The flags under one heading, in order.
  public static func flags(in group: Flag.Group) -> [Flag] {
    all.filter { $0.group == group }
  }
}
