import fc from "fast-check";
import { parseWebhook } from "./parse";
import {
  bodyOf,
  cart,
  change,
  contacts,
  entry,
  failedStatus,
  message,
  paymentStatus,
  referral,
  webhook,
} from "./testing/samples";

function parse(body: unknown) {
  return parseWebhook(JSON.stringify(body));
}
const status = { id: "wamid.2", status: "read", timestamp: "1750269343", recipient_id: "16505551234", pricing: {} };

test("reads the message of a click completely", () => {
  const sent = message();
  expect(parseWebhook(bodyOf(sent))).toMatchObject({
    problems: [],
    events: [
      {
        kind: "message",
        wabaId: "102290129340398",
        phoneNumberId: "106540352242922",
        displayPhoneNumber: "15550783881",
        contact: { waId: "16505551234", name: "Sheena Nelson", raw: contacts[0] },
        message: {
          id: "wamid.1",
          from: "16505551234",
          timestamp: new Date("2025-06-18T17:55:42Z"),
          type: "text",
          text: "Hello! Can I get more info on this?",
          referral: {
            sourceUrl: "https://fb.me/3cr4Wqqkv",
            sourceId: "120226305854810726",
            sourceType: "ad",
            headline: "Chat with us",
            body: "Summer Succulents are here!",
            mediaType: "image",
            imageUrl: "https://scontent.xx.fbcdn.net/v/t45.1",
            videoUrl: "https://example.com/video.mp4",
            thumbnailUrl: "https://example.com/thumbnail.jpg",
            ctwaClid: "Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4",
            ref: "REF_ID",
            welcomeMessage: { text: "Hi there! Let us know how we can help!" },
            raw: referral,
          },
          raw: sent,
        },
      },
    ],
  });
});

test.each(Object.keys(referral))("accepts a referral without %s", (key) => {
  const { [key]: _left, ...rest } = referral as Readonly<Record<string, unknown>>;
  const { events, problems } = parseWebhook(bodyOf(message("wamid.1", { referral: rest })));
  expect(problems).toEqual([]);
  expect(events).toMatchObject([{ message: { id: "wamid.1", referral: { raw: rest } } }]);
});

test("keeps unknown keys in raw", () => {
  const sent = message("wamid.1", { referral: { ...referral, new_key: { deep: [1] } }, newer_key: true });
  const { events } = parseWebhook(bodyOf(sent));
  expect(events).toMatchObject([{ message: { raw: sent, referral: { raw: { new_key: { deep: [1] } } } } }]);
});

test("returns the events of several accounts as one list", () => {
  const { events, problems } = parse(
    webhook(
      entry(
        change({ contacts, messages: [message("wamid.1", {}), message("wamid.2", {})] }),
        change({ statuses: [status] }),
      ),
      { id: "5", changes: [change({ event: "VERIFIED_ACCOUNT" }, "account_update")] },
    ),
  );
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    { kind: "message", wabaId: "102290129340398", message: { id: "wamid.1", referral: undefined } },
    { kind: "message", contact: { name: "Sheena Nelson" }, message: { id: "wamid.2" } },
    {
      kind: "status",
      phoneNumberId: "106540352242922",
      status: { id: "wamid.2", status: "read", recipientId: "16505551234", raw: status },
    },
    { kind: "other", wabaId: "5", field: "account_update", raw: { value: { event: "VERIFIED_ACCOUNT" } } },
  ]);
});

test("keeps an empty change beside others", () => {
  const { events } = parse(webhook(entry(change({ messages: [] }), change({ messages: [message()] }))));
  expect(events).toMatchObject([{ kind: "other", raw: { value: { messages: [] } } }, { kind: "message" }]);
});

