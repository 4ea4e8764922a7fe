import { welcomeMessageSequence as handler } from "../../provider/src/runtime";
import { withEnvironment } from "../support/environment";
import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { TestAccount, writes } from "../support/world/account";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const creating = { verb: "create" } as const;
const refusedApp = { match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" } as const;

test("without surroundings of its own a handler reads the environment of the process", async () => {
  const { inputs } = await withEnvironment(account.environment(), () => handler.check({}, sequenceArgs()));
  expect(inputs["wabaId"]).toBe(account.meta.wabaId);
});

describe("create", () => {
  test("is sent once when no second attempt is allowed", async () => {
    account.meta.faults.add({ match: creating, effect: { kind: "drop" } });
    const { message } = await failureOf(createSequence(account.run({ WHATSAPP_MAX_ATTEMPTS: "1" })));
    expect(message).toContain("whatsapp:maxAttempts or whatsapp:retryBudget forbids a second attempt");
    expect(writes(account.meta.journal())).toHaveLength(1);
  });

  test("whose second attempt made it, and lost its answer, is found", async () => {
    account.meta.faults.add({ match: creating, effect: { kind: "drop" } });
    account.meta.faults.add({ match: creating, effect: { kind: "drop" }, when: "after", nth: 2 });
    const { id } = await createSequence(account.run());
    expect(account.meta.sequences().map((row) => row.id)).toEqual([sequenceIdOf(id)]);
    expect(writes(account.meta.journal())).toHaveLength(2);
  });

  test("waits for its row no longer than the operation may take", async () => {
    for (const verb of ["list", "read"] as const) {
      account.meta.faults.add({ match: { verb }, effect: { kind: "stale-read" }, times: "always" });
    }
    const run = account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "7500" });
    expect((await partialFailureOf(createSequence(run))).message).toContain("Meta does not show it yet");
    expect(run.waitsMs).toContain(2_000);
    expect(run.waitsMs).not.toContain(4_000);
  });

  test("whose row cannot be read records the id", async () => {
    const run = account.run();
    run.duringWaits(() => account.meta.sequences().map(({ id }) => account.meta.editSequence(id, { content: null })));
    const half = await partialFailureOf(createSequence(run));
    expect(half.message).toContain("what Meta stored cannot be read: `welcome_message_sequence` cannot be read.");
    expect(half.id).toBe(`${account.meta.wabaId}/${account.meta.sequences()[0]?.id ?? ""}`);
  });
});

test("an adoption that changes a sequence in an ad is warned of before Meta refuses it", async () => {
  const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
  account.meta.addAd({ sequenceId });
  const run = account.run();
  const { message } = await failureOf(createSequence(run, { adoptSequenceId: sequenceId }));
  expect(message).toMatch(/^Refused to change sequence .*4027012/);
  expect(run.warnings).toEqual([expect.stringContaining("Meta will probably refuse this change (4027012)")]);
});

test("a resource that is made already is told that adoptSequenceId is not read any more", async () => {
  const { id, outs, inputs } = await createSequence(account.run());
  const run = account.run();
  const { inputs: news } = await run.handler.check(inputs, sequenceArgs({ adoptSequenceId: "7" }));
  expect(await run.handler.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
  expect(run.warnings).toEqual([expect.stringContaining("read only when creating, so 7 is not adopted")]);
});

describe("update", () => {
  test("never moves a sequence to another account", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const { message } = await failureOf(account.run().handler.update(id, outs, { ...inputs, wabaId: "999" }));
    expect(message).toContain("cannot move to account 999");
    expect(account.meta.journal()).toEqual([]);
  });

  test.each(["2025-08-14T19:06:34+0000", undefined])(
    "of local arguments keeps when Meta said it was changed last: %s",
    async (lastUpdateTime) => {
      const { id, outs, inputs } = await createSequence(account.run());
      const news = { ...inputs, onContentChange: "replace" };
      const { outs: after } = await account.run().handler.update(id, { ...outs, lastUpdateTime }, news);
      expect(after["lastUpdateTime"]).toBe(lastUpdateTime);
      expect(after["onContentChange"]).toBe("replace");
    },
  );

  test("after a write that could not be confirmed writes over what cannot be read", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.editSequence(sequenceIdOf(id), { content: null });
    const { outs: after } = await account.run().handler.update(id, { ...outs, __unsettled: { sent: "" } }, inputs);
    expect(after).toEqual({ ...outs, lastUpdateTime: expect.any(String), __provider: handlerText });
    expect(account.meta.sequences()).toMatchObject([{ id: sequenceIdOf(id), content: { text: inputs["text"] } }]);
  });

  test("and read keep the app that wrote the sequence when Meta does not tell which it is", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.faults.add(refusedApp);
    const { props } = await account.run().handler.read(id, outs);
    expect(props).toMatchObject({ __appId: account.meta.appId });
    const settled = await account.run().handler.update(id, { ...outs, __unsettled: { sent: "" } }, inputs);
    expect(settled.outs).toMatchObject({ __appId: account.meta.appId });
  });
});

describe("delete", () => {
  test("needs nothing of the state but the id", async () => {
    const { id } = await createSequence(account.run());
    await account.run().handler.delete(id, {});
    expect(account.meta.sequences()).toEqual([]);
  });

  test("looks for what Meta did no longer than the operation may take", async () => {
    const { id, outs } = await createSequence(account.run());
    account.meta.faults.add({ match: { verb: "delete" }, effect: { kind: "status", status: 200, body: {} } });
    const run = account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "3000" });
    const { message } = await failureOf(run.handler.delete(id, outs));
    expect(message).toContain("Meta accepted the DELETE without confirming it, and the sequence still exists");
    expect(run.waitsMs).toContain(1_000);
    expect(run.waitsMs).not.toContain(2_000);
    expect(account.meta.sequences()).toHaveLength(1);
  });
});

test("a node that fails to answer proves nothing, and the state is kept", async () => {
  const { id, outs } = await createSequence(account.run());
  account.meta.removeSequence(sequenceIdOf(id));
  account.meta.faults.add({
    match: { path: `/${sequenceIdOf(id)}` },
    effect: { kind: "status", status: 503 },
    times: "always",
  });
  expect((await failureOf(account.run().handler.read(id, outs))).message).toContain("HTTP 503");
});
