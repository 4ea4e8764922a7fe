import { derivePerson, isParentUserId, isUserId, examplePerson } from "../state/people";
import type { Person } from "../state/entities";
import type { Store } from "../state/store";
import type { PersonSeed } from "./seed-data";

/**
 * Adds or updates a person, found by user id, otherwise by number, otherwise by username; without these, the person of Meta's examples.
 * A number belongs to one person: the last that received it.
 */
export function putPerson(store: Store, seed: PersonSeed): Person {
  requireValid(seed);
  const known = findKnownPerson(store, seed);
  const person: Person = {
    ...known,
    id: seed.userId ?? known.id,
    parentUserId: seed.parentUserId ?? known.parentUserId,
    username: seed.username ?? known.username,
    name: seed.name ?? known.name,
    waId: seed.waId ?? known.waId,
    showsNumber: seed.showsNumber ?? known.showsNumber,
  };
  const before = store.people.all().find(({ waId }) => waId !== null && waId === person.waId);
  if (before !== undefined) store.people.delete(before.id);
  store.people.put(person);
  return person;
}

function findKnownPerson({ people }: Store, { userId, waId, username }: PersonSeed): Person {
  const all = people.all();
  if (userId !== undefined) return people.get(userId) ?? { ...derivePerson(userId), id: userId, waId: null };
  if (waId !== undefined || username === undefined) {
    const number = waId ?? examplePerson.waId;
    return all.find((person) => person.waId === number) ?? derivePerson(number);
  }
  return all.find((person) => person.username === username) ?? { ...derivePerson(username), waId: null };
}

interface PersonProblem {
  readonly key: keyof PersonSeed;
  /** Completes a sentence that begins with the key. */
  readonly rule: string;
}

export function findPersonProblems({ userId, parentUserId, username, waId }: PersonSeed): readonly PersonProblem[] {
  const problems: PersonProblem[] = [];
  if (userId !== undefined && (!isUserId(userId) || isParentUserId(userId))) {
    problems.push({ key: "userId", rule: "must be a country, a dot and letters or digits, as in BR.7Q2" });
  }
  if (parentUserId !== undefined && !isParentUserId(parentUserId)) {
    problems.push({ key: "parentUserId", rule: "must have ENT in the middle, as in BR.ENT.3K" });
  }
  if (username !== undefined && !/^[^@\s]+$/.test(username)) {
    problems.push({ key: "username", rule: 'must be a name without "@" and white space, as in bia.doces' });
  }
  if (waId !== undefined && !/^\d+$/.test(waId)) {
    problems.push({ key: "waId", rule: "must be digits, as in 16505551234" });
  }
  return problems;
}

function requireValid(seed: PersonSeed): void {
  const problems = findPersonProblems(seed);
  if (problems.length > 0) throw new TypeError(problems.map(({ key, rule }) => `person.${key} ${rule}`).join("; "));
}
