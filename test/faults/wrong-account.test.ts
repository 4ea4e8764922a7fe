import { faultRows, row, type Case } from "./support/row";

faultRows();

const looking: readonly ((the: Case) => Promise<unknown>)[] = [(the) => the.refresh(), (the) => the.destroy()];

row(
  "51",
  "a refresh or delete under the id of an account that nobody knows is an error, never a deletion",
  async (the) => {
    await the.existing();
    const { id } = the.engine.entries.get("signup") ?? { id: "" };
    const wrong = id.replace(the.meta.wabaId, "999");
    the.engine.edit("signup", { id: wrong });
    for (const step of looking) {
      the.nextRun();
      expect(await the.said(step(the))).toMatch(
        /^Could not (read|delete) sequence .*\(999\/\d+\)\. Meta refused: .*\(code 100\/33, fbtrace_id \w+\)\. Check that 999 is the WhatsApp Business Account id \(not a phone number id\)/,
      );
      expect(the.engine.entries.get("signup")).toMatchObject({ id: wrong });
    }
    expect(the.meta.journal()).toHaveLength(2);
    the.engine.edit("signup", { id });
  },
);

row("51", "nor is it one in another account of the same business, where the list answers and is empty", async (the) => {
  await the.existing();
  const { id } = the.engine.entries.get("signup") ?? { id: "" };
  const other = the.meta.addWaba({ id: "555000111" });
  the.engine.edit("signup", { id: id.replace(the.meta.wabaId, other) });
  for (const step of looking) {
    the.nextRun();
    expect(await the.said(step(the))).toMatch(
      /Meta's response does not contain it, but that does not prove that it is deleted: the account's list lacks it, but the object itself still answers\. The state is kept/,
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
      await the.existing();
      const before = the.engine.entries.get("signup");
      const stranger = the.meta.addToken({ appId: the.meta.addApp({ id: "7777" }) });
      for (const step of looking) {
        the.nextRun({ WHATSAPP_ACCESS_TOKEN: stranger });
        expect(await the.said(step(the))).toMatch(
          new RegExp(
            `app ${the.meta.appId} created it, but the token belongs to app 7777, which does not see other apps' sequences\\. The state is kept; run again with the token of the app that created it`,
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
  "a token whose app cannot be learned, or a state that does not say which app created it, decides nothing either",
  async (the) => {
    await the.existing();
    const outs = the.engine.entries.get("signup")?.outs ?? {};
    the.fault({ match: { path: "/app" }, effect: { kind: "graph", code: 10 }, times: "always" });
    const stranger = the.meta.addToken({ appId: the.meta.addApp({ id: "7777" }) });
    const { __appId: _app, ...withoutApp } = outs as { readonly __appId?: string };
    for (const state of [outs, withoutApp]) {
      the.engine.edit("signup", { outs: state });
      for (const step of looking) {
        the.nextRun({ WHATSAPP_ACCESS_TOKEN: stranger });
        expect(await the.said(step(the))).toContain(
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
    await the.existing();
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
