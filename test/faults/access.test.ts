import { failureMessage } from "../support/world/failures";
import { sequenceArgs } from "../support/world/sequences";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

/** Operations that send requests, for an existing and a new sequence. */
const operations: readonly (readonly [string, (stack: FaultStack) => Promise<unknown>])[] = [
  ["create", (stack) => stack.up("second")],
  ["update", (stack) => stack.up("signup", { text: "New" })],
  ["refresh", (stack) => stack.refresh()],
  ["delete", (stack) => stack.destroy()],
];

/** Expects each operation to fail with this message and number of requests, without a change of state or rows. */
async function expectFailures(
  stack: FaultStack,
  prepare: () => void,
  expected: RegExp,
  requests: number,
): Promise<void> {
  await stack.createExisting();
  const [rows, state] = [stack.meta.sequences(), stack.engine.entries.get("signup")];
  for (const [, step] of operations) {
    prepare();
    stack.meta.clearJournal();
    const message = await failureMessage(step(stack));
    expect(message).toMatch(expected);
    expect(stack.meta.journal()).toHaveLength(requests);
  }
  expect(stack.meta.sequences()).toEqual(rows);
  expect(stack.engine.entries.get("signup")).toEqual(state);
}

row("44", "without a token every operation explains where to set it; previews work", async (stack) => {
  const unsetToken = () => void stack.startRun({ WHATSAPP_ACCESS_TOKEN: "" });
  const where =
    /No access token is set\. Set it with `pulumi config set --secret whatsapp:accessToken`, WHATSAPP_ACCESS_TOKEN/;
  await expectFailures(stack, unsetToken, where, 0);
  unsetToken();
  expect(await stack.engine.isPlanned("signup")).toBe(true);
});

for (const code of [10, 200, 275, 299, 131005]) {
  row("46", `code ${code} fails after one request and names the missing permission`, async (stack) => {
    const explanation =
      /Meta refused: .*\(code \d+, fbtrace_id \w+\)\. Grant the app whatsapp_business_management and give the token's user access to account \d+\.$/;
    await expectFailures(
      stack,
      () => {
        stack.startRun();
        stack.meta.faults.clear();
        stack.addFault({ effect: { kind: "graph", code } });
      },
      explanation,
      1,
    );
  });
}

row("46", "tokens for other accounts or without the permission explain the cause", async (stack) => {
  const elsewhere = stack.meta.addToken({ wabaIds: ["999"] });
  const powerless = stack.meta.addToken({ scopes: ["ads_read"] });
  await expectFailures(
    stack,
    () => void stack.startRun({ WHATSAPP_ACCESS_TOKEN: elsewhere }),
    /\(code 100\/33, .* Check that \d+ is/,
    1,
  );
  await expectFailures(
    stack,
    () => void stack.startRun({ WHATSAPP_ACCESS_TOKEN: powerless }),
    /\(code 200, .* Grant the app/,
    1,
  );
});

row("47", "code 3 with HTTP 500 is a missing permission, not an outage", async (stack) => {
  await expectFailures(
    stack,
    () => {
      stack.startRun();
      stack.meta.faults.clear();
      stack.addFault({ effect: { kind: "graph", code: 3 } });
    },
    /Meta refused: .*\(code 3, fbtrace_id \w+\)\. Grant the app whatsapp_business_management/,
    1,
  );
});

row("48", "whitespace around the token is removed", async (stack) => {
  stack.startRun({ WHATSAPP_ACCESS_TOKEN: ` ${stack.meta.accessToken}\r\n` });
  await stack.up();
  expect(stack.requests("create")[0]).toMatchObject({ appId: stack.meta.appId, status: 200 });
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

const oddCharacters = "has characters that no token has; copy it again";
for (const [what, token, reason] of [
  ["a line break inside", "EAAone\nEAAtwo", oddCharacters],
  ["a carriage return inside", "EAAone\rX-Other: 1", oddCharacters],
  ["a space inside", "EAAone EAAtwo", oddCharacters],
  ["curly quotes", "\u201cEAAone\u201d", "has quotation marks around it; give the token without quotes"],
  ["a letter that is not ASCII", "EAAon\u00e9", oddCharacters],
  ["a zero-width space", "EAAone\u200b", oddCharacters],
  ["a NUL", "EAAone\u0000", oddCharacters],
] as const) {
  row("48", `a token with ${what} is rejected before any request and never shown`, async (stack) => {
    await stack.createExisting();
    const { handler } = stack.startRun({ WHATSAPP_ACCESS_TOKEN: token });
    const { failures } = await handler.check({}, sequenceArgs());
    expect(failures).toEqual([
      {
        property: "",
        reason: expect.stringContaining(`whatsapp:accessToken: ${reason}; set it with`),
      },
    ]);
    for (const step of [stack.refresh(), stack.destroy()]) {
      const message = await failureMessage(step);
      expect(message).toMatch(/^The settings are malformed\. whatsapp:accessToken: .* Nothing was sent\.$/);
    }
    expect(stack.meta.journal()).toEqual([]);
  });
}

row("49", "a rotated token plans no changes, refreshes and deletes", async (stack) => {
  const old = stack.meta.addToken({});
  stack.startRun({ WHATSAPP_ACCESS_TOKEN: old });
  await stack.up();
  stack.meta.removeToken(old);
  stack.startRun();
  expect(await stack.engine.isPlanned("signup")).toBe(false);
  const before = stack.engine.entries.get("signup");
  expect(await stack.refresh()).toEqual(before);
  expect(JSON.stringify(before)).not.toContain(old);
  stack.startRun();
  await stack.destroy();
  expect(stack.storedIds()).toEqual([]);
});

for (const code of [368, 131031]) {
  row("50", `code ${code} reports a blocked account after one request`, async (stack) => {
    await expectFailures(
      stack,
      () => {
        stack.startRun();
        stack.meta.faults.clear();
        stack.addFault({ effect: { kind: "graph", code } });
      },
      /Meta refused: .*\(code \d+, fbtrace_id \w+\)\. Look at the account's quality and policy pages in Meta's Business Manager/,
      1,
    );
  });
}

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

for (const requests of [0, 1, 2, 3, 4, 5, 6, 7]) {
  row("45", `a token that expires after ${requests} requests loses no created sequence`, async (stack) => {
    const token = stack.meta.addToken({ expiresAfterRequests: requests });
    stack.startRun({ WHATSAPP_ACCESS_TOKEN: token });
    const messages: string[] = [];
    for (const name of ["one", "two", "three"]) {
      await stack.up(name).catch((error: unknown) => messages.push(String(error instanceof Error && error.message)));
    }
    expect(messages).not.toEqual([]);
    for (const message of messages) {
      expect(message).toMatch(/\(code 190\/463, fbtrace_id \w+\).* Set a valid token with `pulumi config set --secret/);
    }
    expect(stack.stateIds()).toEqual(stack.storedIds());
    expect(stack.meta.journal().filter(({ status }) => status !== 200)).toHaveLength(
      stack.meta.journal().length - requests,
    );
  });
}
