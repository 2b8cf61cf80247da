extension FlagTable {
  static let trial: [Flag] = [
    Flag(
      .check, nil, .none, group: .trial,
      reads: .on(\.check),
      help: "check the config, try some events, send nothing",
      manual: """
        Check the step config and exit:
        2 if it is wrong, with all that is wrong on standard error, else 0.
        If it is right, print on standard output what was understood:
        where the calls go, where each value comes from, those in objects too,
        which steps are not run, and what
        was probably meant otherwise, such as another tool's lookup.
        The write key is never shown, and text of variables and files only in the call at the
        end.
        .Pp
        Unless standard input is a terminal,
        the first events are read from it and tried, and nothing is sent.
        A second part then says how many of them would make calls,
        what is wrong with the others,
        and which lookups without default found nothing, or null or empty text where a
        parameter takes text,
        with the keys that were there instead.
        It counts how many different ids of users there are.
        It notes ids that are sent but doubtful: message ids that repeat, are short or no
        UUID, user ids that Segment blocks or that come from a mistake, and years such as
        1970.
        Then it shows the first call.
        Whatever the events are like, the exit status is 0;
        with
        .Fl e
        it is 1 if an event makes no call.
        No event is written.
        """),
    Flag(
      .checkEvents, nil, .required("N"), group: .trial,
      reads: .number(0...1_000_000, \.checkEvents), standard: "100",
      help: "events that --check tries",
      manual: """
        How many events
        .Fl Fl check
        tries, 0 to 1000000.
        From a pipe it reads until it has so many lines that are not blank,
        or the pipe is closed;
        with 0 it reads nothing.
        """),
    Flag(
      "dry-run", "n", .none, group: .trial,
      reads: .on(\.run.isDry),
      help: "build and check every call, send nothing",
      manual: """
        Build and check every call but send none;
        each result shows the request that would have been made,
        with the write key blotted out.
        With
        .Fl Fl sandbox ,
        nothing is sent to that either.
        """),
    Flag(
      .sandbox, nil, .optional("FAULTS"), group: .trial,
      reads: .by { $0.readFaults($1) },
      completion: .items(["503:", "429:", "delay:", "reset:", "hang:", "garbage:", "seed:"]),
      help: "send to a stand-in for Segment in this process",
      manual: """
        Send to a stand-in for Segment that runs inside this process on
        .Ql 127.0.0.1 :
        real calls, but nothing leaves the machine, and no account is needed.
        A missing write key is no error then.
        The results look like those of Segment: a run without it would take their events for
        delivered, with
        .Fl Fl retry-failed
        or
        .Fl Fl resume .
        .Pp
        .Ar FAULTS
        makes it misbehave, for trying out retries;
        a comma-separated list of these, where
        .Ar share
        is a share of the calls between 0 and 1:
        .Pp
        .Bl -tag -width "status:share:seconds" -compact
        .It Ar status : Ns Ar share
        answer with that status, as in
        .Ql 503:0.1
        .It Ar status : Ns Ar share : Ns Ar seconds
        the same with
        .Ql Retry-After
        .It Cm delay : Ns Ar milliseconds
        answer every call that much later
        .It Cm reset : Ns Ar share
        reset the connection
        .It Cm hang : Ns Ar share
        never answer
        .It Cm garbage : Ns Ar share
        answer with bytes that are not HTTP
        .It Cm seed : Ns Ar N
        choose the calls by this seed
        .El
        .Pp
        It excludes
        .Fl Fl endpoint .
        """),
  ]
}
