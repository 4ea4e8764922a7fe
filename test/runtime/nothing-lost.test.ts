import { inspect } from "node:util";
import type { Properties } from "../../provider/src/runtime/properties";
import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";
import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import type { ProviderRun } from "../support/world/provider-run";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function idOf(sequenceId: string): string {
  return `${account.meta.wabaId}/${sequenceId}`;
}
function posts() {
  return writes(account.meta.journal()).filter(({ method }) => method === "POST");
}

/** Check and diff, as an engine plans a resource that exists. */
async function planned(run: ProviderRun, id: string, olds: Properties, news: Properties) {
  const { inputs } = await run.handler.check({}, news);
  return { inputs, ...(await run.handler.diff(id, olds, inputs)) };
}

describe("own ids are sacred", () => {
  test("the old entry of a sequence that a later run finds live is dropped without a DELETE", async () => {
    const { id, outs } = await createSequence(account.run());
    account.meta.clearJournal();
    const later = account.run();
    await planned(later, id, outs, sequenceArgs());
    await later.handler.delete(id, outs);
    expect(account.meta.journal()).toEqual([]);
    expect(account.meta.sequences()).toHaveLength(1);
  });

  test("a replacement that the engine forces after a diff without changes deletes the old row, and orphans nothing", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    const { inputs, changes } = await planned(run, id, outs, sequenceArgs());
    expect(changes).toBe(false);
    await run.handler.check({}, sequenceArgs());
    const replacement = await run.handler.create(inputs);
    await run.handler.delete(id, outs);
    expect(account.meta.sequences().map((row) => idOf(row.id))).toEqual([replacement.id]);
  });

  test("a refresh proves nothing about who is live: what it read is still deleted when asked", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const run = account.run();
    await run.handler.read(id, outs);
    await run.handler.diff(id, outs, inputs);
    await run.handler.delete(id, outs);
    expect(account.meta.sequences()).toEqual([]);
  });

  test("a delete and an adoption of the same sequence at the same moment leave it alive", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    await Promise.all([run.handler.delete(id, outs), createSequence(run, { adoptSequenceId: sequenceIdOf(id) })]);
    expect(account.meta.sequences()).toHaveLength(1);
  });

  test("two resources cannot adopt one sequence, nor one that another resource manages", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    const results = await Promise.allSettled(
      ["one", "two"].map((text) => createSequence(run, { text, adoptSequenceId: sequenceIdOf(id) })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const other = account.run();
    await planned(other, id, outs, sequenceArgs());
    const { message } = await failureOf(createSequence(other, { name: "another", adoptSequenceId: sequenceIdOf(id) }));
    expect(message).toContain("Another resource of this program manages it");
  });

  test("when the adopter stands before the holder in the program, the holder's plan is refused, later a second update is, and removing one leaves the row", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    const taken = await createSequence(run, { name: "another", adoptSequenceId: sequenceIdOf(id) });
    const complaint = /\(\d+\/\d+\)\. Another resource of this program manages it too, .* Remove one of the two/;
    expect((await failureOf(planned(run, id, outs, sequenceArgs()))).message).toMatch(complaint);
    account.meta.clearJournal();
    const later = account.run();
    const { inputs } = await planned(later, id, outs, sequenceArgs({ text: "One" }));
    await later.handler.update(id, outs, inputs);
    const other = await planned(later, id, taken.outs, sequenceArgs({ name: "another", text: "Two" }));
    expect((await failureOf(later.handler.update(id, taken.outs, other.inputs))).message).toMatch(complaint);
    expect(posts()).toHaveLength(1);
    const mended = account.run();
    await planned(mended, id, outs, sequenceArgs({ text: "One" }));
    await mended.handler.delete(id, taken.outs);
    expect(account.meta.sequences().map((row) => idOf(row.id))).toEqual([id]);
  });

  test("a resource that an engine plans twice, with other inputs, is one resource", async () => {
    const { id, outs } = await createSequence(account.run());
    const run = account.run();
    await planned(run, id, outs, sequenceArgs());
    const { inputs } = await planned(run, id, outs, sequenceArgs({ text: "New" }));
    await run.handler.update(id, outs, inputs);
    expect(account.meta.sequences()[0]?.content).toMatchObject({ text: "New" });
  });

  test("a refresh before the deployment does not make a pending row ours: the twin is still refused", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const run = account.run();
    await run.handler.read(id, outs);
    await run.handler.diff(id, outs, inputs);
    expect((await failureOf(createSequence(run))).message).toContain(`Set adoptSequenceId: "${sequenceIdOf(id)}"`);
    expect(account.meta.sequences()).toHaveLength(1);
  });
});

