import { isUserId } from "./user-ids";

/** A phone number's digits: people write it with plus, blanks, dashes and parentheses. */
export function digitsOf(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, "");
}

/** True for 8 to 15 digits, as people write them. */
export function isPhoneNumber(text: string): boolean {
  return /^[\s\d+().-]*$/.test(text) && /^\d{8,15}$/.test(digitsOf(text));
}

/** End of a phone number or user id, for people: the whole is printed where it must be only. */
export function endOf(person: string): string {
  return `…${(isUserId(person) ? person : digitsOf(person)).slice(-4)}`;
}

const blanks = "[\\s.-]*";
const prefix = `(?:\\+?\\d{1,3}${blanks})?(?:\\(?\\d{2}\\)?${blanks})?(?:9${blanks})?`;

/** Phone number or user id in one form, to be compared. */
export function normalizePerson(person: string): string {
  return isUserId(person) ? person : digitsOf(person);
}

/** Text without that person's phone number or user id. */
export function withoutPerson(text: string, person: string): string {
  return isUserId(person) ? text.split(person).join(endOf(person)) : withoutNumber(text, person);
}

/**
 * Text without that number, however it is written there: with or without country code, area code and the ninth digit that a WhatsApp id
 * may lack. Its last eight digits tell it.
 */
export function withoutNumber(text: string, phoneNumber: string): string {
  const last = digitsOf(phoneNumber).slice(-8);
  if (last.length < 8) return text;
  return text.replace(new RegExp(prefix + Array.from(last).join(blanks), "g"), endOf(phoneNumber));
}
