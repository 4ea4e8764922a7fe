import type { Properties } from "../../provider/src/runtime/properties";
import { TestAccount } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { createSequence } from "../support/world/sequences";

const account = TestAccount.forFile();
beforeEach(() => account.meta.addWaba({ id: otherWaba }));

const otherWaba = "888";
const elsewhere = { wabaId: otherWaba };
const otherEdge = `/${otherWaba}/welcome_message_sequences`;
const content = { name: "Promo", text: "Hi", autofillMessage: undefined, iceBreakers: undefined };

function creates() {
  return account.meta.journal().filter(({ verb }) => verb === "create");
}
function storedIn(wabaId: string): readonly unknown[] {
  return account.meta.sequences(wabaId).map((row) => row.content?.text);
}

describe("creates of one run in two accounts", () => {
  test("identical sequences are created at the same time", async () => {
    account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 100 }, times: "always" });
    const run = account.run();
    await Promise.all([createSequence(run, content), createSequence(run, { ...content, ...elsewhere })]);
    const [first, second, ...others] = creates();
    expect(others).toEqual([]);
    expect(second?.startTick).toBeLessThan(first?.endTick ?? 0);
    expect([storedIn(account.meta.wabaId), storedIn(otherWaba)]).toEqual([["Hi"], ["Hi"]]);
  });

  test("a lost create adopts its truncated row despite an identical create elsewhere", async () => {
    const lost = { path: account.edge, verb: "create" } as const;
    account.meta.faults.add({ match: lost, effect: { kind: "transform", name: { cut: 5 }, text: { cut: 2 } } });
    account.meta.faults.add({ match: lost, effect: { kind: "drop" }, when: "after" });
    account.meta.faults.add({ match: { path: otherEdge, verb: "create" }, effect: { kind: "delay", delayMs: 500 } });
    const run = account.run();
    const [{ id }] = await Promise.all([
      partialFailureOf(createSequence(run, { ...content, name: "Promo 2", text: "Hi, there" })),
      createSequence(run, { ...content, ...elsewhere }),
    ]);
    const [row, ...others] = account.meta.sequences(account.meta.wabaId);
    expect([id, others]).toEqual([`${account.meta.wabaId}/${row?.id ?? ""}`, []]);
    expect(creates()).toHaveLength(2);
  });

  test("an unconfirmed create blocks a second one in its own account only", async () => {
    account.meta.faults.add({
      match: { path: account.edge, verb: "list" },
      effect: { kind: "graph", code: 10 },
      nth: 2,
      times: "always",
    });
    const run = account.run();
    const { id } = await partialFailureOf(createSequence(run, content));
    await createSequence(run, { ...content, ...elsewhere });
    expect((await failureOf(createSequence(run, content))).message).toContain(`This run created ${id} `);
    expect([storedIn(account.meta.wabaId), storedIn(otherWaba)]).toEqual([["Hi"], ["Hi"]]);
  });

  test("an existing sequence is a duplicate in its own account only", async () => {
    account.meta.addSequence({ name: "Promo", content: { text: "Hi" } });
    const run = account.run();
    const create = (changes: Properties) => createSequence(run, { ...content, ...changes });
    const [refusal] = await Promise.all([failureOf(create({})), create(elsewhere)]);
    expect(refusal.message).toContain("already contains sequence");
    expect(storedIn(otherWaba)).toEqual(["Hi"]);
  });
});

describe("a create in a throttled account", () => {
  const delay = { kind: "delay", delayMs: 200 } as const;

  /** Runs creates in a throttled account and in another. Returns the accounts in the order in which they ended. */
  async function runBoth(code: number): Promise<readonly string[]> {
    account.meta.faults.add({ match: { path: otherEdge }, effect: delay, times: "always" });
    const headers = { "retry-after": "3600" };
    account.meta.faults.add({ match: { path: account.edge }, effect: { kind: "graph", code, headers } });
    const run = account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "60000" });
    const ended: string[] = [];
    await Promise.all([
      failureOf(createSequence(run, content)).then(() => ended.push("throttled")),
      createSequence(run, { ...content, ...elsewhere }).then(
        () => ended.push("other"),
        () => ended.push("other"),
      ),
    ]);
    return ended;
  }

  test("fails after the create in the other account", async () => {
    expect(await runBoth(80008)).toEqual(["other", "throttled"]);
    expect(storedIn(otherWaba)).toEqual(["Hi"]);
  });

  test("fails at once if the app as a whole is throttled", async () => {
    expect(await runBoth(4)).toEqual(["throttled", "other"]);
    expect(storedIn(otherWaba)).toEqual([]);
  });
});

test("writeConcurrency limits the writes of all accounts together", async () => {
  const wabaIds = ["881", "882", "883"].map((id) => account.meta.addWaba({ id }));
  const run = account.run({ WHATSAPP_WRITE_CONCURRENCY: "1" });
  await Promise.all(wabaIds.map((wabaId) => createSequence(run, { ...content, wabaId })));
  const spans = creates().map(({ startTick, endTick }) => [startTick, endTick ?? 0] as const);
  expect(spans).toHaveLength(3);
  for (const [start, end] of spans) {
    expect(spans.filter(([other]) => other > start && other < end)).toEqual([]);
  }
});