test.each<[string, unknown, string]>([
  ["a number", 7, "body.entry[1] is not an object"],
  ["null", null, "body.entry[1].id is missing"],
  ["an entry without changes", { id: "1" }, "body.entry[1].changes is missing"],
  ["changes that are no list", { id: "1", changes: {} }, "body.entry[1].changes is not a list"],
  ["a change that is text", { id: "1", changes: ["x"] }, "body.entry[1].changes[0].field is missing"],
  ["text instead of a change", { id: "1", changes: ["x"] }, "body.entry[1].changes[0] is not an object"],
  [
    "a change without a value",
    { id: "1", changes: [{ field: "messages" }] },
    "body.entry[1].changes[0].value is missing",
  ],
  [
    "a value that is text",
    { id: "1", changes: [{ field: "messages", value: "x" }] },
    "body.entry[1].changes[0].value is not an object",
  ],
  [
    "messages that are no list",
    entry(change({ messages: {} })),
    "body.entry[1].changes[0].value.messages is not a list",
  ],
  [
    "a message that is text",
    entry(change({ messages: ["x"] })),
    "body.entry[1].changes[0].value.messages[0] is not an object",
  ],
  [
    "a message without an id",
    entry(change({ messages: [{ from: "1" }] })),
    "body.entry[1].changes[0].value.messages[0].id is missing",
  ],
  [
    "a status without one",
    entry(change({ statuses: [{ id: "1" }] })),
    "body.entry[1].changes[0].value.statuses[0].status is missing",
  ],
])("reports %s, keeps it, and reads the other entries", (_what, odd, problem) => {
  const fine = entry(change({ contacts, messages: [message("wamid.9")] }));
  const { events, problems, raw } = parse(webhook(fine, odd, fine));
  expect(events.map(({ kind }) => kind)).toEqual(["message", "other", "message"]);
  expect(problems.map(({ path, reason }) => `${path} ${reason}`)).toContain(problem);
  expect(raw).toEqual(webhook(fine, odd, fine));
});

test.each<[string, object, string]>([
  ["a timestamp in words", { timestamp: "yesterday" }, "timestamp is not a time in seconds"],
  ["a timestamp beyond all calendars", { timestamp: "9".repeat(20) }, "timestamp is not a time in seconds"],
  ["a text that is a list", { text: { body: ["x"] } }, "text.body is not text"],
  ["a text without its object", { text: "x" }, "text is not an object"],
  ["a referral that is text", { referral: "x" }, "referral is not an object"],
  ["a headline that is an object", { referral: { headline: {} } }, "referral.headline is not text"],
  ["a greeting that is text", { referral: { welcome_message: "Hi" } }, "referral.welcome_message is not an object"],
])("reports %s, and reads the message without it", (_what, odd, problem) => {
  const { events, problems } = parseWebhook(bodyOf(message("wamid.1", odd)));
  expect(events).toMatchObject([{ kind: "message", message: { id: "wamid.1", raw: odd } }]);
  expect(problems.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
    `body.entry[0].changes[0].value.messages[0].${problem}`,
  ]);
});

test("reports metadata that is not an object, and reads the message", () => {
  const { events, problems } = parse(webhook(entry(change({ metadata: "x", contacts, messages: [message()] }))));
  expect(events).toMatchObject([{ kind: "message", phoneNumberId: undefined, displayPhoneNumber: undefined }]);
  expect(problems).toEqual([{ path: "body.entry[0].changes[0].value.metadata", reason: "is not an object" }]);
});

test("keeps unknown content of a change with messages", () => {
  const { events } = parse(webhook(entry(change({ contacts, messages: [message()], groups: [{ type: "x" }] }))));
  expect(events).toMatchObject([{ kind: "message" }, { kind: "other", raw: { value: { groups: [{ type: "x" }] } } }]);
});

test("reads webhooks of another object as other events", () => {
  const { events, problems } = parse({ ...webhook(entry(change({ messages: [message()] }))), object: "page" });
  expect(events).toMatchObject([{ kind: "other", wabaId: undefined, raw: { id: "102290129340398" } }]);
  expect(problems).toEqual([{ path: "body.object", reason: "is not whatsapp_business_account" }]);
});

test("keeps every digit of ids that are numbers", () => {
  const body = bodyOf(message())
    .replace('"120226305854810726"', "120226305854810726")
    .replace('"102290129340398"', "102290129340398");
  expect(parseWebhook(body).events).toMatchObject([
    { wabaId: "102290129340398", message: { referral: { sourceId: "120226305854810726" } } },
  ]);
});

