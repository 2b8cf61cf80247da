import HTTP
import Segment

/// What Segment's protocol says of the calls of a run: where they go and with which headers, how a
/// batch is framed, how lines become calls, and how results are written. The rest of the pipeline
/// moves events, whatever they say.
public struct CallProtocol: Sendable {
  private let plan: CallPlan
  private let delivery: DeliveryPolicy
  private let outputTo: String
  private let service: Service
  private var headers: CallHeaders { CallHeaders(service) }

  /// - Parameters:
  ///   - config: the step to run.
  ///   - service: where its calls go.
  public init(_ config: StepConfig, to service: Service) {
    plan = CallPlan(config)
    delivery = config.delivery
    outputTo = config.outputTo
    self.service = service
  }

  /// Whether bodies are compressed.
  var compresses: Bool { service.isCompressed }

  /// The URLs of calls, by the places of their routes.
  var urls: [String] { Route.all.map { "\(service.baseURL)/\($0.name)" } }

  /// The options of an HTTP client that makes `concurrency` of the calls at once.
  func clientOptions(concurrency: Int) -> ClientOptions {
    var options = ClientOptions(
      urls: urls, headers: headers.current, retryHeader: headers.retry,
      concurrency: concurrency, timeoutMilliseconds: delivery.timeoutSeconds * 1000)
    options.connectHeaders = headers.connect
    options.proxy = service.proxy
    options.authorityFile = service.authorityFile
    options.authorityDirectory = service.authorityDirectory
    return options
  }

  /// What decides on another try.
  ///
  /// - Parameter retryFor: as `RetryPolicy.retryFor`.
  func retryPolicy(retryFor: Int?) -> RetryPolicy {
    RetryPolicy(
      retries: delivery.retries, backoffSeconds: delivery.backoffSeconds,
      backoffMaxSeconds: delivery.backoffMaxSeconds, retryFor: retryFor,
      renewsAccess: service.token != nil)
  }

  /// Whether a call that has used up its attempts stops the run.
  var stopsAtFailure: Bool { delivery.retryPropagate }

  /// How a batch is framed.
  var batchFrame: BatchFrame {
    let body = BatchBody(writeKey: service.token == nil ? nil : service.writeKey)
    return BatchFrame(
      hasRoom: { body.hasRoom(for: $0, in: $1) }, append: { body.append($0, to: &$1) },
      close: { body.close(&$0) })
  }

  /// What a transfer loop knows of the protocol.
  func exchange() -> Exchange {
    Exchange(headers, token: service.token, isCompressed: service.isCompressed)
  }

  /// What makes calls of lines.
  func renderer(_ options: RunOptions) -> EventRenderer {
    var rendering = CallRenderer.Options()
    rendering.strict = options.isStrict
    rendering.skipsDelivered = options.skipsDelivered
    rendering.isBatched = options.batchEvents != nil
    if !service.isSegment { rendering.callLimit = options.callLimit }
    rendering.bodyKey = service.token == nil ? nil : options.isDry ? "***" : service.writeKey
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
    var hints: [Int: String] = [:]
    if service.isCompressed {
      hints[415] = "it takes no compressed bodies; leave out --compress"
    }
    if !service.isSegment, !service.hasPath {
      hints[404] = "the endpoint has no path; Segment's is /v1"
    }
    return ResultShape(server: service.isSegment ? "Segment" : "the server", hints: hints)
  }

  /// The results of a dry run: the request as it would be made, the write key hidden.
  private func dryRun(_ options: RunOptions) -> DryRun {
    DryRun(
      baseURL: service.baseURL, headers: headers.shown, isBatched: options.batchEvents != nil,
      namesWriteKey: service.token != nil)
  }
}
