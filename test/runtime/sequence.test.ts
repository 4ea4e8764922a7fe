import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

test("a create lists once, sends one POST and reads back once", async () => {
  const { id, outs } = await createSequence(account.run());
  expect(calls(account.meta.journal())).toEqual([
    `GET ${account.edge}`,
    `POST ${account.edge}`,
    "GET /app",
    `GET ${account.edge}`,
  ]);
  expect(account.meta.sequences()).toEqual([
    expect.objectContaining({
      id: sequenceIdOf(id),
      name: "Driver sign-up",
      content: {
        text: "Hi! Thanks for your interest in driving with us.",
        autofill_message: { content: "Hello! Can I get more info on this?" },
        ice_breakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
      },
    }),
  ]);
  expect(outs).toMatchObject({
    ...sequenceArgs(),
    wabaId: account.meta.wabaId,
    sequenceId: sequenceIdOf(id),
    isUsedInAd: false,
    __stateVersion: 1,
    __appId: account.meta.appId,
  });
  expect(id).toBe(`${account.meta.wabaId}/${sequenceIdOf(id)}`);
});

describe("an adoption", () => {
  test("of an equal sequence sends no write", async () => {
    const { id } = await createSequence(account.run());
    account.meta.clearJournal();
    const adopted = await createSequence(account.run(), { adoptSequenceId: sequenceIdOf(id) });
    expect(adopted.id).toBe(id);
    expect(writes(account.meta.journal())).toEqual([]);
  });

  test("of an unknown id fails and creates nothing", async () => {
    const { message } = await failureOf(createSequence(account.run(), { adoptSequenceId: "999" }));
    expect(message).toMatch(/^Could not adopt sequence "Driver sign-up" \(102290129340398\/999\)\. /);
    expect(account.meta.sequences()).toEqual([]);
  });

  test("of a different sequence in an ad warns before Meta refuses", async () => {
    const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
    account.meta.addAd({ sequenceId });
    const run = account.run();
    const { message } = await failureOf(createSequence(run, { adoptSequenceId: sequenceId }));
    expect(message).toMatch(/^Refused to change sequence .*4027012/);
    expect(run.warnings).toEqual([expect.stringContaining("Meta will probably refuse this change (4027012)")]);
  });
});

describe("an update", () => {
  test("cannot move the sequence to another account", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const { message } = await failureOf(account.run().handler.update(id, outs, { ...inputs, wabaId: "999" }));
    expect(message).toContain("cannot move to account 999");
    expect(account.meta.journal()).toEqual([]);
  });

  test.each([
    ["2025-08-14T19:06:34+0000", "2025-08-14T19:06:34+0000"],
    [undefined, undefined],
    [5, undefined],
  ])("of local arguments sends nothing and records lastUpdateTime %j as %j", async (lastUpdateTime, recorded) => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const news = { ...inputs, onContentChange: "replace" };
    const { outs: after } = await account.run().handler.update(id, { ...outs, lastUpdateTime }, news);
    expect(after).toEqual({ ...outs, onContentChange: "replace", lastUpdateTime: recorded });
    expect(account.meta.journal()).toEqual([]);
  });

  test("of a state without content sends it", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const { text: _text, ...without } = outs;
    await account.run().handler.update(id, without, inputs);
    expect(writes(account.meta.journal())).toHaveLength(1);
  });
});

describe("a refresh", () => {
  test("returns drift as inputs and keeps local arguments", async () => {
    const { id, outs } = await createSequence(account.run(), { onContentChange: "replace" });
    account.meta.editSequence(sequenceIdOf(id), { name: "Renamed" });
    const result = await account.run().handler.read(id, outs);
    expect(result.id).toBe(id);
    expect(result.inputs).toMatchObject({
      name: "Renamed",
      onContentChange: "replace",
      __provider: handlerText,
      wabaId: account.meta.wabaId,
    });
    expect(result.inputs).not.toHaveProperty("sequenceId");
    expect(result.props).toMatchObject({ name: "Renamed", sequenceId: sequenceIdOf(id) });
  });

  test("reads one sequence singly, and more with one listing", async () => {
    const run = account.run();
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => createSequence(run, { name: `s${i}` })));
    account.meta.clearJournal();
    // Each in a run of its own.
    await Promise.all(all.slice(0, 2).map(({ id, outs }) => account.run().handler.read(id, outs)));
    expect(account.meta.journal().filter(({ query }) => query["sequence_id"] !== undefined)).toHaveLength(2);
    account.meta.clearJournal();
    const refreshed = account.run();
    await Promise.all(all.map(({ id, outs }) => refreshed.handler.read(id, outs)));
    expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`]);
  });

  test("of hundreds lists once, and again after a write or 30 seconds", async () => {
    const ids = Array.from({ length: 250 }, (_, i) =>
      account.meta.addSequence({ name: `s${i}`, content: { text: `Hi ${i}` } }),
    ).map((id) => `${account.meta.wabaId}/${id}`);
    const run = account.run();
    const countListings = (): number => account.meta.journal().filter(({ path }) => path === account.edge).length / 3;
    const refresh = async (): Promise<void> => {
      for (let from = 0; from < ids.length; from += 8) {
        await Promise.all(ids.slice(from, from + 8).map((id) => run.handler.read(id, {})));
      }
    };
    await refresh();
    expect(countListings()).toBe(1);
    const { id, outs, inputs } = await createSequence(run);
    account.meta.clearJournal();
    await refresh();
    // The page that confirmed the create is not the whole list.
    expect(countListings()).toBe(1);
    await run.handler.update(id, outs, { ...inputs, text: "New" });
    account.meta.editSequence(ids[0]?.split("/")[1] ?? "", { name: "Meanwhile" });
    account.meta.clearJournal();
    expect(await run.handler.read(ids[0] ?? "", {})).toMatchObject({ props: { name: "Meanwhile" } });
    account.meta.clearJournal();
    await refresh();
    run.pass(31_000);
    await refresh();
    expect(countListings()).toBe(2);
  });

  test("of a few among many pages reads each", async () => {
    const ids = Array.from({ length: 450 }, (_, i) =>
      account.meta.addSequence({ name: `s${i}`, content: { text: `Hi ${i}` } }),
    );
    const run = account.run();
    const update = await createSequence(run, { adoptSequenceId: ids[0], name: "s0" });
    await Promise.all(ids.map((id) => run.handler.read(`${account.meta.wabaId}/${id}`, {})));
    await run.handler.update(update.id, update.outs, { ...update.inputs, text: "New" });
    account.meta.clearJournal();
    await Promise.all(ids.slice(0, 4).map((id) => run.handler.read(`${account.meta.wabaId}/${id}`, {})));
    const reads = account.meta.journal().filter(({ path }) => path === account.edge);
    expect(reads.map(({ query }) => query["sequence_id"]).sort()).toEqual(ids.slice(0, 4).sort());
  });
});
