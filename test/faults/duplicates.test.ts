import type { JournalEntry } from "pulumi-whatsapp-simulator";
import { sequenceArgs, createSequence, sequenceIdOf } from "../support/world/sequences";
import { failureMessage, failureOf } from "../support/world/failures";
import { useAccount, row } from "./support/row";

useAccount();

const lostResponse = { match: { verb: "create" }, effect: { kind: "drop" }, when: "after" } as const;
const same = { name: "same" };
const plain = { text: "Hello", autofillMessage: undefined, iceBreakers: undefined };

for (const [what, lost] of [
  ["", 0],
  [" when the first response is lost", 1],
  [" when both responses are lost", 2],
] as const) {
  row("68", `two identical resources create two sequences${what}`, async (stack) => {
    if (lost > 0) stack.addFault({ ...lostResponse, times: lost });
    await Promise.all([stack.up("a", same), stack.up("b", same)]);
    expect(stack.requests("create")).toHaveLength(2);
    expect(new Set(stack.stateIds()).size).toBe(2);
    expect([...stack.stateIds()].sort()).toEqual([...stack.storedIds()].sort());
  });
}

for (const when of ["before", "after"] as const) {
  row("69", `a foreign duplicate created ${when} a lost create stops and names both`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" }, when });
    stack.addFault(lostResponse);
    const message = await failureMessage(stack.up());
    const [first = "", second = ""] = stack.storedIds();
    expect(message).toMatch(
      /^Could not create sequence "signup" in account \d+\. The response was lost, and 2 new sequences/,
    );
    expect(message).toContain(first);
    expect(message).toContain(second);
    expect(message).toContain("set adoptSequenceId to the one to keep");
    expect(stack.requests("create")).toHaveLength(1);
    expect(stack.stateIds()).toEqual([]);
    stack.startRun();
    await stack.up("signup", { adoptSequenceId: first });
    stack.markForeign(second);
    expect(stack.requests("create")).toHaveLength(1);
  });
}

for (const when of ["before", "after"] as const) {
  row("69", `a foreign duplicate created ${when} a confirmed create records ours, names both`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" }, when });
    const message = await failureMessage(stack.up());
    const [first = "", second = ""] = stack.storedIds();
    const [ours, theirs] = when === "before" ? [second, first] : [first, second];
    stack.markForeign(theirs);
    expect(stack.stateIds()).toEqual([ours]);
    const { wabaId } = stack.meta;
    expect(message).toMatch(
      `Sequence "signup" (${wabaId}/${ours}) was created, but the account now also contains ${wabaId}/${theirs} with the same name and content`,
    );
    // Both runs keep the same one.
    const [kept = "", other = ""] = [first, second].sort();
    expect(message).toContain(`Keep ${wabaId}/${kept} and delete ${wabaId}/${other};`);
    // While both exist, each run reports them again.
    stack.startRun();
    expect(await failureMessage(stack.up())).toBe(message);
    stack.startRun();
    await stack.refresh();
    expect(stack.run.warnings).toEqual([
      `sequence "signup" (${wabaId}/${ours}): the account also contains ${wabaId}/${theirs} with the same name and content. ` +
        'Delete those that no program manages, or set duplicates: "allow" if this is intended.',
    ]);
    stack.removeForeignSequence(theirs);
    stack.startRun();
    await stack.refresh();
    expect(stack.run.warnings).toEqual([]);
    expect(stack.requests("create")).toHaveLength(1);
    expect(stack.requests("update")).toEqual([]);
  });
}

row("69", "a duplicate created after the recorded one was removed is no failure", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" } });
  expect(await failureMessage(stack.up("signup", plain))).toContain("now also contains");
  const [theirs = ""] = stack.storedIds().filter((id) => !stack.stateIds().includes(id));
  stack.meta.removeSequence(theirs);
  stack.addForeignSequence({ name: "signup", content: { text: "Hello" } });
  stack.startRun();
  await stack.up("signup", plain);
  expect(stack.requests("create")).toHaveLength(1);
});

