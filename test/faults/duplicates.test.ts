import type { JournalEntry } from "pulumi-whatsapp-simulator";
import { args, made, sequenceIdOf } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { faultRows, row } from "./support/row";

faultRows();

const lostAnswer = { match: { verb: "create" }, effect: { kind: "drop" }, when: "after" } as const;
const same = { name: "same" };
const plain = { text: "Hello", autofillMessage: undefined, iceBreakers: undefined };

for (const [what, lost] of [
  ["", 0],
  [", with the first answer lost", 1],
  [", with both answers lost", 2],
] as const) {
  row("68", `two identical resources of one program are two rows, neither takes the other's${what}`, async (the) => {
    if (lost > 0) the.fault({ ...lostAnswer, times: lost });
    await Promise.all([the.up("a", same), the.up("b", same)]);
    expect(the.sent("create")).toHaveLength(2);
    expect(new Set(the.held()).size).toBe(2);
    expect([...the.held()].sort()).toEqual([...the.rows()].sort());
  });
}

for (const when of ["before", "after"] as const) {
  row("69", `somebody's twin, made ${when} ours whose answer is lost: the run stops and names both`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" }, when });
    the.fault(lostAnswer);
    const message = await the.said(the.up());
    const [first = "", second = ""] = the.rows();
    expect(message).toMatch(
      /^Could not create sequence "signup" in account \d+\. The response was lost, and 2 new sequences/,
    );
    expect(message).toContain(first);
    expect(message).toContain(second);
    expect(message).toContain("set adoptSequenceId to the one to keep");
    expect(the.sent("create")).toHaveLength(1);
    expect(the.held()).toEqual([]);
    the.nextRun();
    await the.up("signup", { adoptSequenceId: first });
    the.markForeign(second);
    expect(the.sent("create")).toHaveLength(1);
  });
}

for (const when of ["before", "after"] as const) {
  row(
    "69",
    `somebody's twin, made ${when} ours whose answer arrives: ours is recorded, and both are named`,
    async (the) => {
      the.fault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" }, when });
      const message = await the.said(the.up());
      const [first = "", second = ""] = the.rows();
      const [ours, theirs] = when === "before" ? [second, first] : [first, second];
      the.markForeign(theirs);
      expect(the.held()).toEqual([ours]);
      const { wabaId } = the.meta;
      expect(message).toMatch(
        `Sequence "signup" (${wabaId}/${ours}) was created, but the account now also contains ${wabaId}/${theirs} with the same name and content`,
      );
      // Both runs name the same one.
      const [kept = "", other = ""] = [first, second].sort();
      expect(message).toContain(`Keep ${wabaId}/${kept} and delete ${wabaId}/${other};`);
      // As long as both are there, each run says so again.
      the.nextRun();
      expect(await the.said(the.up())).toBe(message);
      the.nextRun();
      await the.refresh();
      expect(the.run.warnings).toEqual([
        `sequence "signup" (${wabaId}/${ours}): the account also contains ${wabaId}/${theirs} with the same name and content. ` +
          'Delete those that no program manages, or set duplicates: "allow" if this is intended.',
      ]);
      the.meta.removeSequence(theirs);
      the.nextRun();
      await the.refresh();
      expect(the.run.warnings).toEqual([]);
      expect(the.sent("create")).toHaveLength(1);
      expect(the.sent("update")).toEqual([]);
    },
  );
}

row("69", "a duplicate that came after the recorded one is gone fails no run", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" } });
  expect(await the.said(the.up("signup", plain))).toContain("now also contains");
  const [theirs = ""] = the.rows().filter((id) => !the.held().includes(id));
  the.meta.removeSequence(theirs);
  the.plant({ name: "signup", content: { text: "Hello" } });
  the.nextRun();
  await the.up("signup", plain);
  expect(the.sent("create")).toHaveLength(1);
});

