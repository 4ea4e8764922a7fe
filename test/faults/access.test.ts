import { failureMessage } from "../support/world/failures";
import { args } from "../support/world/sequences";
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
    const { failures } = await handler.check({}, args());
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
