import type { WireOptions } from "pulumi-whatsapp-simulator";
import { decoy } from "../support/listening";
import { faultRows, row, type Case } from "./support/row";
import { wholeLife } from "./support/whole-life";

faultRows();

const shapes: readonly (readonly [string, string, Partial<WireOptions>])[] = [
  ["20", "ids as numbers beyond 2^53", { numericIds: true }],
  ["21", "the list as Graph sends it", {}],
  ["21", "the list as a bare array, as on Meta's page", { listShape: "array" }],
  ["21", "the list with data and no paging", { listShape: "data" }],
  ["22", "content as an object", { contentShape: "object" }],
  ["22", "content as a string in a string", { contentShape: "double-encoded" }],
  ["23", "fields nobody knows", { extraFields: true }],
  ["23a", "the id under sequence_id", { idKey: "sequence_id" }],
  ["23a", "the id under both keys", { idKey: "both" }],
  ["25", "the filter ignored", { filter: "ignored" }],
  ["25", "the filter ignored, in pages of two", { filter: "ignored", pageSize: 2 }],
  ["26", "the filter answering another row", { filter: "wrong" }],
  ["27", "pages of two, whatever was asked", { pageSize: 2 }],
  ["29", "one row twice in a list", { duplicateRow: true }],
  ["29", "one row twice in a list that no filter shortens", { duplicateRow: true, filter: "ignored" }],
  ["30", "keys in another order", { reorder: true }],
  ["30", "null for what is absent", { nulls: "null" }],
  ["30", "empty parts for what is absent", { nulls: "empty" }],
];

for (const [number, what, wire] of shapes) {
  row(number, `${what}: the whole life is the same, and quiet`, async (the) => {
    the.meta.setWire(wire);
    await wholeLife(the);
  });
}

/** One of each that asks the account before anything else. */
function steps(the: Case): readonly (() => Promise<unknown>)[] {
  return [() => the.refresh(), () => the.destroy(), () => the.up("another")];
}

/** What the rows of neighbours hold, as arguments. */
const plain = { text: "Hello", autofillMessage: undefined, iceBreakers: undefined };

row("20", "every digit of an id beyond 2^53 is kept, in the state and in what is sent", async (the) => {
  the.meta.setWire({ numericIds: true });
  const { id, outs } = await the.up();
  const [row] = the.rows();
  expect(Number.isSafeInteger(Number(row))).toBe(false);
  expect([id, outs["sequenceId"]]).toEqual([`${the.meta.wabaId}/${row ?? ""}`, row]);
  await the.up("signup", { text: "New" });
  expect(the.sent("update").map(({ body }) => body)).toEqual([expect.objectContaining({ sequence_id: row })]);
});

for (const [what, content, path] of [
  ["words that are no JSON", "just words", "welcome_message_sequence"],
  ["a number for the text", { text: 5 }, "welcome_message_sequence.text"],
  [
    "an ice breaker without a title",
    { text: "a", ice_breakers: [{}] },
    "welcome_message_sequence.ice_breakers.0.title",
  ],
] as const) {
  row("22", `${what}: an error with the path, and the state is kept`, async (the) => {
    const { id } = await the.up();
    the.nextRun();
    const data = [{ id: id.split("/")[1] ?? "", name: "signup", welcome_message_sequence: content }];
    the.fault({
      match: { path: the.account.edge, verb: "read" },
      effect: { kind: "status", status: 200, body: { data } },
    });
    const before = the.engine.entries.get("signup");
    expect(await the.said(the.refresh())).toContain(`The stored content cannot be read: \`${path}\` cannot be read`);
    expect(the.engine.entries.get("signup")).toEqual(before);
  });
}

