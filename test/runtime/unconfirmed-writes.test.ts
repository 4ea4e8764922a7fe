import { TestAccount } from "../support/world/account";
import { partialFailureOf } from "../support/world/failures";
import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe("a create", () => {
  test("with an unreadable read-back records the id", async () => {
    const run = account.run();
    run.duringWaits(() => account.meta.sequences().map(({ id }) => account.meta.editSequence(id, { content: null })));
    const half = await partialFailureOf(createSequence(run));
    expect(half.message).toContain("what Meta stored cannot be read: `welcome_message_sequence` cannot be read.");
    expect(half.id).toBe(`${account.meta.wabaId}/${account.meta.sequences()[0]?.id ?? ""}`);
  });

  test("with a failed read-back records an unused sequence", async () => {
    account.meta.faults.add({ match: { verb: "list" }, effect: { kind: "graph", code: 10 }, nth: 2, times: "always" });
    expect((await partialFailureOf(createSequence(account.run()))).properties).toMatchObject({
      isUsedInAd: false,
      __provider: handlerText,
    });
  });

  test("records changed content as a digest", async () => {
    account.meta.setBehaviour({ truncateAt: { text: 8, title: null } });
    const run = account.run();
    const { inputs } = await run.handler.check({}, sequenceArgs({ text: "A long greeting" }));
    const half = await partialFailureOf(run.handler.create(inputs));
    expect(JSON.stringify(half.properties["__unsettled"])).not.toContain("A long greeting");
  });
});

describe("an update", () => {
  test("overwrites unreadable content after an unconfirmed write", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.editSequence(sequenceIdOf(id), { content: null });
    const { outs: after } = await account.run().handler.update(id, { ...outs, __unsettled: { sent: "" } }, inputs);
    expect(after).toEqual({ ...outs, lastUpdateTime: expect.any(String), __provider: handlerText });
    expect(account.meta.sequences()).toMatchObject([{ id: sequenceIdOf(id), content: { text: inputs["text"] } }]);
  });

  test("sends other text at once after Meta changed the last one", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "transform", text: { cut: 3 } } });
    const { properties } = await partialFailureOf(account.run().handler.update(id, outs, { ...inputs, text: "First" }));
    await account.run().handler.update(id, properties, { ...inputs, text: "Second" });
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "Second" } }]);
  });
});

test("a refresh remembers an unconfirmed write until the content changes", async () => {
  const { id, outs, inputs } = await createSequence(account.run());
  expect(Object.keys((await account.run().handler.read(id, outs)).props ?? {})).not.toContain("__unsettled");
  account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "transform", text: { cut: 3 } } });
  const { properties } = await partialFailureOf(account.run().handler.update(id, outs, { ...inputs, text: "First" }));
  expect(await account.run().handler.read(id, properties)).toMatchObject({
    props: { text: "Fir", __unsettled: properties["__unsettled"] },
  });
  account.meta.editSequence(sequenceIdOf(id), { content: { text: "By hand" } });
  expect(Object.keys((await account.run().handler.read(id, properties)).props ?? {})).not.toContain("__unsettled");
});

test("an adoption overwrites unreadable content", async () => {
  const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
  account.meta.editSequence(sequenceId, { content: null });
  const run = account.run();
  const { outs } = await createSequence(run, { adoptSequenceId: sequenceId });
  expect(run.warnings).toEqual([]);
  expect(account.meta.sequences()).toMatchObject([{ id: sequenceId, content: { text: outs["text"] } }]);
});
