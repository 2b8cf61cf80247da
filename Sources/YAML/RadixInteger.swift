/// A core-schema integer in hexadecimal or octal, `0x[0-9a-fA-F]+` or `0o[0-7]+`, of any length.
struct RadixInteger {
  private let radix: UInt64
  /// The value of each digit, the highest first.
  let digits: [UInt64]

  /// Nil if the text is not such an integer as a whole.
  init?(_ text: String) {
    let spelled = text.utf8.dropFirst(2)
    if text.utf8.starts(with: "0x".utf8) {
      radix = 16
    } else if text.utf8.starts(with: "0o".utf8) {
      radix = 8
    } else {
      return nil
    }
    var digits: [UInt64] = []
    for byte in spelled {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else {
        return nil
      }
      digits.append(UInt64(digit))
    }
    guard !digits.isEmpty else { return nil }
    self.digits = digits
  }

  /// The same integer in decimal digits. Takes time quadratic in the number of digits.
  var decimal: String {
    let base: UInt64 = 1_000_000_000
    // The value in base 1,000,000,000, the lowest limb first.
    var limbs: [UInt64] = [0]
    for digit in digits {
      var carry = digit
      for index in limbs.indices {
        let sum = limbs[index] * radix + carry
        limbs[index] = sum % base
        carry = sum / base
      }
      if carry > 0 { limbs.append(carry) }
    }
    let highest = String(limbs.removeLast())
    return limbs.reversed().reduce(highest) { text, limb in
      let spelled = String(limb)
      return text + String(repeating: "0", count: 9 - spelled.utf8.count) + spelled
    }
  }
}