row("69", "somebody's twin is no failure where the program allows duplicates, at once or later", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "concurrent-duplicate" }, times: 2 });
  await the.up("allowed", { duplicates: "allow" });
  await the.said(the.up());
  the.nextRun();
  await the.up("signup", { duplicates: "allow" });
  the.markForeign(...the.rows().filter((id) => !the.held().includes(id)));
  expect(the.rows()).toHaveLength(4);
});

row(
  "69",
  "a new row that shows only after the read-back is warned of by a refresh that lists the account",
  async (the) => {
    const names = ["signup", "other", "third"];
    await Promise.all(names.map((name) => the.up(name, plain)));
    const twin = the.plant({ name: "signup", content: { text: "Hello" } });
    the.nextRun();
    the.meta.clearJournal();
    await Promise.all(names.map((name) => the.refresh(name)));
    expect(the.verbs().filter((verb) => verb === "list")).toHaveLength(1);
    expect(the.run.warnings).toEqual([
      expect.stringContaining(`also contains ${the.meta.wabaId}/${twin} with the same`),
    ]);
  },
);

row("70", "a row that a run made before it died is refused with its id, and taken over when told", async (the) => {
  // The process ended after the POST: the row is there, and no state knows it.
  const id = sequenceIdOf((await made(the.account.run(), { name: "signup" })).id);
  the.meta.clearJournal();
  expect(await the.said(the.up())).toBe(
    `Could not create sequence "signup" in account ${the.meta.wabaId}. The account already contains sequence ${the.meta.wabaId}/${id} with this name and content. ` +
      `Set adoptSequenceId: "${id}" to adopt it, unless this or another stack manages it; or duplicates: "allow" to create a second one. ` +
      'If the program only renamed or moved the resource, set its option aliases instead: aliases: [{ name: "old-name" }] or aliases: [{ parent: oldParent }]. ' +
      "At the top level, oldParent is pulumi.rootStackResource; if a component was renamed, set aliases on the component. After a new project or stack name, use `pulumi stack rename`.",
  );
  expect(the.sent("create")).toEqual([]);
  the.nextRun();
  await the.up("signup", { adoptSequenceId: id });
  expect(the.sent("create")).toEqual([]);
  expect(the.held()).toEqual([id]);
});

row(
  "70",
  "a replacement whose new row no state knows is refused, taken over when told, and the old row goes",
  async (the) => {
    const replacing = { text: "New", onContentChange: "replace" };
    await the.up("signup", { ...replacing, text: "Old" });
    const [old = ""] = the.rows();
    const { id } = await made(the.account.run(), { name: "signup", ...replacing });
    the.nextRun();
    const message = await the.said(the.up("signup", replacing));
    expect(message).toContain(`Set adoptSequenceId: "${sequenceIdOf(id)}"`);
    expect(the.held()).toEqual([old]);
    the.nextRun();
    await the.up("signup", { ...replacing, adoptSequenceId: sequenceIdOf(id) });
    expect(the.rows()).toEqual([sequenceIdOf(id)]);
  },
);

row("70", "a second row is made only when the program says so", async (the) => {
  const { id } = await made(the.account.run(), { name: "signup" });
  the.markForeign(sequenceIdOf(id));
  await the.up("signup", { duplicates: "allow" });
  expect(the.rows()).toHaveLength(2);
});

row("72", "a create that is called again after a lost answer is refused as a twin", async (the) => {
  the.fault(lostAnswer);
  the.fault({ match: { verb: "list" }, effect: { kind: "graph", code: 10 }, nth: 2 });
  expect(await the.said(the.up())).toMatch(/The outcome of the request.*Listing the account failed too.*Run again/);
  expect(await the.said(the.up())).toContain(`Set adoptSequenceId: "${the.rows()[0] ?? ""}"`);
  expect(the.sent("create")).toHaveLength(1);
  expect(the.rows()).toHaveLength(1);
});

