import JSON

/// A step config compiled for rendering: everything that does not depend on the event is done.
public final class CallPlan: Sendable {
  enum OperationPlan: Sendable {
    case fixed(Operation)
    case text(TextPlan)
  }

  /// Where the message id comes from.
  enum MessageIDPlan: Sendable {
    case random
    case text(TextPlan)
    /// A UUID made of what the call says.
    case ofCall
  }

  /// The key that receives the result, as JSON, in its quotes.
  public let outputKey: [UInt8]

  let operation: OperationPlan
  let userID: TextPlan?
  let anonymousID: TextPlan?
  let event: TextPlan?
  let name: TextPlan?
  let category: TextPlan?
  let groupID: TextPlan?
  let previousID: TextPlan?
  let timestamp: TextPlan?
  let messageID: MessageIDPlan
  let properties: ObjectPlan?
  let traits: ObjectPlan?
  let context: ObjectPlan?
  let integrations: ObjectPlan?

  /// The write key, a secret, if UUIDs are made of names.
  let namesOf: String?
  /// The key that receives the result.
  let outputTo: [UInt8]
  let lookups: LookupTable
  /// The places of `LookupTable.Builder.path` numbers.
  let places: [PathTree.Lookup]
  /// Where an earlier result stands, whether it was a success, the text of a line that was no JSON
  /// object, the message id, and the time of reading.
  let earlierResult: (value: Int, success: Int, raw: Int, messageID: Int, timestamp: Int)

  /// Whether message ids are made by the config, so that they may repeat.
  public var makesMessageIDs: Bool { if case .random = messageID { false } else { true } }

  /// Compiles a config.
  public init(_ config: StepConfig) {
    var lookups = LookupTable.Builder()
    func text(_ name: ParameterName) -> TextPlan? {
      config.texts[name].map { TextPlan($0, name.isID ? .id : .parameter, &lookups) }
    }
    func object(_ name: ParameterName, adding added: String? = nil) -> ObjectPlan? {
      config.objects[name].map { ObjectPlan($0, adding: added, &lookups) }
    }
    switch config.operation {
    case .fixed(let operation): self.operation = .fixed(operation)
    case .template(let template): operation = .text(TextPlan(template, .parameter, &lookups))
    }
    userID = text(.userID)
    anonymousID = text(.anonymousID)
    event = text(.event)
    name = text(.name)
    category = text(.category)
    groupID = text(.groupID)
    previousID = text(.previousID)
    timestamp = text(.timestamp)
    if config.texts[.messageID]?.onlyLookup?.sources == [.callUUID] {
      messageID = .ofCall
    } else {
      messageID = text(.messageID).map { .text($0) } ?? .random
    }
    properties = object(.properties, adding: category == nil ? nil : "category")
    traits = object(.traits)
    context = object(.context, adding: "library")
    integrations = object(.integrations)

    outputKey = JSONString.quoted(config.outputTo)
    let result = [PathStep.member(Array(config.outputTo.utf8))]
    earlierResult = (
      lookups.path(result), lookups.path(result + ResultShape.success),
      lookups.path(result + ResultShape.raw), lookups.path(result + ResultShape.messageID),
      lookups.path(result + ResultShape.readTime)
    )
    var makesUUIDs = lookups.makesUUIDs
    if case .ofCall = messageID { makesUUIDs = true }
    namesOf = makesUUIDs ? config.writeKey : nil
    outputTo = Array(config.outputTo.utf8)
    (self.lookups, places) = lookups.build()
  }
}
