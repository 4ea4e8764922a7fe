/** One field of a Pix code; its length is counted in bytes. */
export function field(id: string, value: string): string {
  return `${id}${String(Buffer.byteLength(value)).padStart(2, "0")}${value}`;
}

/** Remainder of x^16 + x^12 + x^5 + 1 over the bits of the text, by long division. */
function divide(text: string): string {
  let rest = 0xffff;
  for (const byte of Buffer.from(text)) {
    for (let bit = 7; bit >= 0; bit--) {
      const isOdd = ((rest >> 15) ^ (byte >> bit)) & 1;
      rest = ((rest << 1) & 0xffff) ^ (isOdd === 1 ? 0x1021 : 0);
    }
  }
  return rest.toString(16).toUpperCase().padStart(4, "0");
}

/** Appends the check sum to the fields before it. */
export function sign(fields: string): string {
  return `${fields}6304${divide(`${fields}6304`)}`;
}

/** Values of a Pix code. A static code has a key, a dynamic code an address. */
export interface PixValues {
  readonly key?: string;
  readonly address?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly name?: string;
  readonly city?: string;
  readonly transactionId?: string;
  /** Further fields, before the check sum. */
  readonly more?: string;
}

/** Writes a Pix code (Banco Central, manual of the BR Code). */
export function writePixCode({
  key = "39580525000189",
  address,
  amount,
  currency = "986",
  country = "BR",
  name = "PADARIA AURORA",
  city = "SAO PAULO",
  transactionId = "***",
  more = "",
}: PixValues = {}): string {
  const account = field("00", "br.gov.bcb.pix") + (address === undefined ? field("01", key) : field("25", address));
  return sign(
    [
      field("00", "01") + field("26", account) + field("52", "0000") + field("53", currency),
      amount === undefined ? "" : field("54", amount),
      field("58", country) + field("59", name) + field("60", city) + field("62", field("05", transactionId)) + more,
    ].join(""),
  );
}
