import type { WireOptions } from "pulumi-whatsapp-simulator";
import { failureMessage } from "../support/world/failures";
import { startDecoy } from "../support/listening";
import { useAccount, row, type FaultStack } from "./support/row";
import { runLifecycle } from "./support/lifecycle";

useAccount();

const shapes: readonly (readonly [string, string, Partial<WireOptions>])[] = [
  ["20", "ids as numbers beyond 2^53", { numericIds: true }],
  ["21", "a list with paging", {}],
  ["21", "a list as a bare array", { listShape: "array" }],
  ["21", "a list without paging", { listShape: "data" }],
  ["22", "content as an object", { contentShape: "object" }],
  ["22", "double-encoded content", { contentShape: "double-encoded" }],
  ["23", "unknown fields", { extraFields: true }],
  ["23a", "the id under sequence_id", { idKey: "sequence_id" }],
  ["23a", "the id under both keys", { idKey: "both" }],
  ["25", "an ignored filter", { filter: "ignored" }],
  ["25", "an ignored filter with pages of two", { filter: "ignored", pageSize: 2 }],
  ["26", "a filter that returns another row", { filter: "wrong" }],
  ["27", "pages of two whatever the limit", { pageSize: 2 }],
  ["29", "a row listed twice", { duplicateRow: true }],
  ["29", "a row listed twice with an ignored filter", { duplicateRow: true, filter: "ignored" }],
  ["30", "keys in another order", { reorder: true }],
  ["30", "null for absent values", { nulls: "null" }],
  ["30", "empty values for absent ones", { nulls: "empty" }],
];

for (const [number, what, wire] of shapes) {
  row(number, `${what}: the whole lifecycle works and settles`, async (stack) => {
    stack.meta.setWire(wire);
    await runLifecycle(stack);
  });
}

/** Operations that read the account first. */
function steps(stack: FaultStack): readonly (() => Promise<unknown>)[] {
  return [() => stack.refresh(), () => stack.destroy(), () => stack.up("another")];
}

/** Arguments that match the content of foreign rows. */
const plain = { text: "Hello", autofillMessage: undefined, iceBreakers: undefined };

row("20", "every digit of an id beyond 2^53 is kept", async (stack) => {
  stack.meta.setWire({ numericIds: true });
  const { id, outs } = await stack.up();
  const [row] = stack.storedIds();
  expect(Number.isSafeInteger(Number(row))).toBe(false);
  expect([id, outs["sequenceId"]]).toEqual([`${stack.meta.wabaId}/${row ?? ""}`, row]);
  await stack.up("signup", { text: "New" });
  expect(stack.requests("update").map(({ body }) => body)).toEqual([expect.objectContaining({ sequence_id: row })]);
});

for (const [what, content, path] of [
  ["text that is not JSON", "just words", "welcome_message_sequence"],
  ["a number for the text", { text: 5 }, "welcome_message_sequence.text"],
  [
    "an ice breaker without a title",
    { text: "a", ice_breakers: [{}] },
    "welcome_message_sequence.ice_breakers.0.title",
  ],
] as const) {
  row("22", `${what}: an error with the path that keeps the state`, async (stack) => {
    const { id } = await stack.up();
    stack.startRun();
    const data = [{ id: id.split("/")[1] ?? "", name: "signup", welcome_message_sequence: content }];
    stack.addFault({
      match: { path: stack.account.edge, verb: "read" },
      effect: { kind: "status", status: 200, body: { data } },
    });
    const before = stack.engine.entries.get("signup");
    expect(await failureMessage(stack.refresh())).toContain(
      `The stored content cannot be read: \`${path}\` cannot be read`,
    );
    expect(stack.engine.entries.get("signup")).toEqual(before);
  });
}

