/** A phone number's digits: people write it with plus, blanks, dashes and parentheses. */
export const digitsOf = (phoneNumber: string): string => phoneNumber.replace(/\D/g, "");

/** The end of a phone number, for people: the whole is printed where it must be only. */
export const endOf = (phoneNumber: string): string => `…${digitsOf(phoneNumber).slice(-4)}`;

const blanks = "[\\s.-]*";
const prefix = `(?:\\+?\\d{1,3}${blanks})?(?:\\(?\\d{2}\\)?${blanks})?(?:9${blanks})?`;

/**
 * Text without that number, however it is written there: with or without country code, area code and the ninth digit that a WhatsApp id
 * may lack. Its last eight digits tell it.
 */
export function withoutNumber(text: string, phoneNumber: string): string {
  const last = digitsOf(phoneNumber).slice(-8);
  if (last.length < 8) return text;
  return text.replace(new RegExp(prefix + Array.from(last).join(blanks), "g"), endOf(phoneNumber));
}
