import { parseWebhook } from "./parse";
import { change, contacts, entry, message, webhook } from "./testing/samples";

function parse(value: object) {
  return parseWebhook(JSON.stringify(webhook(entry(change(value)))));
}

function contactNamed(name: string, ids: object) {
  return { profile: { name }, ...ids };
}
function from(id: string, ids: object) {
  return message(id, { from: undefined, ...ids });
}
function to(id: string, ids: object) {
  return { id, status: "read", timestamp: "1750269343", ...ids };
}

/** The name of each event's contact; contacts that belong to nothing are last. */
function namesIn(value: object) {
  return parse(value).events.map((event) => ("contact" in event ? event.contact?.name : event.kind));
}

test("reads the ids and username of a person without a number", () => {
  const ana = {
    profile: { name: "Ana", username: "ana.exemplo" },
    user_id: "BR.111",
    parent_user_id: "BR.ENT.1",
  };
  const sent = from("wamid.1", { from_user_id: "BR.111", from_parent_user_id: "BR.ENT.1", group_id: "g-1" });
  const { events, problems } = parse({ contacts: [ana], messages: [sent] });
  expect(problems).toEqual([]);
  expect(events).toEqual([
    expect.objectContaining({
      contact: {
        userId: "BR.111",
        parentUserId: "BR.ENT.1",
        username: "ana.exemplo",
        waId: undefined,
        name: "Ana",
        raw: ana,
      },
      message: expect.objectContaining({
        from: undefined,
        fromUserId: "BR.111",
        fromParentUserId: "BR.ENT.1",
        groupId: "g-1",
        raw: JSON.parse(JSON.stringify(sent)) as unknown,
      }),
    }),
  ]);
});

test.each([
  ["bia.doces", "bia.doces"],
  ["@bia.doces", "bia.doces"],
  ["", undefined],
  ["@", undefined],
])("reads the username %j as %j", (username, expected) => {
  const { events } = parse({ contacts: [{ profile: { username }, user_id: "BR.1" }], messages: [message()] });
  expect(events).toMatchObject([{ contact: { username: expected } }]);
});

test("reads the recipient of a status, and the participant in a group", () => {
  const person = to("wamid.1", { recipient_user_id: "BR.1", recipient_parent_user_id: "BR.ENT.1" });
  const participant = to("wamid.1", {
    recipient_id: "120363000000000001",
    recipient_type: "group",
    recipient_participant_id: "5511900000001",
    recipient_participant_user_id: "BR.2",
    recipient_participant_parent_user_id: "BR.ENT.2",
  });
  const { events, problems } = parse({ statuses: [person, participant] });
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    { status: { recipientId: undefined, recipientUserId: "BR.1", recipientParentUserId: "BR.ENT.1" } },
    {
      status: {
        recipientId: "120363000000000001",
        recipientType: "group",
        recipientParticipantId: "5511900000001",
        recipientParticipantUserId: "BR.2",
        recipientParticipantParentUserId: "BR.ENT.2",
      },
    },
  ]);
});

test.each(["recipient_parent_user_id", "parent_recipient_user_id", "parent_user_id"])(
  "the recipient's parent id is read from %s",
  (name) => {
    expect(parse({ statuses: [to("1", { [name]: "BR.ENT.1" })] }).events).toMatchObject([
      { status: { recipientParentUserId: "BR.ENT.1" } },
    ]);
  },
);

test("prefers the newest name of the parent id", () => {
  const names = { parent_user_id: "old", parent_recipient_user_id: "older", recipient_parent_user_id: "BR.ENT.1" };
  expect(parse({ statuses: [to("1", names)] }).events).toMatchObject([
    { status: { recipientParentUserId: "BR.ENT.1" } },
  ]);
});

test.each<[string, object, object, object, object]>([
  ["user ids", { user_id: "BR.1" }, { user_id: "BR.2" }, { from_user_id: "BR.1" }, { from_user_id: "BR.2" }],
  [
    "parent ids",
    { parent_user_id: "BR.ENT.1" },
    { parent_user_id: "BR.ENT.2" },
    { from_parent_user_id: "BR.ENT.1" },
    { from_parent_user_id: "BR.ENT.2" },
  ],
  ["phone numbers", { wa_id: "1" }, { wa_id: "2" }, { from: "1" }, { from: "2" }],
  [
    "a ninth digit that the contact lacks",
    { wa_id: "551187654321" },
    { wa_id: "553187650000" },
    { from: "5511987654321" },
    { from: "5531987650000" },
  ],
  [
    "a ninth digit that the message lacks",
    { wa_id: "5511987654321" },
    { wa_id: "5531987650000" },
    { from: "551187654321" },
    { from: "553187650000" },
  ],
  [
    "numbers that begin like landlines",
    { wa_id: "551134567890" },
    { wa_id: "5511934560000" },
    { from: "5511934567890" },
    { from: "551134560000" },
  ],
  ["one by user id, one by number", { user_id: "BR.1" }, { wa_id: "2" }, { from_user_id: "BR.1" }, { from: "2" }],
  [
    "a number that both have, but the user id decides",
    { user_id: "BR.1", wa_id: "7" },
    { user_id: "BR.2", wa_id: "7" },
    { from_user_id: "BR.1", from: "7" },
    { from_user_id: "BR.2", from: "7" },
  ],
])("finds the contacts of a batch by %s, in any order", (_what, ana, bia, sentByAna, sentByBia) => {
  const messages = [from("1", sentByAna), from("2", sentByBia)];
  for (const people of [
    [contactNamed("Ana", ana), contactNamed("Bia", bia)],
    [contactNamed("Bia", bia), contactNamed("Ana", ana)],
  ]) {
    expect(namesIn({ contacts: people, messages })).toEqual(["Ana", "Bia"]);
    expect(parse({ contacts: people, messages }).problems).toEqual([]);
  }
});

