extension FlagTable {
  static let diagnostics: [Flag] = [
    Flag(
      .progress, nil, .none, group: .diagnostics,
      reads: .by { draft, _ in draft.readProgress() },
      help: "progress line on standard error",
      manual: """
        Show on standard error how far the run is.
        This is the default if standard error is a terminal and neither standard input
        nor standard output is one, unless
        .Ev TERM
        is
        .Ql dumb
        or
        .Ev CI
        is set.
        The line is redrawn in place and gone at the end, and not drawn in the background;
        where that cannot be done, a line is written every ten seconds.
        The rate is that of the last ten seconds.
        For a file the line ends with the share of it that is done, and the time left;
        what
        .Fl Fl resume
        passes over is no part of it.
        """),
    Flag(
      .noProgress, nil, .none, group: .diagnostics,
      reads: .by { draft, _ in draft.readProgress() },
      help: "no progress line",
      manual: """
        Show no progress.
        Of
        .Fl Fl progress
        and
        .Fl Fl no-progress
        the last one holds.
        """),
    Flag(
      "summary", nil, .required("FORM"), group: .diagnostics,
      reads: .word(\.summary),
      help: "what to say at the end",
      manual: """
        Write at the end to standard error what the run came to:
        how many events were delivered and failed, why, how fast, and how long answers took.
        With
        .Cm json
        it is one JSON object on the last line.
        The default is
        .Cm text
        on a terminal, else
        .Cm none .
        """),
    Flag(
      .summaryFile, nil, .required("FILE"), group: .diagnostics,
      reads: .text(\.summaryFile), completion: .files,
      help: "write the JSON summary to FILE too",
      manual: """
        Write the JSON object of
        .Fl Fl summary Cm json
        to
        .Ar FILE
        as well, whatever is written to standard error.
        A regular file is replaced every 10 seconds while the run goes on, with
        .Cm running
        true in it until the end.
        """),
    Flag(
      .metricsFile, nil, .required("FILE"), group: .diagnostics,
      reads: .text(\.metricsFile), completion: .files,
      help: "write counts to FILE in Prometheus' text format",
      manual: """
        Write what the run came to so far to
        .Ar FILE ,
        in the text format of Prometheus: counters of lines, bytes, events by their
        outcome, failures by their type, requests, and answers by their status, a histogram
        of the seconds that calls took, and gauges of events that wait, calls in flight, an
        outage, and the time of the last delivery, each beginning with
        .Ql segment_step_ .
        A regular file is replaced every 10 seconds and at the end, by renaming, so that
        node_exporter's textfile collector can read it.
        """),
    Flag(
      .verbose, "v", .none, group: .diagnostics,
      reads: .on(\.verbose),
      help: "a line for each call",
      manual: """
        Write a line to standard error for each event that was sent: the URL, the status,
        the time it took, the attempts and the outcome.
        In a dry run, write the URL and, laid out over lines, the body of each call.
        """),
    Flag(
      .quiet, "q", .none, group: .diagnostics,
      reads: .on(\.quiet),
      help: "errors only: no notes, no warnings",
      manual: """
        Write errors only to standard error: no notes, no warnings, and no lines for
        events that failed.
        """),
    Flag(
      "color", nil, .required("WHEN"), group: .diagnostics,
      reads: .word(\.color),
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
      .completions, nil, .required("SHELL"), group: .diagnostics,
      reads: .answered(Shell.self),
      help: "print a completion script",
      manual: """
        Print a script on standard output that completes the options of
        .Nm
        in
        .Cm bash ,
        .Cm zsh
        or
        .Cm fish ,
        and exit.
        .Cm bash
        and
        .Cm fish
        read it as it is,
        .Cm zsh
        also as a file
        .Pa _segment-step
        in a directory of its
        .Ev fpath .
        """),
    Flag(
      .schema, nil, .none, group: .diagnostics,
      reads: .answered,
      help: "print a JSON Schema of the step config and exit",
      manual: """
        Print a JSON Schema
        .Pq draft 2020-12
        of the step config on standard output and exit;
        editors check and complete a config by it.
        """),
    Flag(
      .help, "h", .none, group: .diagnostics,
      reads: .answered,
      help: "print this help and exit",
      manual: """
        Print a summary of the options on standard output and exit.
        Of
        .Fl h ,
        .Fl V ,
        .Fl Fl completions
        and
        .Fl Fl schema
        the first holds, and it holds whatever else is on the command line,
        right or wrong.
        """),
    Flag(
      .version, "V", .none, group: .diagnostics,
      reads: .answered,
      help: "print the version and exit",
      manual: """
        Print the version on standard output and exit.
        """),
  ]
}
