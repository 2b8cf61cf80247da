extension FlagTable {
  static let diagnostics: [Flag] = [
    Flag(
      .quiet, "q", .none, group: .diagnostics,
      help: "errors only: no notes, no warnings",
      manual: """
        Write errors only to standard error, no notes and no warnings.
        """),
    Flag(
      .color, nil, .required("WHEN"), group: .diagnostics, allowed: ["auto", "always", "never"],
      standard: "auto",
      help: "colour of diagnostics",
      manual: """
        Whether diagnostics are coloured:
        .Cm always ,
        .Cm never
        or, with
        .Cm auto ,
        when standard error is a terminal that can show colour and
        .Ev NO_COLOR
        is unset or empty.
        """),
    Flag(
      .help, "h", .none, group: .diagnostics,
      help: "print this help and exit",
      manual: """
        Print a summary of the options on standard output and exit.
        Of
        .Fl h
        and
        .Fl V
        the first holds, and it holds whatever else is on the command line,
        right or wrong.
        """),
    Flag(
      .version, "V", .none, group: .diagnostics,
      help: "print the version and exit",
      manual: """
        Print the version on standard output and exit.
        """),
  ]
}
