import { isUserId } from "./ids";

/** Strips plus, spaces, dashes and parentheses from a phone number. */
function digitsOf(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, "");
}

/** True for 8 to 15 digits, as people write them. */
export function isPhoneNumber(text: string): boolean {
  return /^[\s\d+().-]*$/.test(text) && /^\d{8,15}$/.test(digitsOf(text));
}

/** Shortens a phone number or user id for output, to protect personal data. */
export function endOf(person: string): string {
  return `…${(isUserId(person) ? person : digitsOf(person)).slice(-4)}`;
}

const blanks = "[\\s.-]*";
const prefix = `(?:\\+?\\d{1,3}${blanks})?(?:\\(?\\d{2}\\)?${blanks})?(?:9${blanks})?`;

/** Normalizes a phone number or user id for comparison. */
export function normalizePerson(person: string): string {
  return isUserId(person) ? person : digitsOf(person);
}

/** Shortens a person's phone number or user id in a text. */
export function withoutPerson(text: string, person: string): string {
  return isUserId(person) ? text.split(person).join(endOf(person)) : withoutNumber(text, person);
}

/**
 * Shortens a phone number in a text, in any spelling: with or without country code, area code and the ninth digit that a WhatsApp id may
 * lack. Its last eight digits identify it.
 */
export function withoutNumber(text: string, phoneNumber: string): string {
  const last = digitsOf(phoneNumber).slice(-8);
  if (last.length < 8) return text;
  return text.replace(new RegExp(prefix + Array.from(last).join(blanks), "g"), endOf(phoneNumber));
}
