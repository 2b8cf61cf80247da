extension FlagTable {
  static let events: [Flag] = [
    Flag(
      .unordered, "u", .none, group: .events,
      reads: .on(\.run.isUnordered),
      help: "write events as they finish, not in input order",
      manual: """
        Write each event as soon as its call has finished.
        Without it, events leave in the order of the input.
        """),
    Flag(
      "strict", nil, .none, group: .events,
      reads: .on(\.run.isStrict),
      help: "fail an event when a lookup finds nothing",
      manual: """
        Fail an event, with
        .Ql missing_field ,
        when a lookup without default finds nothing in it, or, within longer text, null.
        Without it, the member that holds the lookup is left out, and longer text has
        nothing in its place.
        """),
    Flag(
      .resume, nil, .required("FILE"), group: .events,
      reads: .by { draft, typed in draft.settings.resume = draft.fileName(typed) },
      completion: .files,
      help: "go on behind what earlier runs wrote to FILE",
      manual: """
        Go on behind what earlier runs with the same input wrote to
        .Ar FILE ,
        which standard output appends to; see
        .Sx STOPPING .
        .Ar FILE
        may be empty, or not there yet.
        It excludes
        .Fl u .
        """),
    Flag(
      .retryFailed, nil, .none, group: .events,
      reads: .on(\.run.skipsDelivered),
      help: "pass through events already delivered",
      manual: """
        Pass events that already carry a successful result through unchanged, and lines
        whose result says that what came in was no JSON object or too long, and send the
        others: the input is the output of an earlier run.
        These keep their message id, and the time at which they were read first, unless
        the config makes one.
        """),
    Flag(
      "on-invalid", nil, .required("ACTION"), group: .events,
      reads: .word(\.run.invalidLines),
      standard: "annotate",
      help: "what bad lines do",
      manual: """
        What to do about an input line that is not a JSON object.
        .Cm annotate
        writes a result that says so in its place and goes on;
        .Cm accept
        does the same, and the exit status is 0 all the same, for engines that take any
        other one for a failed task;
        .Cm stop
        writes that result too and reads no further.
        Unless they are accepted, such lines make the exit status 3.
        """),
    Flag(
      .maxLine, nil, .required("BYTES"), group: .events,
      reads: .bytes(1...(2 << 30), \.run.lineLimit), standard: "64M",
      help: "longest input line; K, M, G allowed",
      manual: """
        The longest input line accepted, 1 to 2G.
        The suffixes
        .Cm K ,
        .Cm M
        and
        .Cm G
        stand for powers of 1024.
        A longer line is treated as one that is no JSON object: its result has its
        number, its length and its first bytes, and the rest is passed over without
        being held.
        """),
    Flag(
      "hold", nil, .required("SIZE"), group: .events,
      reads: .bytes((1 << 20)...(1 << 40), \.run.hold),
      help: "bytes held in memory (64M, or less in a small cgroup)",
      manual: """
        Hold at most
        .Ar SIZE
        bytes, 1M to 1024G, of lines, bodies and answers in memory, whatever waits for
        whom; K, M and G stand for powers of 1024.
        Nothing is read and no call is started beyond it, but for one event at a time.
        The default is 64M, or a quarter of what the process's cgroup allows if that is
        less.
        The program itself takes some 40 MiB more.
        """),
  ]
}
