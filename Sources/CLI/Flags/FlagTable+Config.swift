extension FlagTable {
  static let config: [Flag] = [
    Flag(
      .config, "c", .required("FILE"), group: .config,
      reads: .by { draft, typed in draft.settings.config = .file(draft.fileName(typed)) },
      completion: .files,
      help: "step config, YAML or JSON",
      manual: """
        Read the step config, YAML or JSON, from
        .Ar FILE .
        It excludes
        .Fl i .
        Standard input carries the events, so
        .Ql -
        is no file here.
        """),
    Flag(
      .inline, "i", .required("YAML"), group: .config,
      reads: .by { $0.settings.config = .inline($1.argument ?? "") },
      help: "step config as text, instead of -c",
      manual: """
        Take
        .Ar YAML
        itself as the step config.
        It excludes
        .Fl c .
        """),
    Flag(
      .set, "s", .required("KEY=VALUE"), group: .config,
      reads: .by { draft, _ in draft.readAssignments() }, completion: .assignment,
      isRepeatable: true,
      help: "set one parameter; may be repeated",
      manual: """
        Set one parameter of the step config, over what
        .Fl c
        or
        .Fl i
        says; enough on its own.
        .Ar KEY
        is a parameter or, with dots, a path into one, as in
        .Ql properties.plan ;
        it ends at the first equals sign.
        .Ar VALUE
        is read as YAML, so that
        .Ql 3
        is a number and
        .Ql '\\(dq3\\(dq'
        a string.
        In a single line, text with a colon and a space, or a space and a number sign,
        must be in double quotes, and an object in braces.
        May be given any number of times; they are applied in order.
        """),
    Flag(
      "step", nil, .required("N"), group: .config,
      reads: .number(1...Int.max, \.step),
      help: "which step of a workflow file, counted from 1",
      manual: """
        Run step
        .Ar N
        of a config that is a list of steps or a workflow file,
        counting steps of every type from 1.
        Without it, the only step of type
        .Ql segment
        is run, and several are an error.
        """),
  ]
}