row("23a", "two ids that disagree are an error without writes", async (stack) => {
  await stack.up();
  stack.startRun();
  stack.meta.setWire({ idKey: "disagreeing" });
  stack.meta.clearJournal();
  const twoIds = /Meta's answer could not be read: a row of the list has two ids, \d+ and \d+\./;
  for (const step of steps(stack)) expect(await failureMessage(step())).toMatch(twoIds);
  expect(stack.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

for (const [what, loss, reason] of [
  ["name", { name: null }, "the response has no `name`"],
  ["content", { content: null }, "`welcome_message_sequence` cannot be read"],
] as const) {
  row("24", `our row without ${what}: an error that keeps the state`, async (stack) => {
    const { id } = await stack.up();
    const sequenceId = id.split("/")[1] ?? "";
    const [before] = stack.meta.sequences();
    stack.meta.editSequence(sequenceId, loss);
    stack.startRun();
    expect(await failureMessage(stack.refresh())).toContain(
      `The stored content cannot be read: ${reason}. The state is kept`,
    );
    expect(stack.stateIds()).toEqual([sequenceId]);
    stack.meta.editSequence(sequenceId, { name: before?.name ?? null, content: before?.content ?? null });
  });

  row("24", `a possible duplicate without ${what} stops the create unless allowed`, async (stack) => {
    const theirs = stack.addForeignSequence({ name: "signup", content: { text: "Hello" } });
    stack.meta.editSequence(theirs, loss);
    stack.markForeign(theirs);
    expect(await failureMessage(stack.up("signup", plain))).toContain(
      `already contains sequence ${stack.meta.wabaId}/${theirs}, which may have this name and content but cannot be read (${reason}).`,
    );
    expect(stack.requests("create")).toEqual([]);
    stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
    await stack.up("signup", { ...plain, duplicates: "allow" });
    expect(stack.requests("create")).toHaveLength(1);
    expect(stack.stateIds()).toEqual(stack.storedIds().filter((id) => id !== theirs));
    expect(new Set(stack.run.warnings)).toEqual(
      new Set([expect.stringContaining(`a row (id "${theirs}"): ${reason}`)]),
    );
  });
}

row("26", "a filter that returns another row proves our absence, harms nothing", async (stack) => {
  const other = stack.addForeignSequence({ name: "other", content: { text: "other" } });
  for (const name of ["refreshed", "destroyed"]) await stack.up(name);
  const [, refreshed = "", destroyed = ""] = stack.storedIds();
  for (const id of [refreshed, destroyed]) stack.meta.removeSequence(id);
  stack.startRun();
  stack.meta.setWire({ filter: "wrong" });
  stack.meta.clearJournal();
  expect(await stack.refresh("refreshed")).toBeUndefined();
  await stack.destroy("destroyed");
  const asked = stack.meta.journal().map(({ method, path }) => `${method} ${path}`);
  expect(asked).toEqual(expect.arrayContaining([`GET /${refreshed}`, `GET /${destroyed}`]));
  expect(asked.filter((call) => !call.startsWith("GET "))).toEqual([]);
  expect(stack.storedIds()).toEqual([other]);
});

row("27", "finds a duplicate on the last of four pages", async (stack) => {
  for (const name of ["a", "b", "c", "d", "e", "f"]) stack.addForeignSequence({ name, content: { text: name } });
  const duplicate = stack.addForeignSequence({ name: "signup", content: { text: "Hello" } });
  stack.meta.setWire({ pageSize: 2 });
  const step = stack.up("signup", plain);
  expect(await failureMessage(step)).toContain(`Set adoptSequenceId: "${duplicate}"`);
  expect(stack.requestKinds()).toEqual(["list", "list", "list", "list"]);
});

row("28", "pages in a circle are an error without writes", async (stack) => {
  stack.addForeignSequence({ name: "other", content: { text: "other" } });
  await stack.up();
  stack.startRun();
  stack.meta.setWire({ next: "loop", filter: "ignored", pageSize: 1 });
  stack.meta.clearJournal();
  const circle = "Meta's answer could not be read: the list of sequences does not end";
  for (const step of steps(stack)) expect(await failureMessage(step())).toContain(circle);
  expect(stack.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  expect(stack.meta.journal().length).toBeLessThan(12);
  expect(stack.stateIds()).toHaveLength(1);
});

row("28", "a next page on another host is requested from Meta", async (stack) => {
  const other = await stack.closeAtEnd(startDecoy());
  for (const name of ["a", "b", "c"]) stack.addForeignSequence({ name, content: { text: name } });
  const duplicate = stack.addForeignSequence({ name: "signup", content: { text: "Hello" } });
  stack.meta.setWire({ next: { url: `${other.url}/v25.0/elsewhere?after=x` }, pageSize: 2 });
  const step = stack.up("signup", plain);
  expect(await failureMessage(step)).toContain(duplicate);
  expect(other.connections()).toBe(0);
});

row("28", "a next page takes its cursor from the URL, or fails", async (stack) => {
  const other = await stack.closeAtEnd(startDecoy());
  const page = (next: string) => ({ kind: "status", status: 200, body: { data: [], paging: { next } } }) as const;
  stack.addFault({ match: { verb: "list" }, effect: page(`${other.url}/rows?after=further`) });
  stack.addFault({ match: { verb: "list" }, effect: page(other.url), nth: 2 });
  expect(await failureMessage(stack.up())).toContain("there is a next page but no cursor for it");
  expect(stack.meta.journal().map(({ path, query }) => [path, query["after"]])).toEqual([
    [stack.account.edge, undefined],
    [stack.account.edge, "further"],
  ]);
  expect(other.connections()).toBe(0);
});

row("29", "a row listed twice is found once after a lost response", async (stack) => {
  stack.meta.setWire({ duplicateRow: true });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await stack.up();
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.stateIds()).toEqual(stack.storedIds());
});
