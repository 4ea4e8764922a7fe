import fc from "fast-check";
import { confirmHandled } from "./claims";
import type { DeduplicationStore } from "./deduplication-store";
import { eventKey } from "./event-key";
import type { WebhookEvent } from "./events";
import { memoryStore } from "./memory-store";
import { receive } from "./receive";
import { appSecret, change, entry, metaError, signedHeaders, webhook } from "./testing/samples";

/** Phone numbers with and without the ninth digit where the person has both. */
const people = [
  { name: "Ana", userId: "BR.1", parentId: "BR.ENT.1", numbers: ["5511987654321", "551187654321"] },
  { name: "Bia", userId: "BR.2", parentId: "BR.ENT.2", numbers: ["5531987654321", "553187654321"] },
  { name: "Caio", userId: "BR.3", parentId: "BR.ENT.3", numbers: ["16505551234"] },
  { name: "Duda", userId: "BR.4", parentId: "BR.ENT.4", numbers: [] },
];
type Person = (typeof people)[number];

/** The keys under which a part of a webhook names the person: user id, parent user id, phone number. */
type Keys = readonly [string, string, string];

/** Some of a person's ids, at least one, under these keys. */
function idsOf({ userId, parentId, numbers }: Person, [user, parent, number]: Keys) {
  const ids = [[user, userId], [parent, parentId], ...numbers.map((each) => [number, each])] as [string, string][];
  return fc.subarray(ids, { minLength: 1 }).map((some): object => Object.fromEntries(some));
}

/** One message or status in Meta's JSON, with the name of its person. */
interface Part {
  readonly list: "messages" | "statuses";
  readonly name: string;
  readonly wire: object;
}

const senderKeys: Keys = ["from_user_id", "from_parent_user_id", "from"];
const recipientKeys: Keys = ["recipient_user_id", "recipient_parent_user_id", "recipient_id"];
const participantKeys: Keys = [
  "recipient_participant_user_id",
  "recipient_participant_parent_user_id",
  "recipient_participant_id",
];

const text = { type: "text", text: { body: "oi" } };
const placeholder = { type: "unsupported", errors: [metaError(131060)] };
/** Deliveries with one id: a message, its placeholder, or both. */
const forms = fc.constantFrom<readonly object[]>([text], [placeholder, text], [placeholder]);
const messageId = fc.integer({ min: 0, max: 1_000_000 }).map((number) => `wamid.${number}`);

function sentBy(person: Person): fc.Arbitrary<Part[]> {
  return fc
    .tuple(messageId, idsOf(person, senderKeys), forms, fc.constantFrom({}, { group_id: "g" }))
    .map(([id, ids, all, group]) =>
      all.map((form) => ({ list: "messages", name: person.name, wire: { id, ...ids, ...form, ...group } })),
    );
}

const attempts = [undefined, { id: "t-1" }, { id: "t-2" }, { id: "t-2", updated_timestamp: 1770000001 }];
const payments = fc
  .constantFrom(...attempts)
  .map((transaction) => ({ type: "payment", payment: { reference_id: "r", transaction } }));

/** About few messages, so that only people, states and attempts make statuses different. */
function sentTo(person: Person): fc.Arbitrary<Part[]> {
  return fc
    .tuple(
      fc.constantFrom("wamid.A", "wamid.B", "wamid.A:read"),
      fc.constantFrom("sent", "read", "failed", "read:sent"),
      fc.oneof(
        idsOf(person, recipientKeys),
        idsOf(person, participantKeys).map((ids) => ({ recipient_id: "1203", recipient_type: "group", ...ids })),
      ),
      fc.oneof(fc.constant({}), fc.constant({ errors: [metaError(131026)] }), payments),
    )
    .map(([id, status, ids, more]) => [{ list: "statuses", name: person.name, wire: { id, status, ...ids, ...more } }]);
}

function contactOf(person: Person): fc.Arbitrary<object> {
  return idsOf(person, ["user_id", "parent_user_id", "wa_id"]).map((ids) => ({
    profile: { name: person.name },
    ...ids,
  }));
}

