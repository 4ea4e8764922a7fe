import { args } from "../support/world/sequences";
import { faultRows, row, type Case } from "./support/row";

faultRows();

/** All that asks Meta, of a sequence that exists and of one that does not. */
const asking: readonly (readonly [string, (the: Case) => Promise<unknown>])[] = [
  ["create", (the) => the.up("second")],
  ["update", (the) => the.up("signup", { text: "New" })],
  ["refresh", (the) => the.refresh()],
  ["delete", (the) => the.destroy()],
];

/** What each of them says while something is wrong, the state and the rows untouched. */
async function allSay(the: Case, prepare: () => void, expected: RegExp, requests: number): Promise<void> {
  await the.existing();
  const [rows, state] = [the.meta.sequences(), the.engine.entries.get("signup")];
  for (const [, step] of asking) {
    prepare();
    the.meta.clearJournal();
    const message = await the.said(step(the));
    expect(message).toMatch(expected);
    expect(the.meta.journal()).toHaveLength(requests);
  }
  expect(the.meta.sequences()).toEqual(rows);
  expect(the.engine.entries.get("signup")).toEqual(state);
}

row(
  "44",
  "without a token every verb that asks fails before any request and says where to set one; plans work",
  async (the) => {
    const unset = () => void the.nextRun({ WHATSAPP_ACCESS_TOKEN: "" });
    const where =
      /No access token is set\. Set it with `pulumi config set --secret whatsapp:accessToken`, WHATSAPP_ACCESS_TOKEN/;
    await allSay(the, unset, where, 0);
    unset();
    expect(await the.engine.isPlanned("signup")).toBe(true);
  },
);

for (const code of [10, 200, 275, 299, 131005]) {
  row("46", `code ${code} is a refusal: asked once, with what to grant, and the state is kept`, async (the) => {
    const denied =
      /Meta refused: .*\(code \d+, fbtrace_id \w+\)\. Grant the app whatsapp_business_management and give the token's user access to account \d+\.$/;
    await allSay(
      the,
      () => {
        the.nextRun();
        the.meta.faults.clear();
        the.fault({ effect: { kind: "graph", code } });
      },
      denied,
      1,
    );
  });
}

row("46", "a token that reaches other accounts only, and one without the permission", async (the) => {
  const elsewhere = the.meta.addToken({ wabaIds: ["999"] });
  const powerless = the.meta.addToken({ scopes: ["ads_read"] });
  await allSay(
    the,
    () => void the.nextRun({ WHATSAPP_ACCESS_TOKEN: elsewhere }),
    /\(code 100\/33, .* Check that \d+ is/,
    1,
  );
  await allSay(the, () => void the.nextRun({ WHATSAPP_ACCESS_TOKEN: powerless }), /\(code 200, .* Grant the app/, 1);
});

row("47", "code 3 as HTTP 500 is a lack of permission, not an outage: asked once", async (the) => {
  await allSay(
    the,
    () => {
      the.nextRun();
      the.meta.faults.clear();
      the.fault({ effect: { kind: "graph", code: 3 } });
    },
    /Meta refused: .*\(code 3, fbtrace_id \w+\)\. Grant the app whatsapp_business_management/,
    1,
  );
});

row("48", "a line end around the token is taken off", async (the) => {
  the.nextRun({ WHATSAPP_ACCESS_TOKEN: ` ${the.meta.accessToken}\r\n` });
  await the.up();
  expect(the.sent("create")[0]).toMatchObject({ appId: the.meta.appId, status: 200 });
  expect(the.rows()).toEqual(the.held());
});

const oddCharacters = "has characters that no token has; copy it again";
for (const [what, token, reason] of [
  ["a line end inside", "EAAone\nEAAtwo", oddCharacters],
  ["a carriage return inside", "EAAone\rX-Other: 1", oddCharacters],
  ["a space inside", "EAAone EAAtwo", oddCharacters],
  ["curly quotes", "\u201cEAAone\u201d", "has quotation marks around it; give the token without quotes"],
  ["a letter that is not ASCII", "EAAon\u00e9", oddCharacters],
  ["a zero-width space", "EAAone\u200b", oddCharacters],
  ["a NUL", "EAAone\u0000", oddCharacters],
] as const) {
  row("48", `a token with ${what} is refused before anything is sent, and never shown`, async (the) => {
    await the.existing();
    const { handler } = the.nextRun({ WHATSAPP_ACCESS_TOKEN: token });
    const { failures } = await handler.check({}, args());
    expect(failures).toEqual([
      {
        property: "",
        reason: expect.stringContaining(`whatsapp:accessToken: ${reason}; set it with`),
      },
    ]);
    for (const step of [the.refresh(), the.destroy()]) {
      const message = await the.said(step);
      expect(message).toMatch(/^The settings are malformed\. whatsapp:accessToken: .* Nothing was sent\.$/);
    }
    expect(the.meta.journal()).toEqual([]);
  });
}

row(
  "49",
  "a token that was rotated between runs plans nothing, refreshes, and deletes what the old one made",
  async (the) => {
    const old = the.meta.addToken({});
    the.nextRun({ WHATSAPP_ACCESS_TOKEN: old });
    await the.up();
    the.meta.removeToken(old);
    the.nextRun();
    expect(await the.engine.isPlanned("signup")).toBe(false);
    const before = the.engine.entries.get("signup");
    expect(await the.refresh()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(old);
    the.nextRun();
    await the.destroy();
    expect(the.rows()).toEqual([]);
  },
);

for (const code of [368, 131031]) {
  row("50", `code ${code} is a block of the account: asked once, with where to look`, async (the) => {
    await allSay(
      the,
      () => {
        the.nextRun();
        the.meta.faults.clear();
        the.fault({ effect: { kind: "graph", code } });
      },
      /Meta refused: .*\(code \d+, fbtrace_id \w+\)\. Look at the account's quality and policy pages in Meta's Business Manager/,
      1,
    );
  });
}
