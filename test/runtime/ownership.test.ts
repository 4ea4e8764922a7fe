import type { Properties } from "../../provider/src/runtime/properties";
import { TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { type ProviderRun } from "../support/world/provider-run";
import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function idOf(sequenceId: string): string {
  return `${account.meta.wabaId}/${sequenceId}`;
}

/** Runs check and diff, as an engine plans a resource that exists. */
async function planChange(run: ProviderRun, id: string, olds: Properties, news: Properties) {
  const { inputs } = await run.handler.check({}, news);
  return { inputs, ...(await run.handler.diff(id, olds, inputs)) };
}

describe("a delete of an old state entry", () => {
  test("sends no DELETE if a later run keeps the sequence", async () => {
    const { id, outs } = await createSequence(account.run());
    account.meta.clearJournal();
    const later = account.run();
    await planChange(later, id, outs, sequenceArgs());
    await later.handler.delete(id, outs);
    expect(account.meta.journal()).toEqual([]);
    expect(account.meta.sequences()).toHaveLength(1);
  });

  test("sends no DELETE if this run adopted the sequence", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    await createSequence(run, { adoptSequenceId: sequenceIdOf(id) });
    account.meta.clearJournal();
    await run.handler.delete(id, outs);
    expect(account.meta.journal()).toEqual([]);
    expect(account.meta.sequences()).toHaveLength(1);
  });

  test("leaves a sequence that is adopted at the same time", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    await Promise.all([run.handler.delete(id, outs), createSequence(run, { adoptSequenceId: sequenceIdOf(id) })]);
    expect(account.meta.sequences()).toHaveLength(1);
  });

  test("deletes the sequence that a forced replacement replaced", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    const { inputs, changes } = await planChange(run, id, outs, sequenceArgs());
    expect(changes).toBe(false);
    await run.handler.check({}, sequenceArgs());
    const replacement = await run.handler.create(inputs);
    await run.handler.delete(id, outs);
    expect(account.meta.sequences().map((row) => idOf(row.id))).toEqual([replacement.id]);
  });

  test("deletes a sequence that a refresh read before", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const run = account.run();
    await run.handler.read(id, outs);
    await run.handler.diff(id, outs, inputs);
    await run.handler.delete(id, outs);
    expect(account.meta.sequences()).toEqual([]);
  });
});

describe("one sequence in two resources", () => {
  test("is adopted by one of them only", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    const results = await Promise.allSettled(
      ["one", "two"].map((text) => createSequence(run, { text, adoptSequenceId: sequenceIdOf(id) })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const other = account.run();
    await planChange(other, id, outs, sequenceArgs());
    const { message } = await failureOf(createSequence(other, { name: "another", adoptSequenceId: sequenceIdOf(id) }));
    expect(message).toContain("Another resource of this program manages it");
  });

  test("is changed by one of them, whichever the program declares first", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    const adopted = await createSequence(run, { name: "another", adoptSequenceId: sequenceIdOf(id) });
    const conflict = /\(\d+\/\d+\)\. Another resource of this program manages it too, .* Remove one of the two/;
    expect((await failureOf(planChange(run, id, outs, sequenceArgs()))).message).toMatch(conflict);
    account.meta.clearJournal();
    const later = account.run();
    const { inputs } = await planChange(later, id, outs, sequenceArgs({ text: "One" }));
    await later.handler.update(id, outs, inputs);
    const other = await planChange(later, id, adopted.outs, sequenceArgs({ name: "another", text: "Two" }));
    expect((await failureOf(later.handler.update(id, adopted.outs, other.inputs))).message).toMatch(conflict);
    expect(writes(account.meta.journal())).toHaveLength(1);
    const last = account.run();
    await planChange(last, id, outs, sequenceArgs({ text: "One" }));
    await last.handler.delete(id, adopted.outs);
    expect(account.meta.sequences().map((row) => idOf(row.id))).toEqual([id]);
  });

  test("is free again after a failed adoption, but not after a write", async () => {
    const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
    const run = account.run();
    const adoption = { adoptSequenceId: sequenceId };
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "graph", code: 4027001 } });
    await failureOf(createSequence(run, adoption));
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "transform", text: { cut: 3 } } });
    await partialFailureOf(createSequence(run, adoption));
    expect((await failureOf(createSequence(run, { ...adoption, name: "b" }))).message).toContain(
      "Another resource of this program manages it.",
    );
  });
});

test("a resource that the engine plans twice can be updated", async () => {
  const { id, outs } = await createSequence(account.run());
  const run = account.run();
  await planChange(run, id, outs, sequenceArgs());
  const { inputs } = await planChange(run, id, outs, sequenceArgs({ text: "New" }));
  await run.handler.update(id, outs, inputs);
  expect(account.meta.sequences()[0]?.content).toMatchObject({ text: "New" });
});

test("a refresh does not make an equal pending row the program's own", async () => {
  const { id, outs, inputs } = await createSequence(account.run());
  const run = account.run();
  await run.handler.read(id, outs);
  await run.handler.diff(id, outs, inputs);
  expect((await failureOf(createSequence(run))).message).toContain(`Set adoptSequenceId: "${sequenceIdOf(id)}"`);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("each change replaces a sequence that the program still adopts", async () => {
  const adopted = account.meta.addSequence({ name: "Driver sign-up", content: { text: "one" } });
  const write = (text: string): Properties =>
    sequenceArgs({
      onContentChange: "replace",
      text,
      adoptSequenceId: adopted,
      autofillMessage: undefined,
      iceBreakers: [],
    });
  let state = await createSequence(account.run(), write("one"));
  for (const text of ["two", "three"]) {
    const run = account.run();
    const { inputs, replaces } = await planChange(run, state.id, state.outs, write(text));
    expect(replaces).toEqual(["text"]);
    const next = await run.handler.create(inputs);
    expect(next.id).not.toBe(state.id);
    await run.handler.delete(state.id, state.outs);
    state = { id: next.id, outs: { ...next.outs, __provider: handlerText }, inputs };
  }
  expect(account.meta.sequences().map(({ content }) => content?.text)).toEqual(["three"]);
});
