import { TestAccount } from "../support/world/account";
import { createSequence } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

test("concurrent creates work without the app's id", async () => {
  account.meta.faults.add({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
  const run = account.run();
  const [{ outs }] = await Promise.all([createSequence(run), createSequence(run, { name: "b" })]);
  expect(outs).not.toHaveProperty("__appId");
  expect(countAppReads()).toBe(1);
});
function countAppReads(): number {
  return account.meta.journal().filter(({ path }) => path === "/app").length;
}

test("a refusal to show the app is remembered in the run", async () => {
  account.meta.faults.add({ match: { path: "/app" }, effect: { kind: "graph", code: 10 } });
  const run = account.run();
  for (const name of ["a", "b"]) await createSequence(run, { name });
  expect(countAppReads()).toBe(1);
});

test("the app is read again after a failed call", async () => {
  account.meta.faults.add({ match: { path: "/app" }, effect: { kind: "status", status: 503 } });
  const run = account.run({ WHATSAPP_MAX_ATTEMPTS: "1" });
  for (const name of ["a", "b"]) await createSequence(run, { name });
  expect(countAppReads()).toBe(2);
});

test("read and update keep the recorded app if Meta hides it", async () => {
  const { id, outs, inputs } = await createSequence(account.run());
  account.meta.faults.add({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
  const { props } = await account.run().handler.read(id, outs);
  expect(props).toMatchObject({ __appId: account.meta.appId });
  const settled = await account.run().handler.update(id, { ...outs, __unsettled: { sent: "" } }, inputs);
  expect(settled.outs).toMatchObject({ __appId: account.meta.appId });
});
