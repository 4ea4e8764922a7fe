import { inspect } from "node:util";
import { welcomeMessageSequence as handler } from "../../provider/src/runtime";
import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { sequenceArgs, handlerText, createSequence } from "../support/world/sequences";
import { withEnvironment } from "../support/environment";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

test("the exported handler reads the environment of its process", async () => {
  const { inputs } = await withEnvironment(account.environment(), () => handler.check({}, sequenceArgs()));
  expect(inputs["wabaId"]).toBe(account.meta.wabaId);
});

test("operations wait until configure has finished", async () => {
  const { id, outs } = await createSequence(account.run());
  const config = { "whatsapp:accessToken": account.meta.accessToken, "whatsapp:baseUrl": account.meta.url };
  const run = account.run({ WHATSAPP_ACCESS_TOKEN: "", WHATSAPP_BASE_URL: "" }, config);
  expect(await run.handler.read(id, outs)).toMatchObject({ id });
});

test("an error has no gRPC fields, no stack and no token", async () => {
  const failures = await Promise.all([
    failureOf(createSequence(account.run({ WHATSAPP_ACCESS_TOKEN: "EAAunknownTokenOfThisTest" }))),
    failureOf(account.run().handler.read(`${account.meta.wabaId}/999`, { __provider: handlerText })),
    failureOf(account.run().handler.delete("nonsense", {})),
  ]);
  for (const error of failures) {
    for (const key of ["code", "details", "metadata", "id"]) expect(error).not.toHaveProperty(key);
    expect(`${String(error)}: ${error.stack ?? ""}`).not.toMatch(/\n|EAA/);
    expect(inspect(error, { depth: 9 })).not.toContain("EAAunknownTokenOfThisTest");
  }
});

test("readConcurrency limits the reads that run at once", async () => {
  const run = account.run({ WHATSAPP_READ_CONCURRENCY: "1" });
  // Reads of one account would share a listing.
  const wabaId = account.meta.addWaba({ id: "2" });
  const all = await Promise.all([createSequence(run), createSequence(run, { wabaId })]);
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
