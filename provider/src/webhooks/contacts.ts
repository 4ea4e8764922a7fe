import type { Contact, MessageEvent, OtherEvent, StatusEvent } from "./events";
import { fieldOf, objectSchema, readObject, text, type JsonCursor } from "./json-cursor";

const contactSchema = objectSchema({ user_id: text, parent_user_id: text, wa_id: text });
const profileSchema = objectSchema({ name: text, username: text });

/** Reads a contact; undefined if it is not an object. */
export function readContact(at: JsonCursor): Contact | undefined {
  const fields = readObject(contactSchema, at);
  if (fields === undefined) return undefined;
  const { userId, parentUserId, waId, raw } = fields;
  const profile = readObject(profileSchema, fieldOf(at, "profile"));
  return { userId, parentUserId, username: stripAt(profile?.username), waId, name: profile?.name, raw };
}

/** Removes the "@" that usernames have in Meta's older examples. */
function stripAt(username: string | undefined): string | undefined {
  return username?.replace(/^@/, "") || undefined;
}

/** Event of one element of a change. */
export type Part = MessageEvent | StatusEvent | OtherEvent;

/** Identifiers of a person in one part of a webhook. */
interface Identity {
  readonly userIds: readonly string[];
  readonly parentUserIds: readonly string[];
  readonly phoneNumbers: readonly string[];
}

/**
 * Finds the contact of each message and status by user id, parent user id, phone number, and the phone number without Brazil's ninth
 * digit, in this order. A single contact belongs to a single message or status, unless their user ids differ.
 */
export function matchContacts(contacts: readonly Contact[], parts: readonly Part[]): ReadonlyMap<Part, Contact> {
  const people = parts.flatMap((part) => (part.kind === "other" ? [] : [{ part, identity: identityOf(part) }]));
  const find = createContactFinder(contacts, new Set(people.flatMap(({ identity }) => identity.phoneNumbers)));
  const [only] = contacts.length === 1 && parts.length === 1 ? contacts : [];
  return new Map(
    people.flatMap(({ part, identity }): (readonly [Part, Contact])[] => {
      const contact = find(identity) ?? only;
      return contact === undefined || isAnotherPerson(contact, identity) ? [] : [[part, contact]];
    }),
  );
}

function createContactFinder(contacts: readonly Contact[], written: ReadonlySet<string>) {
  const index = new Map<string, Contact>();
  for (const contact of contacts) {
    const identity = identityOfContact(contact);
    const isWritten = identity.phoneNumbers.some((number) => written.has(number));
    const keys = [...exactKeys(identity), ...looseKeys(identity, isWritten ? oldMobile : brazilian)];
    keys.forEach((key) => index.has(key) || index.set(key, contact));
  }
  return (identity: Identity): Contact | undefined => {
    for (const key of [...exactKeys(identity), ...looseKeys(identity, brazilian)]) {
      const contact = index.get(key);
      if (contact !== undefined && !isAnotherPerson(contact, identity)) return contact;
    }
    return undefined;
  };
}

function exactKeys({ userIds, parentUserIds, phoneNumbers }: Identity): readonly string[] {
  return [
    ...userIds.map((id) => `user ${id}`),
    ...parentUserIds.map((id) => `parent ${id}`),
    ...phoneNumbers.map((number) => `number ${number}`),
  ];
}

/** Captures the area code and the number without the ninth digit. */
const brazilian = /^55(\d{2})9?(\d{8})$/;
/** Matches mobile numbers only. Numbers that begin with 6 to 9 are the same with the ninth digit; 2 to 5 may be another person's landline. */
const oldMobile = /^55(\d{2})9?([6-9]\d{7})$/;

function looseKeys({ phoneNumbers }: Identity, pattern: RegExp): readonly string[] {
  return phoneNumbers.flatMap((number) => {
    const [, area, last] = pattern.exec(number) ?? [];
    return area === undefined || last === undefined ? [] : [`without the ninth digit ${area} ${last}`];
  });
}

/** True if the ids differ. Phone numbers do not count, since they can pass to another person. */
function isAnotherPerson(contact: Contact, { userIds, parentUserIds }: Identity): boolean {
  const isSame = includes(userIds, contact.userId) || includes(parentUserIds, contact.parentUserId);
  const isComparable =
    (contact.userId !== undefined && userIds.length > 0) ||
    (contact.parentUserId !== undefined && parentUserIds.length > 0);
  return isComparable && !isSame;
}

function includes(ids: readonly string[], id: string | undefined): boolean {
  return id !== undefined && ids.includes(id);
}

function identityOfContact({ userId, parentUserId, waId }: Contact): Identity {
  return {
    userIds: omitEmpty(userId),
    parentUserIds: omitEmpty(parentUserId),
    phoneNumbers: omitEmpty(waId),
  };
}

function identityOf(event: MessageEvent | StatusEvent): Identity {
  if (event.kind === "message") {
    const { from, fromUserId, fromParentUserId, system } = event.message;
    return {
      userIds: omitEmpty(fromUserId, system?.userId, system?.previousUserId),
      parentUserIds: omitEmpty(fromParentUserId, system?.parentUserId, system?.previousParentUserId),
      phoneNumbers: omitEmpty(from, system?.waId),
    };
  }
  const { status } = event;
  return {
    userIds: omitEmpty(status.recipientParticipantUserId, status.recipientUserId),
    parentUserIds: omitEmpty(status.recipientParticipantParentUserId, status.recipientParentUserId),
    phoneNumbers: omitEmpty(status.recipientParticipantId, status.recipientId),
  };
}

function omitEmpty(...ids: readonly (string | undefined)[]): readonly string[] {
  return ids.flatMap((id) => (id === undefined || id === "" ? [] : [id]));
}