test.each<[string, object, object]>([
  ["recipient_user_id", { user_id: "BR.1" }, { recipient_user_id: "BR.1" }],
  ["recipient_parent_user_id", { parent_user_id: "BR.ENT.1" }, { recipient_parent_user_id: "BR.ENT.1" }],
  ["an older name of the parent id", { parent_user_id: "BR.ENT.1" }, { parent_user_id: "BR.ENT.1" }],
  ["recipient_id", { wa_id: "1" }, { recipient_id: "1" }],
  ["recipient_id with a ninth digit", { wa_id: "551187654321" }, { recipient_id: "5511987654321" }],
  ["recipient_participant_id", { wa_id: "1" }, { recipient_id: "g", recipient_participant_id: "1" }],
  ["recipient_participant_user_id", { user_id: "BR.1" }, { recipient_id: "g", recipient_participant_user_id: "BR.1" }],
  [
    "recipient_participant_parent_user_id",
    { parent_user_id: "BR.ENT.1" },
    { recipient_id: "g", recipient_participant_parent_user_id: "BR.ENT.1" },
  ],
])("finds the contact of a status by %s", (_what, ids, recipient) => {
  const statuses = [to("1", { recipient_user_id: "BR.9" }), to("2", recipient)];
  const people = [contactNamed("Other", { user_id: "BR.9" }), contactNamed("Ana", ids)];
  expect(namesIn({ contacts: people, statuses })).toEqual(["Other", "Ana"]);
});

test("messages and statuses of a change share its contacts", () => {
  const people = [contactNamed("Ana", { user_id: "BR.1", wa_id: "551187654321" })];
  const messages = [from("1", { from_user_id: "BR.1" }), from("2", { from: "5511987654321" })];
  const statuses = [to("3", { recipient_id: "551187654321" }), to("4", { recipient_user_id: "BR.1" })];
  expect(namesIn({ contacts: people, messages, statuses })).toEqual(["Ana", "Ana", "Ana", "Ana"]);
});

test("does not match a landline to a mobile with a ninth digit", () => {
  const people = [contactNamed("Shop", { wa_id: "551134567890" })];
  const messages = [from("1", { from: "551134567890" }), from("2", { from: "5511934567890" })];
  expect(namesIn({ contacts: people, messages })).toEqual(["Shop", undefined]);
});

test("does not match a number that now belongs to another person", () => {
  const people = [
    contactNamed("Ana", { user_id: "BR.1", wa_id: "7" }),
    contactNamed("Bia", { user_id: "BR.3", wa_id: "8" }),
  ];
  const messages = [from("1", { from_user_id: "BR.2", from: "7" }), from("2", { from_user_id: "BR.3" })];
  expect(namesIn({ contacts: people, messages })).toEqual([undefined, "Bia", "Ana"]);
});

test("matches a single contact to a single message or status", () => {
  const moved = [contactNamed("Moved", { wa_id: "1" })];
  expect(namesIn({ contacts: moved, messages: [message()] })).toEqual(["Moved"]);
  expect(namesIn({ contacts: moved, statuses: [to("1", {})] })).toEqual(["Moved"]);
  expect(namesIn({ contacts: [...moved, ...moved], messages: [message()] })).toEqual(["Moved"]);
  expect(namesIn({ contacts: moved, messages: [from("1", { from_user_id: "BR.1" })] })).toEqual(["Moved"]);
  expect(namesIn({ contacts: moved, messages: [message(), message("2")] })).toEqual([undefined, undefined, "Moved"]);
  expect(namesIn({ contacts: moved, messages: [message()], statuses: [to("1", {})] })).toEqual([
    undefined,
    undefined,
    "Moved",
  ]);
});

test("does not match a single contact with another user id", () => {
  const value = {
    contacts: [contactNamed("Ana", { user_id: "BR.1" })],
    messages: [from("1", { from_user_id: "BR.2" })],
  };
  expect(namesIn(value)).toEqual([undefined, "Ana"]);
  expect(parse(value).problems).toHaveLength(1);
});

