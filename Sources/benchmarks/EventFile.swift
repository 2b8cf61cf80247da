import TestSupport

/// Purchases of an online shop, one JSON object a line, about 540 bytes each on average. The same
/// number yields the same event on every machine.
struct EventFile {
  /// Whether each event carries a successful result.
  var isDelivered = false

  /// The step config for these events: a dozen lookups.
  static let config = """
    type: segment
    write_key: ${env:SEGMENT_WRITE_KEY}
    operation: track
    user_id: ${user.id}
    event: ${event}
    timestamp: ${time}
    message_id: shop-${id}
    properties:
      order_id: ${order.id}
      revenue: ${order.total}
      currency: ${order.currency}
      products: ${order.items}
      city: ${order.shipping.city}
      plan: ${user.plan, free}
    context:
      ip: ${device.ip}
      locale: ${device.locale}
    timeout: 60

    """

  /// Writes the first `count` events to a file.
  func write(_ count: Int, to path: String) throws(SupportError) {
    try PiecewiseFile.write(Self.pieces(of: count).lazy.map { lines($0) }, to: path)
  }

  /// The numbers of `count` events, in small pieces, for the reason of `PiecewiseFile`.
  static func pieces(of count: Int) -> some Sequence<ClosedRange<Int>> {
    stride(from: 1, through: count, by: 1000).lazy.map { $0...min($0 + 999, count) }
  }

  /// Events, each with its line end.
  func lines(_ numbers: ClosedRange<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 800)
    for number in numbers { append(number, to: &bytes) }
    return bytes
  }

  private func append(_ number: Int, to bytes: inout [UInt8]) {
    var choice = Choice(number)
    let user = choice.next(90_000) + 10_000
    let name = choice.one(of: Self.names)
    let city = choice.one(of: Self.cities)
    let event =
      #"{"id":\#(number),"time":\#(1_705_306_178_000 + number * 731),"event":"Order Completed","#
      + #""user":{"id":"u_\#(user)","name":"\#(name)","email":"customer.\#(user)@example.com","#
      + #""plan":"\#(choice.one(of: Self.plans))"},"order":{"id":"ord_\#(number + 1_000_000)","#
      + #""total":\#(choice.price),"currency":"EUR","items":[\#(items(&choice))],"#
      + #""shipping":{"method":"standard","city":"\#(city)","zip":"\#(user)"}},"#
      + #""device":{"ip":"203.0.113.\#(choice.next(256))","locale":"de-DE","#
      + #""agent":"Mozilla/5.0 (X11; Linux x86_64)"},"consent":{"analytics":true}"#
    bytes += event.utf8
    if isDelivered {
      let result =
        #","segment":{"success":true,"status":200,"body":{"success":true},"#
        + #""message_id":"shop-\#(number)","attempts":1,"duration_ms":18.4}"#
      bytes += result.utf8
    }
    bytes += "}\n".utf8
  }

  private func items(_ choice: inout Choice) -> String {
    (0...choice.next(3)).map { _ in
      let product = choice.one(of: Self.products)
      return #"{"sku":"\#(product.sku)","name":"\#(product.name)","price":\#(choice.price),"#
        + #""quantity":\#(choice.next(4) + 1)}"#
    }.joined(separator: ",")
  }

  private static let names = ["Ada Lovelace", "Jürgen Groß", "Fatima 田中", "Søren Ødegård"]
  private static let cities = ["Berlin", "København", "Lyon", "Graz", "São Paulo"]
  private static let plans = ["free", "premium", "business"]
  private static let products = [
    (sku: "SOCK-42", name: "Socken, Größe 42"), (sku: "MUG-7", name: "Mug ☕ large"),
    (sku: "PLAN-PRO", name: "Premium Plan"), (sku: "SALT", name: "Salz & Pfeffer"),
  ]
}

/// Choices that depend on an event's number alone.
private struct Choice {
  private var state: UInt64

  init(_ number: Int) {
    state = UInt64(truncatingIfNeeded: number)
  }

  /// A number less than `limit`, by Knuth's linear congruential generator (MMIX).
  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: state >> 33) % limit
  }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[next(elements.count)]
  }

  /// An amount of money with two decimals.
  var price: String {
    mutating get {
      let cents = next(90) + 10
      return "\(next(200)).\(cents)"
    }
  }
}
