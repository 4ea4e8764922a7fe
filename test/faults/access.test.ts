import { args, failureOf } from "../support/account";
import { Lifecycle } from "../support/lifecycle";
import { faultRows, noted, row, type Case } from "./support/row";

faultRows();

/** A sequence of an earlier run. */
async function existing(the: Case): Promise<void> {
  await the.up();
  the.nextRun();
  the.meta.clearJournal();
}

/** All that asks Meta, of a sequence that exists and of one that does not. */
const asking: readonly (readonly [string, (the: Case) => Promise<unknown>])[] = [
  ["create", (the) => the.up("second")],
  ["update", (the) => the.up("signup", { text: "New" })],
  ["refresh", (the) => the.refresh()],
  ["delete", (the) => the.destroy()],
];

/** What each of them says while something is wrong, the state and the rows untouched. */
async function allSay(the: Case, prepare: () => void, expected: RegExp, requests: number): Promise<void> {
  await existing(the);
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

for (const requests of [0, 1, 2, 3, 4, 5, 6, 7]) {
  row(
    "45",
    `a token that expires after ${requests} requests: what was made stays in the state, and the setting is named`,
    async (the) => {
      const token = the.meta.addToken({ expiresAfterRequests: requests });
      the.nextRun({ WHATSAPP_ACCESS_TOKEN: token });
      const messages: string[] = [];
      for (const name of ["one", "two", "three"]) {
        await the.up(name).catch((error: unknown) => messages.push(String(error instanceof Error && error.message)));
      }
      expect(messages).not.toEqual([]);
      for (const message of messages) {
        expect(message).toMatch(
          /\(code 190\/463, fbtrace_id \w+\).* Set a valid token with `pulumi config set --secret/,
        );
      }
      expect(the.held()).toEqual(the.rows());
      expect(the.meta.journal().filter(({ status }) => status !== 200)).toHaveLength(
        the.meta.journal().length - requests,
      );
    },
  );
}

describe("in one program on the real engine", () => {
  const real = new Lifecycle();

  noted(
    "45",
    "a token that expires in the middle of an update: the first of three stays in the state, the rest comes later",
    async () => {
      const { meta } = real.account;
      // The first sequence takes four requests: a listing, the POST, the app's id and the read-back.
      const token = meta.addToken({ expiresAfterRequests: 4 });
      real.project.program(`let before;
      for (const name of ["one", "two", "three"])
        before = new whatsapp.WelcomeMessageSequence(name, { text: name }, before && { dependsOn: before });`);
      const { message } = await failureOf(real.up(await real.project.stack({ WHATSAPP_ACCESS_TOKEN: token })));
      expect(message).toMatch(
        /Could not create sequence "two" .*\(code 190\/463, .* Set a valid token with `pulumi config set/,
      );
      expect(message).not.toContain('"three"');
      expect(meta.sequences().map(({ name }) => name)).toEqual(["one"]);
      expect(meta.journal().map(({ status }) => status)).toEqual([200, 200, 200, 200, 401]);
      await real.up(await real.project.stack());
      expect(meta.sequences().map(({ name }) => name)).toEqual(["one", "two", "three"]);
    },
  );
});

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

for (const [what, token] of [
  ["a line end inside", "EAAone\nEAAtwo"],
  ["a carriage return inside", "EAAone\rX-Other: 1"],
  ["a space inside", "EAAone EAAtwo"],
  ["curly quotes", "\u201cEAAone\u201d"],
  ["a letter that is not ASCII", "EAAon\u00e9"],
  ["a zero-width space", "EAAone\u200b"],
  ["a NUL", "EAAone\u0000"],
] as const) {
  row("48", `a token with ${what} is refused before anything is sent, and never shown`, async (the) => {
    await existing(the);
    const { handler } = the.nextRun({ WHATSAPP_ACCESS_TOKEN: token });
    const { failures } = await handler.check({}, args());
    expect(failures).toEqual([
      {
        property: "",
        reason: expect.stringMatching(/^whatsapp:accessToken: has characters that no token has; copy it again; set it/),
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

row(
  "51",
  "a refresh or delete under the id of an account that nobody knows is an error, never a deletion",
  async (the) => {
    await existing(the);
    const { id } = the.engine.entries.get("signup") ?? { id: "" };
    const wrong = id.replace(the.meta.wabaId, "999");
    the.engine.edit("signup", { id: wrong });
    for (const step of [the.refresh, the.destroy]) {
      the.nextRun();
      expect(await the.said(step.call(the))).toMatch(
        /^Could not (read|delete) sequence .*\(999\/\d+\)\. Meta refused: .*\(code 100\/33, fbtrace_id \w+\)\. Check that 999 is the WhatsApp Business Account id \(not a phone number id\)/,
      );
      expect(the.engine.entries.get("signup")).toMatchObject({ id: wrong });
    }
    expect(the.meta.journal()).toHaveLength(2);
    the.engine.edit("signup", { id });
  },
);

row("51", "nor is it one in another account of the same business, where the list answers and is empty", async (the) => {
  await existing(the);
  const { id } = the.engine.entries.get("signup") ?? { id: "" };
  const other = the.meta.addWaba({ id: "555000111" });
  the.engine.edit("signup", { id: id.replace(the.meta.wabaId, other) });
  for (const step of [the.refresh, the.destroy]) {
    the.nextRun();
    expect(await the.said(step.call(the))).toMatch(
      /Meta's answer does not hold it, but that does not prove that it is gone: the account's list lacks it, but the object itself still answers\. The state is kept/,
    );
  }
  expect(the.sent("delete")).toEqual([]);
  the.engine.edit("signup", { id });
});

for (const wireOptions of [{}, { filter: "ignored" }, { listShape: "array" }] as const) {
  row(
    "51a",
    `the token of another app sees an empty list (${JSON.stringify(wireOptions)}): nothing counts as gone`,
    async (the) => {
      the.meta.setWire(wireOptions);
      await existing(the);
      const before = the.engine.entries.get("signup");
      const stranger = the.meta.addToken({ appId: the.meta.addApp({ id: "7777" }) });
      for (const step of [the.refresh, the.destroy]) {
        the.nextRun({ WHATSAPP_ACCESS_TOKEN: stranger });
        expect(await the.said(step.call(the))).toMatch(
          new RegExp(
            `app ${the.meta.appId} made it, but the token belongs to app 7777, which does not see other apps' sequences\\. The state is kept; run again with the token of the app that made it`,
          ),
        );
        expect(the.engine.entries.get("signup")).toEqual(before);
      }
      the.nextRun({ WHATSAPP_ACCESS_TOKEN: stranger });
      expect(await the.said(the.up("signup", { text: "New" }))).toMatch(/\(code 4027\d{3}, fbtrace_id \w+\)/);
      expect(the.sent("delete")).toEqual([]);
      expect(the.held()).toEqual(the.rows());
    },
  );
}

row(
  "51a",
  "a token whose app cannot be learned, or a state that does not say which app made it, decides nothing either",
  async (the) => {
    await existing(the);
    const { outs } = the.engine.entries.get("signup") ?? { outs: {} };
    the.fault({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
    const stranger = the.meta.addToken({ appId: the.meta.addApp({ id: "7777" }) });
    const { __appId: _app, ...withoutApp } = outs;
    for (const state of [outs, withoutApp]) {
      the.engine.edit("signup", { outs: state });
      for (const step of [the.refresh, the.destroy]) {
        the.nextRun({ WHATSAPP_ACCESS_TOKEN: stranger });
        expect(await the.said(step.call(the))).toContain(
          "or which app the token belongs to, is not known. The state is kept",
        );
      }
      the.meta.faults.clear();
    }
    expect(the.held()).toEqual(the.rows());
  },
);

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
  row("51b", `Meta's own codes of this edge as ${form} are understood`, async (the) => {
    await existing(the);
    the.meta.setWire({ featureCodes: form });
    const steps = {
      create: () => the.up("second"),
      update: () => the.up("signup", { text: "New" }),
      delete: () => the.destroy(),
    } as const;
    for (const [verb, code, advice] of featureCodes) {
      the.nextRun();
      the.meta.clearJournal();
      the.fault({ match: { verb }, effect: { kind: "graph", code } });
      const message = await the.said(steps[verb]());
      expect(message).toContain(advice);
      expect(message).toMatch(new RegExp(`${code}[^/]*, fbtrace_id \\w+\\)`));
      expect(the.sent(verb)).toHaveLength(1);
    }
    expect(the.held()).toEqual(the.rows());
  });
}
