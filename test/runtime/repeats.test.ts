import { Deadline, realClock } from "../../provider/src/client/clock";
import { Session } from "../../provider/src/runtime/session";
import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe.each(["update", "delete"] as const)("%s", (verb) => {
  test("that never arrives is sent as often as attempts are allowed, after a look each", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    account.meta.faults.add({ match: { verb }, effect: { kind: "drop" }, times: "always" });
    const { handler } = account.run({ WHATSAPP_MAX_ATTEMPTS: "3" });
    const step = verb === "update" ? handler.update(id, outs, { ...inputs, text: "New" }) : handler.delete(id, outs);
    expect((await failureOf(step)).message).toContain("whatsapp:maxAttempts is 3");
    expect(writes(account.meta.journal())).toHaveLength(3);
  });
});

test("a delete that Meta refuses is not looked into", async () => {
  const { id, outs } = await createSequence(account.run());
  account.meta.clearJournal();
  account.meta.faults.add({ match: { verb: "delete" }, effect: { kind: "graph", code: 10 } });
  await failureOf(account.run().handler.delete(id, outs));
  expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`, `DELETE ${account.edge}`]);
});

describe("update", () => {
  test("that never arrives is repeated where the account cannot be read, too", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.editSequence(sequenceIdOf(id), { content: null });
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" } });
    await account.run().handler.update(id, outs, { ...inputs, text: "New" });
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
  });

  test("that never arrives is repeated where the account shows nothing", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" } });
    const hidden = { kind: "status", status: 200, body: { data: [] } } as const;
    account.meta.faults.add({ match: { verb: "read" }, effect: hidden });
    await account.run().handler.update(id, outs, { ...inputs, text: "New" });
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
  });

  test("of a state without content sends it, and one without a time that is text keeps none", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    const { text: _text, ...without } = outs;
    await account.run().handler.update(id, without, inputs);
    expect(writes(account.meta.journal())).toHaveLength(1);
    const { outs: after } = await account.run().handler.update(id, { ...outs, lastUpdateTime: 5 }, inputs);
    expect(after).not.toHaveProperty("lastUpdateTime");
  });

  test("of what Meta stored differently sends another text at once, and the same one not again", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const cut = { match: { verb: "update" }, effect: { kind: "transform", text: { cut: 3 } } } as const;
    account.meta.faults.add({ ...cut, times: 1 });
    const { properties } = await partialFailureOf(account.run().handler.update(id, outs, { ...inputs, text: "First" }));
    account.meta.clearJournal();
    await partialFailureOf(account.run().handler.update(id, properties, { ...inputs, text: "First" }));
    expect(writes(account.meta.journal())).toEqual([]);
    await account.run().handler.update(id, properties, { ...inputs, text: "Second" });
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "Second" } }]);
  });
});

test("a refresh keeps an unsettled write in mind while Meta holds what it made of it, and no longer", async () => {
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

describe("an adoption", () => {
  test("that failed leaves the sequence to another one of the run, one that was written does not", async () => {
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

  test("of a sequence in no ad warns of nothing, and writes over what cannot be read", async () => {
    const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
    account.meta.editSequence(sequenceId, { content: null });
    const run = account.run();
    const { outs } = await createSequence(run, { adoptSequenceId: sequenceId });
    expect(run.warnings).toEqual([]);
    expect(account.meta.sequences()).toMatchObject([{ id: sequenceId, content: { text: outs["text"] } }]);
  });
});

test("the app behind the token is asked for again when the call failed, and not when Meta refused to tell", async () => {
  const asked = (): number => account.meta.journal().filter(({ path }) => path === "/app").length;
  const app = { path: "/app" };
  const refusing = account.run();
  account.meta.faults.add({ match: app, effect: { kind: "graph", code: 10 } });
  for (const name of ["a", "b"]) await createSequence(refusing, { name });
  expect(asked()).toBe(1);
  account.meta.clearJournal();
  const failing = account.run({ WHATSAPP_MAX_ATTEMPTS: "1" });
  account.meta.faults.add({ match: app, effect: { kind: "status", status: 503 } });
  for (const name of ["c", "d"]) await createSequence(failing, { name });
  expect(asked()).toBe(2);
});

test("that calls are spaced out from now on is warned of", async () => {
  const headers = { "x-app-usage": JSON.stringify({ call_count: 85 }) };
  account.meta.faults.add({
    match: { path: "/app" },
    effect: { kind: "status", status: 200, body: { id: account.meta.appId }, headers },
  });
  const run = account.run();
  await createSequence(run);
  expect(run.warnings).toEqual([expect.stringContaining("This app has used 85% of Meta's hourly call limit")]);
});

test("nobody waits for a shared answer longer than the own time, and says that it was up", async () => {
  const session = new Session(undefined, { environment: {}, clock: realClock, warn: () => undefined });
  const never = new Promise<never>(() => undefined);
  await expect(session.waitFor(new Deadline(realClock, 20), never)).rejects.toMatchObject({
    outcome: { kind: "not_sent" },
    stats: { attempts: 0, elapsedMs: 0 },
    host: "graph.facebook.com",
  });
});