describe("replace mode", () => {
  const replacing = (changes: Properties): Properties => sequenceArgs({ onContentChange: "replace", ...changes });

  test("a program that still names the sequence it once adopted makes a new one at every change", async () => {
    const old = account.meta.addSequence({ name: "Driver sign-up", content: { text: "one" } });
    const adopting = (text: string): Properties =>
      replacing({ text, adoptSequenceId: old, autofillMessage: undefined, iceBreakers: [] });
    let state = await createSequence(account.run(), adopting("one"));
    for (const text of ["two", "three"]) {
      const run = account.run();
      const { inputs, replaces } = await planned(run, state.id, state.outs, adopting(text));
      expect(replaces).toEqual(["text"]);
      const next = await run.handler.create(inputs);
      expect(next.id).not.toBe(state.id);
      await run.handler.delete(state.id, state.outs);
      state = { id: next.id, outs: { ...next.outs, __provider: handlerText }, inputs };
    }
    expect(account.meta.sequences().map(({ content }) => content?.text)).toEqual(["three"]);
  });

  test("content that Meta is known to store differently is not replaced again", async () => {
    account.meta.setBehaviour({ truncateAt: { text: 8, title: null } });
    const run = account.run();
    const { inputs } = await run.handler.check({}, replacing({ text: "A long greeting" }));
    const half = await partialFailureOf(run.handler.create(inputs));
    const next = account.run();
    expect(await planned(next, half.id, half.properties, inputs)).toMatchObject({ changes: true, replaces: [] });
    await partialFailureOf(next.handler.update(half.id, half.properties, inputs));
    const changed = await planned(account.run(), half.id, half.properties, { ...inputs, text: "Short" });
    expect(changed.replaces).toEqual(["text"]);
    expect(posts()).toHaveLength(1);
  });

  test("the account that came from the old inputs survives the second check of a replacement", async () => {
    const run = account.run({ WHATSAPP_WABA_ID: "" });
    const news = sequenceArgs({ text: "New" });
    await run.handler.check({ wabaId: account.meta.wabaId }, news);
    const second = await run.handler.check({}, news);
    expect(second).toMatchObject({ failures: [], inputs: { wabaId: account.meta.wabaId } });
  });
});