test("keeps a lone surrogate", () => {
  const { events } = parseWebhook(bodyOf(message()).replace("Hello!", "\\ud83d"));
  expect(events).toMatchObject([{ message: { text: "\ud83d Can I get more info on this?" } }]);
});

test("reports bytes that are not UTF-8, and reads the rest", () => {
  const bytes = Buffer.from(bodyOf(message()).replace("Hello!", "H\u00ffllo"), "latin1");
  const { events, problems } = parseWebhook(bytes);
  expect(events).toMatchObject([{ message: { text: "H\ufffdllo Can I get more info on this?" } }]);
  expect(problems).toEqual([{ path: "body", reason: "contains invalid UTF-8, which was replaced by U+FFFD" }]);
  const honest = Buffer.from(bodyOf(message()).replace("Hello!", "\ufffd"));
  expect(parseWebhook(honest).problems).toEqual([]);
});

test.each(["", "{", "[1,]", "undefined", "<html>"])("reports that %j is not JSON", (text) => {
  expect(parseWebhook(text)).toEqual({
    events: [],
    problems: [{ path: "body", reason: "is not JSON" }],
    raw: undefined,
  });
});

test("reads __proto__ and constructor as plain keys", () => {
  const body = `{"object":"whatsapp_business_account","entry":[{"id":"1","__proto__":{"changes":[]},"changes":[{"field":"messages",
    "value":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"messages":[{"id":"m","__proto__":{"type":"x"}}]}}]}]}`;
  const { events } = parseWebhook(body);
  expect(events).toMatchObject([{ kind: "message", message: { id: "m", type: undefined } }, { kind: "other" }]);
  expect({}).not.toHaveProperty("polluted");
});

test("returns 1,000 entries as 1,000 events in order", () => {
  const { events, problems } = parse(
    webhook(...Array.from({ length: 1000 }, (_, i) => entry(change({ contacts, messages: [message(`wamid.${i}`)] })))),
  );
  expect(problems).toEqual([]);
  expect(events.map((event) => (event.kind === "message" ? event.message.id : event.kind))).toEqual(
    Array.from({ length: 1000 }, (_, i) => `wamid.${i}`),
  );
});

test("limits the problems of a body with 100,000 invalid entries", () => {
  const { events, problems } = parseWebhook(`{"object":"whatsapp_business_account","entry":[${"0,".repeat(99_999)}0]}`);
  expect([events.length, problems.length]).toEqual([100_000, 1000]);
});

describe("nesting deeper than 100 levels", () => {
  const [list, object] = [(depth: number) => nest(depth, "[", "]"), (depth: number) => nest(depth, '{"a":', "}")];
  const nest = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;
  const problem = { path: "body", reason: "is nested deeper than 100 levels; deeper values were replaced by null" };

  test.each<[string, string, string]>([
    ["in a message's text", '{"id":"wamid.1","type":"text","text":DEEP}', "message"],
    ["in a referral", '{"id":"wamid.1","type":"text","text":{"body":"oi"},"referral":DEEP}', "message"],
    ["in an unknown key", '{"id":"wamid.1","odd":DEEP}', "message"],
    ["under the key __proto__", '{"id":"wamid.1","__proto__":DEEP}', "message"],
    ["instead of a message", "DEEP", "other"],
    ["instead of an id", '{"id":DEEP}', "other"],
  ])("%s becomes null and a problem, and the event stays", (_where, template, kind) => {
    for (const deep of [list(200), object(10_000), list(100_000)]) {
      const body = bodyOf("MESSAGE", message("wamid.2")).replace('"MESSAGE"', template.replace("DEEP", deep));
      const parsed = parseWebhook(body);
      expect(parsed.events.map((event) => event.kind)).toEqual(expect.arrayContaining([kind, "message"]));
      expect(parsed.events).toContainEqual(
        expect.objectContaining({ message: expect.objectContaining({ id: "wamid.2" }) }),
      );
      expect(parsed.problems).toContainEqual(problem);
      expect(JSON.parse(JSON.stringify(parsed))).toMatchObject({ problems: parsed.problems });
    }
  });

  test.each<[string, string]>([
    ["in a contact", JSON.stringify(webhook(entry(change({ contacts: ["DEEP"] }))))],
    ["in a status", JSON.stringify(webhook(entry(change({ statuses: [failedStatus("wamid.1", ["DEEP"])] }))))],
    ["in an error", JSON.stringify(webhook(entry(change({ errors: [{ code: 1, error_data: "DEEP" }] }))))],
    ["in another field", JSON.stringify(webhook(entry(change({ odd: "DEEP" }, "account_update"))))],
    ["instead of the entries", JSON.stringify({ object: "whatsapp_business_account", entry: "DEEP" })],
    ["instead of the body", '"DEEP"'],
  ])("%s becomes null", (_where, template) => {
    const parsed = parseWebhook(template.replace('"DEEP"', list(100_000)));
    expect(parsed.problems).toContainEqual(problem);
    expect(JSON.stringify(parsed).length).toBeLessThan(5_000);
  });

  test("does not include 100 levels", () => {
    const body = (levels: number) => `{"object":"x","entry":${list(levels - 1)}}`;
    expect(parseWebhook(body(100)).problems).not.toContainEqual(problem);
    expect(parseWebhook(body(101)).problems).toContainEqual(problem);
  });
});