row("69", "foreign duplicates are no failure when the program allows duplicates", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" }, times: 2 });
  await stack.up("allowed", { duplicates: "allow" });
  await failureMessage(stack.up());
  stack.startRun();
  await stack.up("signup", { duplicates: "allow" });
  stack.markForeign(...stack.storedIds().filter((id) => !stack.stateIds().includes(id)));
  expect(stack.storedIds()).toHaveLength(4);
});

row("69", "refresh warns about a duplicate that appeared after the read-back", async (stack) => {
  const names = ["signup", "other", "third"];
  await Promise.all(names.map((name) => stack.up(name, plain)));
  const duplicate = stack.addForeignSequence({ name: "signup", content: { text: "Hello" } });
  stack.startRun();
  stack.meta.clearJournal();
  await Promise.all(names.map((name) => stack.refresh(name)));
  expect(stack.requestKinds().filter((verb) => verb === "list")).toHaveLength(1);
  expect(stack.run.warnings).toEqual([
    expect.stringContaining(`also contains ${stack.meta.wabaId}/${duplicate} with the same`),
  ]);
});

row("70", "the next run names or adopts the sequence of a killed run", async (stack) => {
  // The process ended after the POST: the row exists in no state.
  const id = sequenceIdOf((await createSequence(stack.account.run(), { name: "signup" })).id);
  stack.meta.clearJournal();
  expect(await failureMessage(stack.up())).toBe(
    `Could not create sequence "signup" in account ${stack.meta.wabaId}. The account already contains sequence ${stack.meta.wabaId}/${id} with this name and content. ` +
      `Set adoptSequenceId: "${id}" to adopt it, unless this or another stack manages it; or duplicates: "allow" to create a second one. ` +
      'If the program only renamed or moved the resource, set its option aliases instead: aliases: [{ name: "old-name" }] or aliases: [{ parent: oldParent }]; in YAML, to its old URN (`pulumi stack --show-urns`). ' +
      "At the top level, oldParent is pulumi.rootStackResource; if a component was renamed, set aliases on the component. After a new project or stack name, use `pulumi stack rename`.",
  );
  expect(stack.requests("create")).toEqual([]);
  stack.startRun();
  await stack.up("signup", { adoptSequenceId: id });
  expect(stack.requests("create")).toEqual([]);
  expect(stack.stateIds()).toEqual([id]);
});

row("70", "a replacement adopts the new sequence of a killed run", async (stack) => {
  const replacing = { text: "New", onContentChange: "replace" };
  await stack.up("signup", { ...replacing, text: "Old" });
  const [old = ""] = stack.storedIds();
  const { id } = await createSequence(stack.account.run(), { name: "signup", ...replacing });
  stack.startRun();
  const message = await failureMessage(stack.up("signup", replacing));
  expect(message).toContain(`Set adoptSequenceId: "${sequenceIdOf(id)}"`);
  expect(stack.stateIds()).toEqual([old]);
  stack.startRun();
  await stack.up("signup", { ...replacing, adoptSequenceId: sequenceIdOf(id) });
  expect(stack.storedIds()).toEqual([sequenceIdOf(id)]);
});

row("70", 'duplicates: "allow" creates a second sequence', async (stack) => {
  const { id } = await createSequence(stack.account.run(), { name: "signup" });
  stack.markForeign(sequenceIdOf(id));
  await stack.up("signup", { duplicates: "allow" });
  expect(stack.storedIds()).toHaveLength(2);
});

row("72", "a second create after a lost response is rejected as a duplicate", async (stack) => {
  stack.addFault(lostResponse);
  stack.addFault({ match: { verb: "list" }, effect: { kind: "graph", code: 10 }, nth: 2 });
  expect(await failureMessage(stack.up())).toMatch(
    /The outcome of the request.*Listing the account failed too.*Run again/,
  );
  expect(await failureMessage(stack.up())).toContain(`Set adoptSequenceId: "${stack.storedIds()[0] ?? ""}"`);
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.storedIds()).toHaveLength(1);
});

