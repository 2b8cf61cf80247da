import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of `--resume`: what keeps a run from going on behind it is said before anything is read.
struct Resumption {
  /// The file; nil if a dry run finds none.
  let results: EarlierResults?
  /// What is worth saying though the run goes on.
  let warning: Diagnostic?

  /// Opens the file, which is made if there is none.
  init(_ path: String, _ settings: Settings, _ streams: StandardStreams) throws(Diagnostics) {
    let file = FileIdentity(path: path)
    if let file { try Self.check(path, file, settings, streams) }
    let output = FileIdentity(streams.output)
    if file == nil, output?.isRegular == true, Self.size(of: streams.output) > 0 {
      throw Diagnostics([ResumeWording.absent(path)])
    }
    if file == nil, settings.run.isDry {
      (results, warning) = (nil, nil)
      return
    }
    do throws(EarlierResults.OpenError) {
      results = try EarlierResults(path, output: streams.output)
    } catch {
      throw Diagnostics([ResumeWording.cannotOpen(path, error)])
    }
    let isOutput = output != nil && output == FileIdentity(path: path)
    if isOutput, results?.isEmpty == true, fcntl(streams.output, F_GETFL) & O_APPEND == 0 {
      throw Diagnostics([ResumeWording.emptied(path)])
    }
    let isElsewhere = !isOutput && output?.isRegular == true && !settings.run.isDry
    warning = isElsewhere ? ResumeWording.otherOutput(path) : nil
  }

  private static func size(of descriptor: CInt) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The file must be nothing else than results.
  private static func check(
    _ path: String, _ file: FileIdentity, _ settings: Settings, _ streams: StandardStreams
  ) throws(Diagnostics) {
    guard file.isRegular else { throw Diagnostics([ResumeWording.cannotOpen(path, .notRegular)]) }
    if file == FileIdentity(streams.input) { throw Diagnostics([ResumeWording.isInput(path)]) }
    if file == FileIdentity(streams.errors) { throw Diagnostics([ResumeWording.isErrors(path)]) }
    for (flag, other) in [
      (FlagID.summaryFile, settings.summaryFile), (.metricsFile, settings.metricsFile),
    ] where other.map({ file == FileIdentity(path: $0) }) == true {
      throw Diagnostics([ResumeWording.isOther(path, flag)])
    }
    if settings.run.isDry, file == FileIdentity(streams.output) {
      throw Diagnostics([ResumeWording.dryOutput(path)])
    }
  }
}