test("returns a large contact as a separate event", () => {
  const contact = { wa_id: "16505551234", profile: { name: "x".repeat(1_000_000) } };
  const messages = Array.from({ length: 5_000 }, (_, i) => message(`wamid.${i}`, {}));
  const parsed = parseWebhook(JSON.stringify(webhook(entry(change({ contacts: [contact], messages })))));
  expect(parsed.events).toHaveLength(5_001);
  expect(parsed.events[0]).toMatchObject({ kind: "message", contact: undefined });
  expect(parsed.events.at(-1)).toMatchObject({ kind: "contact", contact: { waId: "16505551234" } });
  expect(parsed.problems).toEqual([
    {
      path: "body.entry[0].changes[0].value.contacts[0]",
      reason: "is larger than 2048 characters; it is returned as a separate event",
    },
  ]);
  expect(JSON.stringify(parsed).length).toBeLessThan(20_000_000);
});

test("ignores a byte order mark, in bytes and in text", () => {
  const body = `\ufeff${bodyOf(message())}`;
  for (const each of [body, Buffer.from(body)]) {
    expect(parseWebhook(each)).toMatchObject({ problems: [], events: [{}] });
  }
});

test("property: any JSON at any place leaves the other entries readable", () => {
  const marker = entry(change({ contacts, messages: [message("wamid.marker")] }));
  const shapes: readonly ((odd: unknown) => unknown)[] = [
    (odd) => odd,
    (odd) => ({ object: "whatsapp_business_account", entry: odd }),
    (odd) => webhook(odd, marker),
    (odd) => webhook(entry(odd), marker),
    (odd) => webhook(entry({ field: "messages", value: odd }), marker),
    (odd) =>
      webhook(entry(change({ metadata: odd, contacts: odd, messages: [odd], statuses: [odd], errors: odd })), marker),
    (odd) =>
      webhook(entry(change({ contacts: [odd], messages: [message("x", { referral: odd, text: odd })] })), marker),
    (odd) =>
      webhook(entry(change({ messages: [message("x", { order: odd, errors: odd, interactive: odd })] })), marker),
    (odd) =>
      webhook(entry(change({ messages: [cart({ product_items: odd }), cart({ product_items: [odd] })] })), marker),
    (odd) => webhook(entry(change({ messages: [paymentStatus(odd)] })), marker),
    (odd) => webhook(entry(change({ statuses: [{ ...status, errors: odd, biz_opaque_callback_data: odd }] })), marker),
    (odd) => webhook(entry(change({ errors: [odd, { code: odd, error_data: odd }] })), marker),
  ];
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...shapes.keys()), (odd, i) => {
      const { events, raw } = parse(shapes[i]?.(odd));
      expect(raw).toBeDefined();
      const ids = events.map((event) => (event.kind === "message" ? event.message.id : ""));
      if (i >= 2) expect(ids.at(-1)).toBe("wamid.marker");
    }),
    { numRuns: 500 },
  );
});

test("property: never throws, whatever the bytes", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(parseWebhook(bytes).events).toEqual([])));
});
