import type { MessageEvent } from "pulumi-whatsapp/webhooks";

/** Data about a person who wrote. The phone number and the username are missing for people who do not show them. */
export interface Person {
  readonly userId: string | undefined;
  readonly number: string | undefined;
  readonly name: string | undefined;
  readonly username: string | undefined;
}

/** People by user id. Use a table of yours; what matters is its key, and the change of that key. */
export class People {
  readonly #people = new Map<string, Person>();

  /** The person who wrote. Fields that a message lacks come from earlier messages. */
  update({ contact, message }: MessageEvent): Person {
    const { fromUserId, from, system } = message;
    const userId = system?.userId ?? fromUserId ?? contact?.userId;
    const key = userId ?? from;
    const before = this.#people.get(system?.previousUserId ?? "") ?? this.#people.get(key ?? "");
    const person: Person = {
      userId,
      number: system?.waId ?? from ?? contact?.waId ?? before?.number,
      name: contact?.name ?? before?.name,
      username: contact?.username ?? before?.username,
    };
    if (system?.previousUserId !== undefined) this.#people.delete(system.previousUserId);
    if (key !== undefined) this.#people.set(key, person);
    return person;
  }
}
