import { failureMessage } from "../support/world/failures";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const looking: readonly ((stack: FaultStack) => Promise<unknown>)[] = [
  (stack) => stack.refresh(),
  (stack) => stack.destroy(),
];

row("51", "an unknown account id in refresh or delete is never a deletion", async (stack) => {
  await stack.createExisting();
  const { id } = stack.engine.entries.get("signup") ?? { id: "" };
  const wrong = id.replace(stack.meta.wabaId, "999");
  stack.engine.editState("signup", { id: wrong });
  for (const step of looking) {
    stack.startRun();
    expect(await failureMessage(step(stack))).toMatch(
      /^Could not (read|delete) sequence .*\(999\/\d+\)\. Meta refused: .*\(code 100\/33, fbtrace_id \w+\)\. Check that 999 is the WhatsApp Business Account id \(not a phone number id\)/,
    );
    expect(stack.engine.entries.get("signup")).toMatchObject({ id: wrong });
  }
  expect(stack.meta.journal()).toHaveLength(2);
  stack.engine.editState("signup", { id });
});

row("51", "an empty list in another account is never a deletion", async (stack) => {
  await stack.createExisting();
  const { id } = stack.engine.entries.get("signup") ?? { id: "" };
  const other = stack.meta.addWaba({ id: "555000111" });
  stack.engine.editState("signup", { id: id.replace(stack.meta.wabaId, other) });
  for (const step of looking) {
    stack.startRun();
    expect(await failureMessage(step(stack))).toMatch(
      /Meta's response does not contain it, but that does not prove that it is deleted: the account's list lacks it, but the object itself still answers\. The state is kept/,
    );
  }
  expect(stack.requests("delete")).toEqual([]);
  stack.engine.editState("signup", { id });
});

for (const wireOptions of [{}, { filter: "ignored" }, { listShape: "array" }] as const) {
  row("51a", `another app's empty list (${JSON.stringify(wireOptions)}) is never a deletion`, async (stack) => {
    stack.meta.setWire(wireOptions);
    await stack.createExisting();
    const before = stack.engine.entries.get("signup");
    const stranger = stack.meta.addToken({ appId: stack.meta.addApp({ id: "7777" }) });
    for (const step of looking) {
      stack.startRun({ WHATSAPP_ACCESS_TOKEN: stranger });
      expect(await failureMessage(step(stack))).toMatch(
        new RegExp(
          `app ${stack.meta.appId} created it, but the token belongs to app 7777, which does not see other apps' sequences\\. The state is kept; run again with the token of the app that created it`,
        ),
      );
      expect(stack.engine.entries.get("signup")).toEqual(before);
    }
    stack.startRun({ WHATSAPP_ACCESS_TOKEN: stranger });
    expect(await failureMessage(stack.up("signup", { text: "New" }))).toMatch(/\(code 4027\d{3}, fbtrace_id \w+\)/);
    expect(stack.requests("delete")).toEqual([]);
    expect(stack.stateIds()).toEqual(stack.storedIds());
  });
}

row("51a", "an unknown app of the token or the state proves no deletion", async (stack) => {
  await stack.createExisting();
  const outs = stack.engine.entries.get("signup")?.outs ?? {};
  stack.addFault({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
  const stranger = stack.meta.addToken({ appId: stack.meta.addApp({ id: "7777" }) });
  const { __appId: _app, ...withoutApp } = outs as { readonly __appId?: string };
  for (const state of [outs, withoutApp]) {
    stack.engine.editState("signup", { outs: state });
    for (const step of looking) {
      stack.startRun({ WHATSAPP_ACCESS_TOKEN: stranger });
      expect(await failureMessage(step(stack))).toContain(
        "or which app the token belongs to, is not known. The state is kept",
      );
    }
    stack.meta.faults.clear();
  }
  expect(stack.stateIds()).toEqual(stack.storedIds());
});

const featureCodes = [
  ["create", 4027001, "Correct the text, autofill message or ice breakers as Meta says and run again."],
  ["create", 4027005, "Check that the token has whatsapp_business_management for account"],
  ["create", 4027007, "Wait a day or two, as Meta says, and run again; nothing was changed."],
  ["create", 4027010, "Report it to pulumi-whatsapp's issues: every parameter is sent."],
  ["update", 4027006, "Check the sequence's fields and the token's permission for the account, then run again."],
  ["update", 4027012, 'Disconnect the sequence from the ad and run again, or set onContentChange: "replace"'],
  ["update", 4027017, "Either it does not exist or the token may not see it"],
  ["delete", 4027012, "or set retainOnDelete to leave it in the account"],
  ["delete", 4027017, "Either it does not exist or the token may not see it"],
] as const;

for (const form of ["subcode", "code", "string-code"] as const) {
  row("51b", `Meta's feature codes as ${form} are recognized`, async (stack) => {
    await stack.createExisting();
    stack.meta.setWire({ featureCodes: form });
    const steps = {
      create: () => stack.up("second"),
      update: () => stack.up("signup", { text: "New" }),
      delete: () => stack.destroy(),
    } as const;
    for (const [verb, code, advice] of featureCodes) {
      stack.startRun();
      stack.meta.clearJournal();
      stack.addFault({ match: { verb }, effect: { kind: "graph", code } });
      const message = await failureMessage(steps[verb]());
      expect(message).toContain(advice);
      expect(message).toMatch(new RegExp(`${code}[^/]*, fbtrace_id \\w+\\)`));
      expect(stack.requests(verb)).toHaveLength(1);
    }
    expect(stack.stateIds()).toEqual(stack.storedIds());
  });
}
