import { TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

describe("a create whose first request is lost", () => {
  beforeEach(() => void account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "drop" } }));

  test("is not repeated if maxAttempts is 1", async () => {
    const { message } = await failureOf(createSequence(account.run({ WHATSAPP_MAX_ATTEMPTS: "1" })));
    expect(message).toContain("whatsapp:maxAttempts or whatsapp:retryBudget forbids a second attempt");
    expect(writes(account.meta.journal())).toHaveLength(1);
  });

  test("is repeated if maxAttempts is 2", async () => {
    await createSequence(account.run({ WHATSAPP_MAX_ATTEMPTS: "2" }));
    expect(writes(account.meta.journal())).toHaveLength(2);
  });

  test("finds the row of a second attempt without a response", async () => {
    account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after", nth: 2 });
    const { id } = await createSequence(account.run());
    expect(account.meta.sequences().map((row) => row.id)).toEqual([sequenceIdOf(id)]);
    expect(writes(account.meta.journal())).toHaveLength(2);
  });
});

describe.each(["update", "delete"] as const)("a lost %s", (verb) => {
  test("is sent maxAttempts times", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.clearJournal();
    account.meta.faults.add({ match: { verb }, effect: { kind: "drop" }, times: "always" });
    const { handler } = account.run({ WHATSAPP_MAX_ATTEMPTS: "3" });
    const step = verb === "update" ? handler.update(id, outs, { ...inputs, text: "New" }) : handler.delete(id, outs);
    expect((await failureOf(step)).message).toContain("whatsapp:maxAttempts is 3");
    expect(writes(account.meta.journal())).toHaveLength(3);
  });
});

describe("a lost update", () => {
  test("is repeated if the stored content cannot be read", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.editSequence(sequenceIdOf(id), { content: null });
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" } });
    await account.run().handler.update(id, outs, { ...inputs, text: "New" });
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
  });

  test("is repeated if the account does not show the sequence", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    account.meta.faults.add({ match: { verb: "update" }, effect: { kind: "drop" } });
    const hidden = { kind: "status", status: 200, body: { data: [] } } as const;
    account.meta.faults.add({ match: { verb: "read" }, effect: hidden });
    await account.run().handler.update(id, outs, { ...inputs, text: "New" });
    expect(account.meta.sequences()).toMatchObject([{ content: { text: "New" } }]);
  });
});

describe("operationTimeoutMs", () => {
  test("limits the wait for a new row", async () => {
    for (const verb of ["list", "read"] as const) {
      account.meta.faults.add({ match: { verb }, effect: { kind: "stale-read" }, times: "always" });
    }
    const run = account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "7500" });
    expect((await partialFailureOf(createSequence(run))).message).toContain("Meta does not show it yet");
    expect(run.waitsMs).toContain(2_000);
    expect(run.waitsMs).not.toContain(4_000);
  });

  test("limits the wait after an unconfirmed DELETE", async () => {
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

test("warns when calls slow down near Meta's hourly limit", async () => {
  const headers = { "x-app-usage": JSON.stringify({ call_count: 85 }) };
  account.meta.faults.add({
    match: { path: "/app" },
    effect: { kind: "status", status: 200, body: { id: account.meta.appId }, headers },
  });
  const run = account.run();
  await createSequence(run);
  expect(run.warnings).toEqual([expect.stringContaining("This app has used 85% of Meta's hourly call limit")]);
});