row("23a", "two ids that disagree are an error: nothing is sent, and the state is kept", async (the) => {
  await the.up();
  the.nextRun();
  the.meta.setWire({ idKey: "disagreeing" });
  the.meta.clearJournal();
  const twoIds = /Meta's answer could not be read: a row of the list has two ids, \d+ and \d+\./;
  for (const step of steps(the)) expect(await the.said(step())).toMatch(twoIds);
  expect(the.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  expect(the.held()).toEqual(the.rows());
});

for (const [what, loss, reason] of [
  ["name", { name: null }, "the response has no `name`"],
  ["content", { content: null }, "`welcome_message_sequence` cannot be read"],
] as const) {
  row("24", `our row without ${what}: an error, and the state is kept until it can be read`, async (the) => {
    const { id } = await the.up();
    const sequenceId = id.split("/")[1] ?? "";
    const [before] = the.meta.sequences();
    the.meta.editSequence(sequenceId, loss);
    the.nextRun();
    expect(await the.said(the.refresh())).toContain(`The stored content cannot be read: ${reason}. The state is kept`);
    expect(the.held()).toEqual([sequenceId]);
    the.meta.editSequence(sequenceId, { name: before?.name ?? null, content: before?.content ?? null });
  });

  row(
    "24",
    `somebody's row without ${what} that may be a twin stops the create, until the program allows it`,
    async (the) => {
      const theirs = the.plant({ name: "signup", content: { text: "Hello" } });
      the.meta.editSequence(theirs, loss);
      expect(await the.said(the.up("signup", plain))).toContain(
        `already contains sequence ${the.meta.wabaId}/${theirs}, which may have this name and content but cannot be read (${reason}).`,
      );
      expect(the.sent("create")).toEqual([]);
      the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
      await the.up("signup", { ...plain, duplicates: "allow" });
      expect(the.sent("create")).toHaveLength(1);
      expect(the.held()).toEqual(the.rows().filter((id) => id !== theirs));
      expect(new Set(the.run.warnings)).toEqual(
        new Set([expect.stringContaining(`a row (id "${theirs}"): ${reason}`)]),
      );
    },
  );
}

row(
  "26",
  "a filter that answers another row while ours is gone: absence is proven, and the other row is left alone",
  async (the) => {
    const other = the.plant({ name: "other", content: { text: "other" } });
    for (const name of ["refreshed", "destroyed"]) await the.up(name);
    const [, refreshed = "", destroyed = ""] = the.rows();
    for (const id of [refreshed, destroyed]) the.meta.removeSequence(id);
    the.nextRun();
    the.meta.setWire({ filter: "wrong" });
    the.meta.clearJournal();
    expect(await the.refresh("refreshed")).toBeUndefined();
    await the.destroy("destroyed");
    const asked = the.meta.journal().map(({ method, path }) => `${method} ${path}`);
    expect(asked).toEqual(expect.arrayContaining([`GET /${refreshed}`, `GET /${destroyed}`]));
    expect(asked.filter((call) => !call.startsWith("GET "))).toEqual([]);
    expect(the.rows()).toEqual([other]);
  },
);

row("27", "a twin on the last of four pages is seen", async (the) => {
  for (const name of ["a", "b", "c", "d", "e", "f"]) the.plant({ name, content: { text: name } });
  const twin = the.plant({ name: "signup", content: { text: "Hello" } });
  the.meta.setWire({ pageSize: 2 });
  const step = the.up("signup", plain);
  expect(await the.said(step)).toContain(`Set adoptSequenceId: "${twin}"`);
  expect(the.verbs()).toEqual(["list", "list", "list", "list"]);
});

row("28", "pages in a circle end with an error: nothing is sent, and the state is kept", async (the) => {
  the.plant({ name: "other", content: { text: "other" } });
  await the.up();
  the.nextRun();
  the.meta.setWire({ next: "loop", filter: "ignored", pageSize: 1 });
  the.meta.clearJournal();
  const circle = "Meta's answer could not be read: the list of sequences does not end";
  for (const step of steps(the)) expect(await the.said(step())).toContain(circle);
  expect(the.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  expect(the.meta.journal().length).toBeLessThan(12);
  expect(the.held()).toHaveLength(1);
});

row(
  "28",
  "a next page on another host is asked for at Meta: all rows are read, the other host is never called",
  async (the) => {
    const other = await the.opened(decoy());
    for (const name of ["a", "b", "c"]) the.plant({ name, content: { text: name } });
    const twin = the.plant({ name: "signup", content: { text: "Hello" } });
    the.meta.setWire({ next: { url: `${other.url}/v25.0/elsewhere?after=x` }, pageSize: 2 });
    const step = the.up("signup", plain);
    expect(await the.said(step)).toContain(twin);
    expect(other.connections()).toBe(0);
  },
);

row("28", "a next page without a cursor takes it from the address, and is an error when there is none", async (the) => {
  const other = await the.opened(decoy());
  const page = (next: string) => ({ kind: "status", status: 200, body: { data: [], paging: { next } } }) as const;
  the.fault({ match: { verb: "list" }, effect: page(`${other.url}/rows?after=further`) });
  the.fault({ match: { verb: "list" }, effect: page(other.url), nth: 2 });
  expect(await the.said(the.up())).toContain("there is a next page but no cursor for it");
  expect(the.meta.journal().map(({ path, query }) => [path, query["after"]])).toEqual([
    [the.account.edge, undefined],
    [the.account.edge, "further"],
  ]);
  expect(other.connections()).toBe(0);
});

row("29", "a row that stands twice in the list is adopted as one after an answer was lost", async (the) => {
  the.meta.setWire({ duplicateRow: true });
  the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await the.up();
  expect(the.sent("create")).toHaveLength(1);
  expect(the.held()).toEqual(the.rows());
});