row("72", "a create that is called again after a read-back that failed is refused as a twin", async (the) => {
  const broken = the.fault({
    match: { verb: "list" },
    effect: { kind: "status", status: 503 },
    nth: 2,
    times: "always",
  });
  await the.said(the.up());
  broken.remove();
  const { inputs } = await the.run.handler.check({}, args({ name: "signup" }));
  for (const changes of [{}, { duplicates: "allow" }]) {
    const { message } = await failureOf(the.run.handler.create({ ...inputs, ...changes }));
    expect(message).toBe(
      `This run created ${the.meta.wabaId}/${the.rows()[0] ?? ""} with the name and content of sequence "signup" in account ${the.meta.wabaId} and could not confirm it, so no second one is created. ` +
        `Run again; if the state does not contain it, set adoptSequenceId: "${the.rows()[0] ?? ""}" to adopt it.`,
    );
  }
  expect(the.sent("create")).toHaveLength(1);
});

/** The most that were on their way at the same time. */
function mostAtOnce(entries: readonly JournalEntry[]): number {
  return Math.max(
    ...entries.map(
      ({ startTick }) =>
        entries.filter((other) => other.startTick <= startTick && (other.endTick ?? Infinity) > startTick).length,
    ),
  );
}
/** Side by side, and never more than so many. */
function expectParallel(entries: readonly JournalEntry[], most: number): void {
  expect(mostAtOnce(entries)).toBeGreaterThan(1);
  expect(mostAtOnce(entries)).toBeLessThanOrEqual(most);
}

row("73", "thirty at once: four writes at a time, all succeed", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  await Promise.all(Array.from({ length: 30 }, (_, i) => the.up(`s${i}`)));
  expect(the.sent("create")).toHaveLength(30);
  expectParallel(the.sent("create"), 4);
  expect([...the.held()].sort()).toEqual([...the.rows()].sort());
  expect(new Set(the.held()).size).toBe(30);
});

row("73", "thirty of which ten are identical: those go one after another, the others beside them", async (the) => {
  the.fault({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  await Promise.all(Array.from({ length: 30 }, (_, i) => the.up(`s${i}`, i < 10 ? same : {})));
  const isSame = ({ body }: JournalEntry): boolean => JSON.stringify(body).includes('"name":"same"');
  expect(mostAtOnce(the.sent("create").filter(isSame))).toBe(1);
  expectParallel(the.sent("create"), 4);
  expect(new Set(the.held()).size).toBe(30);
});

for (const [what, first, second] of [
  [
    "is not told that the row of another one of its name is its own",
    { name: "Promo", text: "one" },
    { name: "Promo", text: "two" },
  ],
  [
    "does not take a row that another one is just making for its own, cut",
    { name: "Promo 2", text: "Hi, there" },
    { name: "Promo", text: "Hi" },
  ],
] as const) {
  row("73", `a create whose answer is lost ${what}`, async (the) => {
    the.fault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
    the.fault({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 400 }, when: "after", nth: 2 });
    await Promise.all([the.up("first", first), the.up("second", second)]);
    expect(the.sent("create")).toHaveLength(3);
    expect([...the.held()].sort()).toEqual([...the.rows()].sort());
  });
}

row("73", "updates and deletes keep to the same number, which can be set", async (the) => {
  const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
  await Promise.all(names.map((name) => the.up(name)));
  the.fault({ match: { method: "POST" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  the.fault({ match: { method: "DELETE" }, effect: { kind: "delay", delayMs: 20 }, times: "always" });
  the.nextRun({ WHATSAPP_WRITE_CONCURRENCY: "2" });
  await Promise.all(names.map((name) => the.up(name, { text: "New" })));
  expectParallel(the.sent("update"), 2);
  the.nextRun();
  await Promise.all(names.map((name) => the.destroy(name)));
  expectParallel(the.sent("delete"), 4);
  expect(the.rows()).toEqual([]);
});
