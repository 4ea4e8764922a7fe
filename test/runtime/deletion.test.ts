import { calls, TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

test("a delete needs only the id from the state", async () => {
  const { id } = await createSequence(account.run());
  await account.run().handler.delete(id, {});
  expect(account.meta.sequences()).toEqual([]);
});

test("a failed read of the node does not prove a deletion", async () => {
  const { id, outs } = await createSequence(account.run());
  account.meta.removeSequence(sequenceIdOf(id));
  account.meta.faults.add({
    match: { path: `/${sequenceIdOf(id)}` },
    effect: { kind: "status", status: 503 },
    times: "always",
  });
  expect((await failureOf(account.run().handler.read(id, outs))).message).toContain("HTTP 503");
});

test("a deletion is confirmed although Meta refuses the filter", async () => {
  account.meta.setBehaviour({ unknownSequenceInFilter: "not-loadable" });
  const { id, outs } = await createSequence(account.run());
  account.meta.removeSequence(sequenceIdOf(id));
  expect(await account.run().handler.read(id, outs)).toEqual({ id: "" });
  await expect(account.run().handler.delete(id, outs)).resolves.toBeUndefined();
});

test("a refused DELETE is not followed by a read", async () => {
  const { id, outs } = await createSequence(account.run());
  account.meta.clearJournal();
  account.meta.faults.add({ match: { verb: "delete" }, effect: { kind: "graph", code: 10 } });
  await failureOf(account.run().handler.delete(id, outs));
  expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`, `DELETE ${account.edge}`]);
});
