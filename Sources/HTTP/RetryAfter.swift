import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The value of a `Retry-After` header (RFC 9110, section 10.2.3). libcurl's own reading takes 0 and
/// what it cannot read for the same.
enum RetryAfter {
  /// The seconds that a value asks for: a whole number, or an HTTP date less the present time, 0 if
  /// that has passed. Numbers beyond the largest count as that one.
  ///
  /// - Returns: nil if it is neither: a fraction, a negative number, a date of another form.
  static func seconds(_ value: String, now: time_t) -> Int? {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
    let scalars = value.unicodeScalars.drop(while: isBlank)
    let text = String(
      scalars.prefix(scalars.count - scalars.reversed().prefix(while: isBlank).count))
    guard let first = text.utf8.first else { return nil }
    if UInt8(ascii: "0")...UInt8(ascii: "9") ~= first {
      let isNumber = text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return isNumber ? Int(text) ?? .max : nil
    }
    // All three forms of an HTTP date begin with the day of the week; libcurl reads many more.
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    guard days.contains(text.prefix(3).lowercased()) else { return nil }
    let date = curl_getdate(text, nil)
    return date == -1 ? nil : max(0, Int(date) - Int(now))
  }
}
