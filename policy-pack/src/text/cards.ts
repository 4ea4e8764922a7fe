/** First digits and lengths of the card schemes, ISO/IEC 7812; Elo and Hipercard are Brazil's. */
const issuers: readonly (readonly [first: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]], // Visa
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^3(?:0[0-5]|[689])/, [14]], // Diners Club
  [/^(?:6011|64[4-9]|65)/, [16, 19]], // Discover, and Elo on its ranges
  [/^35(?:2[89]|[3-8])/, [16]], // JCB
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 17, 18, 19]], // Maestro
  [/^(?:5041|506[67]|509|6277|636[23])/, [16]], // Elo
  [/^(?:606282|3841)/, [13, 16, 19]], // Hipercard
];

/** Whether digits are the number of a payment card: a known issuer, its length, and the check digit. */
export function isCardNumber(digits: string): boolean {
  return (
    issuers.some(([first, lengths]) => first.test(digits) && lengths.includes(digits.length)) && passesLuhn(digits)
  );
}

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, i) => {
      const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
