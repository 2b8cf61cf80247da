/// The generated part of `man/segment-step.1`, in mdoc.
public enum ManPage {
  /// The lines of the OPTIONS section below its heading, from the flag table.
  public static func options() -> String {
    Flag.Group.allCases.map(subsection).joined()
  }

  private static func subsection(_ group: Flag.Group) -> String {
    let items = FlagTable.flags(in: group).map(item).joined()
    return ".Ss \(group.rawValue)\n.Bl -tag -width Ds\n\(items).El\n"
  }

  private static func item(_ flag: Flag) -> String {
    "\(tag(flag))\n\(flag.manual)\n\(standard(flag))"
  }

  private static func tag(_ flag: Flag) -> String {
    let long = "Fl Fl \(flag.id.name)"
    switch flag.argument {
    case .none:
      return ".It " + short(flag, argument: "") + long
    case .required(let name):
      return ".It " + short(flag, argument: " Ar \(name)") + "\(long) Ar \(name)"
    case .optional(let name):
      return ".It \(long) Ns Oo = Ns Ar \(name) Oc"
    }
  }

  private static func short(_ flag: Flag, argument: String) -> String {
    flag.short.map { "Fl \($0)\(argument) , " } ?? ""
  }

  private static func standard(_ flag: Flag) -> String {
    guard let standard = flag.standard else { return "" }
    return "The default is\n.Cm \(standard) .\n"
  }
}
