import { startRun } from "../support/world/provider-run";
import { closePluginHandlers } from "../support/world/plugin-handlers";
import { FaultStack } from "../faults/support/row";
import { failureMessage } from "../support/world/failures";
import { TestAccount } from "../support/world/account";
import type { Properties } from "../../provider/src/runtime/properties";

// One fault of each kind of the fault list, with the provider behind the plugin's protocol. `npm run test:cli` runs the whole list so.
const account = TestAccount.forFile();
afterAll(closePluginHandlers);

/** A test whose stack is checked against the invariants of the fault list at the end. */
function fault(kind: string, title: string, body: (stack: FaultStack) => Promise<void>): void {
  test(`${kind}: ${title}`, async () => {
    const stack = new FaultStack(account, (environment, config = {}) =>
      startRun(account.environment(environment), config, "plugin"),
    );
    try {
      await body(stack);
      expect(await stack.findViolations()).toEqual([]);
    } finally {
      await stack.close();
    }
  });
}

fault("network", "a create with a lost response finds its sequence after one POST", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await stack.up();
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

fault("wrong responses", "text that Meta cuts is recorded, and not sent again", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "transform", text: { cut: 5 } }, times: "always" });
  const args: Properties = { text: "A greeting" };
  expect(await failureMessage(stack.up("signup", args))).toContain("Meta stored different content than was sent");
  expect(stack.stateIds()).toEqual(stack.storedIds());
  stack.startRun();
  expect(await failureMessage(stack.up("signup", args))).toContain("Meta stored different content than was sent");
  expect(stack.requests("update")).toEqual([]);
  stack.startRun();
  await stack.up("signup", { text: stack.meta.sequences()[0]?.content?.text });
  expect(stack.requests("update")).toEqual([]);
});

fault("rate limits", "a throttled account is waited for", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 80008 }, when: "before" });
  await stack.up();
  expect(stack.run.waitsMs.length).toBeGreaterThan(0);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

fault("tokens", "a rejected token names the settings and changes nothing", async (stack) => {
  stack.startRun({ WHATSAPP_ACCESS_TOKEN: "EAAFAKEexpired0token0of0nobody" });
  const message = await failureMessage(stack.up());
  expect(message).toContain("Set a valid token with `pulumi config set --secret whatsapp:accessToken`");
  expect(stack.storedIds()).toEqual([]);
  stack.startRun();
  await stack.up();
});

fault("lifecycle", "a sequence in use is not deleted, and stays in the state", async (stack) => {
  await stack.createExisting();
  const [id = ""] = stack.storedIds();
  stack.meta.editSequence(id, { isUsedInAd: true });
  expect(await failureMessage(stack.destroy())).toContain("Refused to delete");
  expect(stack.requests("delete")).toEqual([]);
  expect(stack.stateIds()).toEqual([id]);
  stack.meta.editSequence(id, { isUsedInAd: null });
});

fault("input", "every broken rule is reported, and nothing is sent", async (stack) => {
  const message = await failureMessage(stack.up("signup", { text: "", iceBreakers: [{ title: "" }], tekst: "Hi" }));
  for (const path of ["text: must not be empty", "iceBreakers[0].title: must not be empty", "tekst: is not known"]) {
    expect(message).toContain(path);
  }
  expect(stack.requestKinds()).toEqual([]);
  await stack.up();
});

fault("secrets", "a text that contains the token is refused, and not repeated", async (stack) => {
  const message = await failureMessage(stack.up("signup", { text: `Hi ${account.meta.accessToken}` }));
  expect(message).toContain("text: ");
  expect(message).not.toContain(account.meta.accessToken);
  expect(stack.requestKinds()).toEqual([]);
  await stack.up();
});