test("reports an unmatched contact as an event and a problem", () => {
  const left = contactNamed("Left", { user_id: "BR.9", wa_id: "9" });
  const { events, problems } = parse({ contacts: [...contacts, left], messages: [message()], errors: [{ code: 1 }] });
  expect(events).toMatchObject([
    { kind: "message", contact: { name: "Sheena Nelson" } },
    { kind: "error" },
    {
      kind: "contact",
      wabaId: "102290129340398",
      phoneNumberId: "106540352242922",
      contact: { userId: "BR.9", waId: "9", name: "Left", raw: left },
    },
  ]);
  expect(problems).toEqual([
    {
      path: "body.entry[0].changes[0].value.contacts[1]",
      reason: "belongs to no message or status; it is returned as a separate event",
    },
  ]);
});

test("returns contacts without messages as events", () => {
  expect(namesIn({ contacts })).toEqual(["Sheena Nelson"]);
});

test("merges repeated contacts, and keeps a different one of the person", () => {
  const ana = contactNamed("Ana", { user_id: "BR.1" });
  const messages = [from("1", { from_user_id: "BR.1" }), from("2", { from_user_id: "BR.1" })];
  expect(namesIn({ contacts: [ana, ana], messages })).toEqual(["Ana", "Ana"]);
  expect(namesIn({ contacts: [ana, { ...ana, profile: { name: "Renamed" } }], messages })).toEqual([
    "Ana",
    "Ana",
    "Renamed",
  ]);
});

test("keeps contacts that are not objects or not a list", () => {
  const list = parse({ contacts: ["x", ...contacts], messages: [message()] });
  expect(list.events).toMatchObject([
    { kind: "message", contact: { name: "Sheena Nelson" } },
    { kind: "other", raw: "x" },
  ]);
  const none = parse({ contacts: { wa_id: "1" }, messages: [message()] });
  expect(none.events).toMatchObject([
    { kind: "message" },
    { kind: "other", raw: { value: { contacts: { wa_id: "1" } } } },
  ]);
});

test("matches a batch of 20,000 people quickly", () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => `BR.${i}`);
  const names = namesIn({
    contacts: ids.map((id) => contactNamed(id, { user_id: id })),
    messages: [...ids].reverse().map((id) => from(`wamid.${id}`, { from_user_id: id })),
  });
  expect(names).toEqual([...ids].reverse());
});

test.each<[string, object]>([
  [
    "a new number",
    { type: "user_changed_number", body: "…", wa_id: "5511900000002", user_id: "BR.2", previous_user_id: "BR.1" },
  ],
  [
    "a new user id",
    {
      type: "user_changed_user_id",
      body: "…",
      user_id: "BR.2",
      previous_user_id: "BR.1",
      parent_user_id: "BR.ENT.2",
      previous_parent_user_id: "BR.ENT.1",
    },
  ],
])("reads both ids of a system message about %s", (_what, system) => {
  const sent = { id: "wamid.S", timestamp: "1795900000", type: "system", from_user_id: "BR.1", system };
  const { events, problems } = parse({ messages: [sent] });
  expect(problems).toEqual([]);
  const { wa_id: waId, parent_user_id: parentUserId, ...rest } = system as Readonly<Record<string, string>>;
  expect(events).toMatchObject([
    {
      contact: undefined,
      message: {
        type: "system",
        system: {
          type: rest["type"],
          body: "…",
          waId,
          userId: "BR.2",
          previousUserId: "BR.1",
          parentUserId,
          previousParentUserId: rest["previous_parent_user_id"],
          raw: system,
        },
      },
    },
  ]);
});

test("reports a system notice that is text, and reads the message", () => {
  const { events, problems } = parse({ messages: [message("1", { system: "x" })] });
  expect(events).toMatchObject([{ message: { id: "1", system: undefined } }]);
  expect(problems).toMatchObject([{ reason: "is not an object" }]);
});

test.each<[string, object]>([
  [
    "user_id_update",
    {
      user_id_update: [
        { wa_id: "1", detail: "x", user_id: { previous: "BR.1", current: "BR.2" }, timestamp: "1795900000" },
      ],
    },
  ],
  ["business_username_updates", { display_phone_number: "15550783881", username: "loja", status: "approved" }],
  ["user_preferences", { user_preferences: [{ user_id: "BR.1", parent_user_id: "BR.ENT.1", category: "marketing" }] }],
])("keeps the whole field %s", (field, value) => {
  const sent = { field, value };
  const { events, problems } = parseWebhook(JSON.stringify(webhook(entry(sent))));
  expect(problems).toEqual([]);
  expect(events).toEqual([{ kind: "other", wabaId: "102290129340398", field, raw: sent }]);
});
