import { createHash } from "node:crypto";
import type { Person } from "./entities";
import type { Store } from "./store";

/** The person of Meta's examples. Source: Meta's OpenAPI file, ContactProfile. */
export const examplePerson = { waId: "16505551234", name: "Sheena Nelson" };

/**
 * Finds a person by phone number (digits), user id or parent user id. Every number belongs to a person, whose user id is derived from it
 * unless seeded. Returns undefined for a user id that this portfolio does not have.
 */
export function findPerson({ people }: Store, key: string): Person | undefined {
  const known = people.get(key) ?? people.all().find(({ parentUserId, waId }) => parentUserId === key || waId === key);
  return known ?? (isUserId(key) ? undefined : derivePerson(key));
}

/** Finds the recipient of a message. An unknown user id becomes a new person with an unknown number. */
export function findOrAddPerson(store: Store, key: string): Person {
  const known = findPerson(store, key);
  if (known !== undefined) return known;
  const hidden = { ...derivePerson(key), waId: null, showsNumber: false };
  const person = isParentUserId(key) ? { ...hidden, parentUserId: key } : { ...hidden, id: key };
  store.people.put(person);
  return person;
}

/** Source: Meta's page "Business-scoped user IDs": country, dot, letters and digits; `ENT` in a parent id. */
export function isUserId(key: string): boolean {
  return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(key);
}

export function isParentUserId(key: string): boolean {
  return isUserId(key) && /^[A-Z]{2}\.ENT\./.test(key);
}

/** Returns the number if webhooks show it. */
export function visibleNumber({ waId, showsNumber }: Person): string | null {
  return showsNumber ? waId : null;
}

/** Derives a person from a phone number or another key, the same in every run. */
export function derivePerson(waId: string): Person {
  const digest = createHash("sha256").update(waId).digest("hex").toUpperCase();
  const { name } = examplePerson;
  return { id: `BR.${digest.slice(0, 24)}`, parentUserId: null, username: null, name, waId, showsNumber: true };
}
