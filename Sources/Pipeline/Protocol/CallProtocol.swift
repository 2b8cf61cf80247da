import HTTP
import Segment

/// What Segment's protocol says of the calls of a run: where they go and with which headers, how a
/// batch is framed, how lines become calls, and how results are written. The rest of the pipeline
/// moves events, whatever they say.
public struct CallProtocol: Sendable {
  private static let contentType = (name: "Content-Type", value: "application/json")
  private static let userAgent = (
    name: "User-Agent", value: "\(Program.name)/\(Program.version)"
  )

  private let plan: CallPlan
  private let delivery: DeliveryPolicy
  private let outputTo: String
  private let service: Service

  /// - Parameters:
  ///   - config: the step to run.
  ///   - service: where its calls go.
  public init(_ config: StepConfig, to service: Service) {
    plan = CallPlan(config)
    delivery = config.delivery
    outputTo = config.outputTo
    self.service = service
  }

  /// The URLs of calls, by the places of their routes.
  var urls: [String] { Route.all.map { "\(service.baseURL)/\($0.name)" } }

  /// The options of an HTTP client that makes `concurrency` of the calls at once.
  func clientOptions(concurrency: Int) -> ClientOptions {
    let credentials = BasicCredentials.text(writeKey: service.writeKey)
    var options = ClientOptions(
      urls: urls, headers: headers(credentials: credentials), retryHeader: "X-Retry-Count",
      concurrency: concurrency, timeoutMilliseconds: delivery.timeoutSeconds * 1000)
    options.connectHeaders = [Self.userAgent]
    options.proxy = service.proxy
    options.authorityFile = service.authorityFile
    options.authorityDirectory = service.authorityDirectory
    return options
  }

  /// The headers of a call.
  private func headers(credentials: String) -> [(name: String, value: String)] {
    [(name: "Authorization", value: "Basic \(credentials)"), Self.contentType, Self.userAgent]
  }

  /// What decides on another try.
  ///
  /// - Parameter retryFor: as `RetryPolicy.retryFor`.
  func retryPolicy(retryFor: Int?) -> RetryPolicy {
    RetryPolicy(
      retries: delivery.retries, backoffSeconds: delivery.backoffSeconds,
      backoffMaxSeconds: delivery.backoffMaxSeconds, retryFor: retryFor)
  }

  /// Whether a call that has used up its attempts stops the run.
  var stopsAtFailure: Bool { delivery.retryPropagate }

  /// How a batch is framed.
  static let batchFrame = BatchFrame(
    hasRoom: BatchBody.hasRoom, append: BatchBody.append, close: BatchBody.close)

  /// What a transfer loop knows of the protocol.
  func exchange() -> Exchange {
    Exchange(
      mask: SecretMask(
        writeKey: service.writeKey, proxyCredentials: service.proxyCredentials))
  }

  /// What makes calls of lines.
  func renderer(_ options: RunOptions) -> EventRenderer {
    var rendering = CallRenderer.Options()
    rendering.strict = options.isStrict
    rendering.skipsDelivered = options.skipsDelivered
    rendering.isBatched = options.batchEvents != nil
    return EventRenderer(
      CallRenderer(plan, options: rendering), isDry: options.isDry,
      countsIDs: plan.makesMessageIDs)
  }

  /// What makes lines of events that have their results.
  func lineText(_ options: RunOptions) -> LineText {
    LineText(
      key: plan.outputKey, shape: shape, dryRun: dryRun(options),
      written: WrittenLine(outputTo: outputTo))
  }

  /// What went wrong with an event, as a sentence without a full stop; nil if nothing did.
  func message(of event: Event) -> String? { event.message(shape) }

  private var shape: ResultShape {
    ResultShape(server: service.isSegment ? "Segment" : "the server")
  }

  /// The results of a dry run: the request as it would be made, the write key hidden.
  private func dryRun(_ options: RunOptions) -> DryRun {
    DryRun(
      baseURL: service.baseURL, headers: headers(credentials: "***"),
      isBatched: options.batchEvents != nil)
  }
}