const anyPerson = fc.constantFrom(...people);
const part = anyPerson.chain((person) => fc.oneof(sentBy(person), sentTo(person)));
const contacts = fc.array(anyPerson.chain(contactOf), { maxLength: 5 });

/** Generates changes. Their contacts may be of people without a message or status. */
const changes = fc
  .uniqueArray(part, { maxLength: 16, selector: (parts) => JSON.stringify(parts) })
  .chain((parts) => fc.array(fc.record({ parts: fc.subarray(parts.flat()), contacts }), { maxLength: 6 }));

/** Changes in batches, in any order, some of them again. */
const deliveries = changes.chain((all) =>
  fc.array(fc.shuffledSubarray(all), { maxLength: 3 }).map((batches) => [...batches, all]),
);

function bodyOf(batch: readonly { readonly parts: readonly Part[]; readonly contacts: readonly object[] }[]): string {
  const wires = (parts: readonly Part[], list: Part["list"]) =>
    parts.filter((each) => each.list === list).map(({ wire }) => wire);
  const valueOf = ({ parts, contacts }: (typeof batch)[number]) =>
    change({ contacts, messages: wires(parts, "messages"), statuses: wires(parts, "statuses") });
  return JSON.stringify(webhook(entry(...batch.map(valueOf))));
}

/** Receives and confirms, with events that went through JSON, as from a queue. */
async function receiveBody(rawBody: string, store: DeduplicationStore) {
  const received = await receive({ rawBody, headers: signedHeaders(rawBody), appSecret, store });
  if (received.status !== 200) throw new Error(received.reason);
  const queued = JSON.parse(JSON.stringify(received.events)) as readonly WebhookEvent[];
  for (const event of queued) await confirmHandled(event, store);
  return received;
}

function wireOf(event: WebhookEvent): string[] {
  if (event.kind === "message") return [JSON.stringify(event.message.raw)];
  return event.kind === "status" ? [JSON.stringify(event.status.raw)] : [];
}

test("property: returns every event once, in any order and batches", async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (batches) => {
      const store = memoryStore();
      const bodies = batches.map(bodyOf);
      const events: WebhookEvent[] = [];
      for (const body of bodies) events.push(...(await receiveBody(body, store)).events);
      const isPlaceholder = (event: WebhookEvent) => event.kind === "message" && event.message.isPlaceholder;
      const sent = batches.flat().flatMap(({ parts }) => parts.map(({ wire }) => JSON.stringify(wire)));
      expect(new Set(events.flatMap(wireOf))).toEqual(new Set(sent));
      const once = events.filter((event) => !isPlaceholder(event)).flatMap(wireOf);
      expect(new Set(once).size).toBe(once.length);
      const keys = new Set(events.flatMap((event) => eventKey(event) ?? []));
      expect(keys.size).toBe(once.length);
      for (const body of bodies) {
        const again = (await receiveBody(body, store)).events;
        expect(again.filter((event) => event.kind === "status")).toEqual([]);
        expect(again.filter((event) => event.kind === "message" && !isPlaceholder(event))).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});

test("property: returns every contact, with its person or alone", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      for (const one of all) {
        const { events, problems } = await receiveBody(bodyOf([one]), memoryStore());
        const names = new Map(one.parts.map(({ wire, name }) => [JSON.stringify(wire), name]));
        const isOnly = one.parts.length === 1;
        const found = events.flatMap((event) =>
          "contact" in event && event.contact !== undefined ? [{ event, contact: event.contact }] : [],
        );
        for (const { event, contact } of found) {
          for (const wire of wireOf(event)) if (!isOnly) expect(contact.name).toBe(names.get(wire));
        }
        const sent = one.contacts.map((contact) => JSON.stringify(contact));
        expect(new Set(found.map(({ contact }) => JSON.stringify(contact.raw)))).toEqual(new Set(sent));
        const alone = events.filter(({ kind }) => kind === "contact").length;
        expect(problems).toHaveLength(alone);
      }
    }),
    { numRuns: 200 },
  );
});