describe("after a write", () => {
  test("unsettled content is remembered as a fingerprint, across a refresh, until it changes", async () => {
    account.meta.setBehaviour({ truncateAt: { text: 8, title: null } });
    const run = account.run();
    const { inputs } = await run.handler.check({}, sequenceArgs({ text: "A long greeting" }));
    const half = await partialFailureOf(run.handler.create(inputs));
    expect(JSON.stringify(half.properties["__unsettled"])).not.toContain("A long greeting");
    const { props } = await account.run().handler.read(half.id, half.properties);
    await partialFailureOf(account.run().handler.update(half.id, props ?? {}, inputs));
    expect(posts()).toHaveLength(1);
  });

  test("an app whose id cannot be learned stops nothing", async () => {
    account.meta.faults.add({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
    const run = account.run();
    const [{ outs }] = await Promise.all([createSequence(run), createSequence(run, { name: "b" })]);
    expect(outs).not.toHaveProperty("__appId");
    expect(calls(account.meta.journal()).filter((call) => call === "GET /app")).toHaveLength(1);
  });
});

describe.each(["empty", "not-loadable"] as const)(
  "where an unknown id filters the list to %s",
  (unknownSequenceInFilter) => {
    beforeEach(() => account.meta.setBehaviour({ unknownSequenceInFilter }));

    test("a sequence that is gone leaves the state by refresh, and is deleted", async () => {
      const { id, outs } = await createSequence(account.run());
      account.meta.removeSequence(sequenceIdOf(id));
      expect(await account.run().handler.read(id, outs)).toEqual({ id: "" });
      await expect(account.run().handler.delete(id, outs)).resolves.toBeUndefined();
    });

    test("another app's token proves nothing: the state is kept", async () => {
      const { id, outs } = await createSequence(account.run());
      account.meta.addApp({ id: "888" });
      const other = { WHATSAPP_ACCESS_TOKEN: account.meta.addToken({ appId: "888" }) };
      const { message } = await failureOf(account.run(other).handler.read(id, outs));
      expect(message).toContain("the token belongs to app 888");
    });

    test("a read-back that lags is waited out", async () => {
      const run = account.run();
      account.meta.faults.add({ match: { verb: "read" }, times: 2, effect: { kind: "stale-read" } });
      const { outs } = await createSequence(run);
      expect(outs["sequenceId"]).toBe(account.meta.sequences()[0]?.id);
      expect(posts()).toHaveLength(1);
    });
  },
);

describe("with the runner", () => {
  test("methods that are called before configure has ended wait for its settings", async () => {
    const { id, outs } = await createSequence(account.run());
    const config = { "whatsapp:accessToken": account.meta.accessToken, "whatsapp:baseUrl": account.meta.url };
    const run = account.run({ WHATSAPP_ACCESS_TOKEN: "", WHATSAPP_BASE_URL: "" }, config);
    expect(await run.handler.read(id, outs)).toMatchObject({ id });
  });

  test("a failure carries nothing that gRPC or the runner would read, and no token in any form", async () => {
    const failures = await Promise.all([
      failureOf(createSequence(account.run({ WHATSAPP_ACCESS_TOKEN: "EAAunknownTokenOfThisTest" }))),
      failureOf(account.run().handler.read(idOf("999"), { __provider: handlerText })),
      failureOf(account.run().handler.delete("nonsense", {})),
    ]);
    for (const error of failures) {
      for (const key of ["code", "details", "metadata", "id"]) expect(error).not.toHaveProperty(key);
      expect(`${String(error)}: ${error.stack ?? ""}`).not.toMatch(/\n|EAA/);
      expect(inspect(error, { depth: 9 })).not.toContain("EAAunknownTokenOfThisTest");
    }
  });

  test("reads keep to their slots", async () => {
    const run = account.run({ WHATSAPP_READ_CONCURRENCY: "1" });
    const all = await Promise.all([createSequence(run, { name: "a" }), createSequence(run, { name: "b" })]);
    account.meta.clearJournal();
    const fresh = account.run({ WHATSAPP_READ_CONCURRENCY: "1" });
    await Promise.all(all.map(({ id, outs }) => fresh.handler.read(id, outs)));
    const reads = account.meta.journal();
    expect(reads.length).toBeGreaterThan(1);
    for (const read of reads) {
      expect(
        reads.filter(
          (other) => other !== read && other.startTick < read.startTick && (other.endTick ?? 0) > read.startTick,
        ),
      ).toEqual([]);
    }
  });

  test("a value that is still unknown is never sent as text", async () => {
    const unknown = sequenceArgs({ wabaId: account.meta.wabaId, text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
    expect((await failureOf(account.run().handler.create(unknown))).message).toContain("a value is still not known");
    expect(account.meta.journal()).toEqual([]);
  });

  test("inputs that a policy spoiled after check are refused before anything is sent", async () => {
    const run = account.run();
    const { inputs } = await run.handler.check({}, sequenceArgs());
    expect((await failureOf(run.handler.create({ ...inputs, text: "" }))).message).toContain("text: must not be empty");
    expect(account.meta.journal()).toEqual([]);
  });

  test("a name cannot draw on the terminal", async () => {
    const { message } = await failureOf(
      createSequence(account.run({ WHATSAPP_ACCESS_TOKEN: "" }), { name: "a\u001b[31m\nb" }),
    );
    expect(message).not.toMatch(/\u001b|\n/);
  });
});