row("72", "a second create after a failed read-back is rejected as a duplicate", async (stack) => {
  const broken = stack.addFault({
    match: { verb: "list" },
    effect: { kind: "status", status: 503 },
    nth: 2,
    times: "always",
  });
  await failureMessage(stack.up());
  broken.remove();
  const { inputs } = await stack.run.handler.check({}, sequenceArgs({ name: "signup" }));
  for (const changes of [{}, { duplicates: "allow" }]) {
    const { message } = await failureOf(stack.run.handler.create({ ...inputs, ...changes }));
    expect(message).toBe(
      `This run created ${stack.meta.wabaId}/${stack.storedIds()[0] ?? ""} with the name and content of sequence "signup" in account ${stack.meta.wabaId} and could not confirm it, so no second one is created. ` +
        `Run again; if the state does not contain it, set adoptSequenceId: "${stack.storedIds()[0] ?? ""}" to adopt it.`,
    );
  }
  expect(stack.requests("create")).toHaveLength(1);
});

/** Counts the most requests in flight at the same time. */
function countConcurrent(entries: readonly JournalEntry[]): number {
  return Math.max(
    ...entries.map(
      ({ startTick }) =>
        entries.filter((other) => other.startTick <= startTick && (other.endTick ?? Infinity) > startTick).length,
    ),
  );
}
/** Expects concurrent requests, and at most this number. */
function expectParallel(entries: readonly JournalEntry[], max: number): void {
  expect(countConcurrent(entries)).toBeGreaterThan(1);
  expect(countConcurrent(entries)).toBeLessThanOrEqual(max);
}

row("73", "thirty creates run four writes at a time and all succeed", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  await Promise.all(Array.from({ length: 30 }, (_, i) => stack.up(`s${i}`)));
  expect(stack.requests("create")).toHaveLength(30);
  expectParallel(stack.requests("create"), 4);
  expect([...stack.stateIds()].sort()).toEqual([...stack.storedIds()].sort());
  expect(new Set(stack.stateIds()).size).toBe(30);
});

row("73", "ten identical creates of thirty run one after another", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  await Promise.all(Array.from({ length: 30 }, (_, i) => stack.up(`s${i}`, i < 10 ? same : {})));
  const isSame = ({ body }: JournalEntry): boolean => JSON.stringify(body).includes('"name":"same"');
  expect(countConcurrent(stack.requests("create").filter(isSame))).toBe(1);
  expectParallel(stack.requests("create"), 4);
  expect(new Set(stack.stateIds()).size).toBe(30);
});

for (const [what, first, second] of [
  ["does not adopt a sibling of the same name", { name: "Promo", text: "one" }, { name: "Promo", text: "two" }],
  [
    "does not adopt a truncated namesake in progress",
    { name: "Promo 2", text: "Hi, there" },
    { name: "Promo", text: "Hi" },
  ],
] as const) {
  row("73", `a create with a lost response ${what}`, async (stack) => {
    stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
    stack.addFault({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 400 }, when: "after", nth: 2 });
    await Promise.all([stack.up("first", first), stack.up("second", second)]);
    expect(stack.requests("create")).toHaveLength(3);
    expect([...stack.stateIds()].sort()).toEqual([...stack.storedIds()].sort());
  });
}

row("73", "updates and deletes respect the configured write concurrency", async (stack) => {
  const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
  await Promise.all(names.map((name) => stack.up(name)));
  stack.addFault({ match: { method: "POST" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  stack.addFault({ match: { method: "DELETE" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  stack.startRun({ WHATSAPP_WRITE_CONCURRENCY: "2" });
  await Promise.all(names.map((name) => stack.up(name, { text: "New" })));
  expectParallel(stack.requests("update"), 2);
  stack.startRun();
  await Promise.all(names.map((name) => stack.destroy(name)));
  expectParallel(stack.requests("delete"), 4);
  expect(stack.storedIds()).toEqual([]);
});
