import type { JsonObject } from "../json";
import { visibleNumber } from "../state/people";
import type { Person } from "../state/entities";

/** Source: Meta's page "Business-scoped user IDs", contacts. What the business may not know is absent, never empty. */
export function formatContact(person: Person, waId = visibleNumber(person), hasUsername = true): JsonObject {
  const { id, parentUserId, username, name } = person;
  return {
    profile: { name, ...(hasUsername && username !== null ? { username } : {}) },
    ...(waId === null ? {} : { wa_id: waId }),
    user_id: id,
    ...(parentUserId === null ? {} : { parent_user_id: parentUserId }),
  };
}

/** Source: the same page, messages. */
export function formatSender(person: Person): JsonObject {
  const number = visibleNumber(person);
  return {
    ...(number === null ? {} : { from: number }),
    from_user_id: person.id,
    ...(person.parentUserId === null ? {} : { from_parent_user_id: person.parentUserId }),
  };
}
