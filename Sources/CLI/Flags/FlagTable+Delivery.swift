import Segment

extension FlagTable {
  static let delivery: [Flag] = [
    Flag(
      "concurrency", "j", .required("N"), group: .delivery,
      reads: .number(1...1024, \.run.concurrency), standard: "16",
      help: "calls in flight, 1 to 1024",
      manual: """
        Keep at most
        .Ar N
        calls in flight, 1 to 1024.
        """),
    Flag(
      .batch, "b", .required("N"), group: .delivery,
      reads: .number(BatchBody.messageLimits, \.run.batchEvents),
      help: "send up to N events in one call, 1 to 2500",
      manual: """
        Send up to
        .Ar N
        events, 1 to 2500, in one call to
        .Ql /v1/batch ,
        in the order of the input and within Segment's limit of 500 KB.
        Each event gets its own result, with the size of its batch in
        .Ql batch .
        A batch that is refused with 400 or 413 is halved, and the halves are sent,
        until the event that is to blame stands alone.
        """),
    Flag(
      .batchLinger, nil, .required("MS"), group: .delivery,
      reads: .number(0...3_600_000, \.run.lingerMilliseconds), standard: "100",
      help: "longest an event waits for its batch",
      manual: """
        Let no event wait longer than
        .Ar MS
        milliseconds, 0 to 3600000, for its batch to fill.
        It needs
        .Fl b .
        """),
    Flag(
      "rate", "r", .required("N[/SHARES]"), group: .delivery,
      reads: .by { $0.readRate($1) },
      help: "start at most N calls a second",
      manual: """
        Start at most
        .Ar N
        calls a second, evenly spaced; retries count.
        .Ar N
        may have decimals, as in
        .Ql 0.5 .
        With
        .Ar SHARES ,
        as in
        .Ql 1000/8 ,
        one of so many equal shares of it: the rate of this process, if as many run
        at once.
        Calls that were not at hand in time are made up for as far as a tenth of a
        second goes back.
        """),
    Flag(
      "retry-for", nil, .required("DURATION"), group: .delivery,
      reads: .by { $0.readRetryFor($1) },
      help: "try again for so long, as in 90s or 2h",
      manual: """
        Try a call again for
        .Ar DURATION
        after its first attempt, whatever
        .Cm retries
        says, if another attempt may deliver it:
        a number with a unit,
        .Ql ms ,
        .Ql s ,
        .Ql m ,
        .Ql h
        or
        .Ql d ,
        or several of them, as in
        .Ql 1h30m ;
        a number alone is of seconds.
        The waits double from
        .Cm backoff_seconds ,
        half a second at the least, up to 60 seconds.
        A 429 is not limited by it: see
        .Sx RETRIES .
        While nothing gets through, one call at a time tries, and the first that is
        answered lets the others go.
        Reading stops meanwhile by itself, when all that may be held is.
        """),
    Flag(
      "region", nil, .required("REGION"), group: .delivery,
      reads: .word(\.region),
      help: "where the Segment workspace is",
      manual: """
        Send to Segment in the
        .Cm us
        or in the
        .Cm eu ,
        whatever the config's
        .Cm region
        says; without either, in the
        .Cm us .
        Without effect beside
        .Fl Fl endpoint
        and
        .Fl Fl sandbox .
        """),
    Flag(
      .endpoint, nil, .required("URL"), group: .delivery,
      reads: .by { $0.readEndpoint($1) },
      help: "base URL to send to instead of Segment's",
      manual: """
        Send to
        .Ar URL
        followed by a slash and the operation, instead of to Segment itself:
        a proxy of one's own, or a service that speaks the same protocol,
        as in
        .Ql https://events.example.com/v1 .
        The URL has no user name, password, query or fragment;
        slashes at its end do not count.
        It excludes
        .Fl Fl sandbox .
        """),
    Flag(
      .maxCall, nil, .required("BYTES"), group: .delivery,
      reads: .bytes(1024...(1 << 30), \.run.callLimit), standard: "32K",
      help: "longest body of a call to --endpoint",
      manual: """
        The longest body of a call, 1K to 1G; a longer one is not sent.
        Segment takes 32 KiB, which holds for its own hosts whatever
        .Ar BYTES
        is; others may take more, or less.
        The suffixes
        .Cm K ,
        .Cm M
        and
        .Cm G
        stand for powers of 1024.
        It needs
        .Fl Fl endpoint .
        """),
    Flag(
      .insecureHTTP, nil, .none, group: .delivery,
      reads: .on(\.insecureHTTP),
      help: "let --endpoint use http:// to another machine",
      manual: """
        Accept an
        .Ql http://
        endpoint on another machine, although the write key and the events then
        travel in clear text.
        Loopback addresses
        .Po
        .Ql 127.0.0.0/8 ,
        .Ql [::1]
        and
        .Ql localhost
        .Pc
        need no such leave.
        """),
    Flag(
      .caCertificate, nil, .required("FILE"), group: .delivery,
      reads: .text(\.caCertificate), completion: .files,
      help: "trust these certificates (PEM), as curl's",
      manual: """
        Verify the server against the certificates in
        .Ar FILE ,
        in PEM form, instead of those of the system.
        """),
    Flag(
      .proxy, nil, .required("URL"), group: .delivery,
      reads: .by { $0.readProxy($1) },
      help: "proxy to go through, as curl's",
      manual: """
        Connect through the proxy at
        .Ar URL ,
        written as for
        .Xr curl 1 ;
        empty for no proxy, whatever the environment says.
        In a password, a space and the characters
        .Ql / ? # @
        are percent-encoded.
        """),
    Flag(
      .header, "H", .required("LINE|@FILE"), group: .delivery,
      reads: .by { draft, _ in draft.readHeaders() }, isRepeatable: true,
      help: "send a further header, as curl's",
      manual: """
        Send a further header with each call, as
        .Xr curl 1
        does:
        .Ql "Name: value" ,
        .Ql "Name;"
        for an empty value, or
        .Ql "Name:"
        to leave a header out.
        One of a name that
        .Nm
        sends itself replaces it.
        With
        .Ar @FILE ,
        each line of
        .Ar FILE
        that is not blank is such a header.
        What comes from a file, or has a name that speaks of a key, a token, a cookie or
        the like, is not shown in dry runs, and hidden where an answer repeats it;
        a
        .Ar LINE
        is seen in the list of processes.
        It may be given several times.
        """),
    Flag(
      .tokenFile, nil, .required("FILE"), group: .delivery,
      reads: .by { $0.settings.tokenFile = $0.fileName($1) }, completion: .files,
      help: "authorise calls by the OAuth token in FILE",
      manual: """
        Authorise calls by the access token in
        .Ar FILE
        instead of by the write key, which goes into their bodies then, as Segment's
        OAuth 2.0 wants it.
        .Ar FILE
        is looked at once a second, and read again when it has changed, and when a call
        is answered 401: that call is made once more, which costs no retry.
        White space around the token does not count.
        """),
    Flag(
      "compress", nil, .none, group: .delivery,
      reads: .on(\.compress),
      help: "send request bodies as gzip",
      manual: """
        Compress the body of each call in gzip's format; batches gain most.
        Limits of sizes hold for what is not compressed yet.
        A server that takes no such bodies answers 415.
        """),
    Flag(
      "exit-status", "e", .none, group: .delivery,
      reads: .on(\.exitStatus),
      help: "exit 1 if any event was not delivered",
      manual: """
        Exit with status 1 if any event was not delivered.
        Without it, a failed delivery is only recorded in the output.
        Lines that are no JSON objects do not count: they make the status 3.
        """),
  ]
}
