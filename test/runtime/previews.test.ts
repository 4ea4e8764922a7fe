import { TestAccount, writes } from "../support/world/account";
import { partialFailureOf } from "../support/world/failures";
import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** Creates a sequence and plans a change of its arguments in a later run. */
async function previewChange(
  before: Parameters<typeof createSequence>[1],
  now: Parameters<typeof sequenceArgs>[0],
  isUsedInAd = false,
) {
  const { id, outs, inputs } = await createSequence(account.run(), before);
  const run = account.run();
  const { inputs: news } = await run.handler.check(inputs, sequenceArgs(now));
  const diff = await run.handler.diff(id, { ...outs, isUsedInAd }, news);
  return { diff, warnings: run.warnings };
}

describe("check", () => {
  test("takes the account from the program, settings, then old inputs", async () => {
    const config = { "whatsapp:wabaId": "333" };
    const readWaba = async (run: ReturnType<TestAccount["run"]>, news: object, olds = {}) =>
      (await run.handler.check(olds, sequenceArgs({ ...news }))).inputs["wabaId"];
    expect(await readWaba(account.run({ WHATSAPP_WABA_ID: "222" }, config), { wabaId: "111" })).toBe("111");
    expect(await readWaba(account.run({ WHATSAPP_WABA_ID: "222" }, config), {})).toBe("222");
    expect(await readWaba(account.run({ WHATSAPP_WABA_ID: "" }, config), {})).toBe("333");
    expect(await readWaba(account.run({ WHATSAPP_WABA_ID: "" }), {}, { wabaId: "444" })).toBe("444");
    const explicit = { "whatsapp:explicitProvider": "true", "whatsapp:wabaId": "555" };
    expect(await readWaba(account.run({ WHATSAPP_WABA_ID: "222" }, explicit), {})).toBe("555");
    const { failures } = await account.run({ WHATSAPP_WABA_ID: "" }).handler.check({}, sequenceArgs());
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^wabaId: is required; give it here or with .*WHATSAPP_WABA_ID/) },
    ]);
  });

  test("keeps the old account in the second check of a replacement", async () => {
    const run = account.run({ WHATSAPP_WABA_ID: "" });
    const news = sequenceArgs({ text: "New" });
    await run.handler.check({ wabaId: account.meta.wabaId }, news);
    const second = await run.handler.check({}, news);
    expect(second).toMatchObject({ failures: [], inputs: { wabaId: account.meta.wabaId } });
  });

  test("warns about long texts without failing", async () => {
    const run = account.run();
    const { failures } = await run.handler.check({}, sequenceArgs({ text: "x".repeat(301) }));
    expect(failures).toEqual([]);
    expect(run.warnings).toEqual([expect.stringContaining('sequence "Driver sign-up": text: 301 characters')]);
  });

  test("reports failures without warnings and sets no account", async () => {
    const run = account.run({ WHATSAPP_WABA_ID: "" });
    const { inputs, failures } = await run.handler.check({}, sequenceArgs({ text: "x".repeat(301) }));
    expect(failures.map(({ reason }) => reason)).toEqual([expect.stringContaining("wabaId: is required")]);
    expect(Object.keys(inputs)).not.toContain("wabaId");
    expect(inputs["__provider"]).toBe(handlerText);
    expect(run.warnings).toEqual([]);
  });
});

describe("diff", () => {
  test.each([
    ["nothing", {}, { changes: false, replaces: [] }],
    ["the text", { text: "New" }, { changes: true, replaces: [] }],
    [
      "the order of ice breakers",
      { iceBreakers: [{ title: "What do I need?" }, { title: "How do I sign up?" }] },
      { changes: true, replaces: [] },
    ],
    ["the account", { wabaId: "999" }, { changes: true, replaces: ["wabaId"] }],
    ["the mode only", { onContentChange: "replace" }, { changes: true, replaces: [] }],
    ["the text in replace mode", { onContentChange: "replace", text: "New" }, { changes: true, replaces: ["text"] }],
    [
      "an unknown text in replace mode",
      { onContentChange: "replace", text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      { changes: true, replaces: [] },
    ],
    ["no ice breakers instead of an empty list", { iceBreakers: [] }, { changes: true, replaces: [] }],
  ])("a change of %s", async (_what, changes, expected) => {
    const { id, outs, inputs } = await createSequence(account.run());
    expect(await account.run().handler.diff(id, outs, { ...inputs, ...changes })).toEqual({
      ...expected,
      deleteBeforeReplace: false,
    });
  });

  test("counts unreadable content as a change that replaces nothing", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const { handler } = account.run();
    const same = { changes: true, replaces: [], deleteBeforeReplace: false };
    expect(await handler.diff(id, { ...outs, text: 5 }, inputs)).toEqual(same);
    expect(await handler.diff(id, outs, { ...inputs, iceBreakers: 5 })).toEqual(same);
    expect(await handler.diff(id, outs, { ...inputs, wabaId: undefined })).toMatchObject({
      changes: false,
      replaces: [],
    });
  });

  test("does not replace content that Meta stores differently", async () => {
    account.meta.setBehaviour({ truncateAt: { text: 8, title: null } });
    const run = account.run();
    const { inputs } = await run.handler.check(
      {},
      sequenceArgs({ onContentChange: "replace", text: "A long greeting" }),
    );
    const half = await partialFailureOf(run.handler.create(inputs));
    const next = account.run();
    expect(
      await next.handler.diff(half.id, half.properties, (await next.handler.check({}, inputs)).inputs),
    ).toMatchObject({ changes: true, replaces: [] });
    await partialFailureOf(next.handler.update(half.id, half.properties, inputs));
    const later = account.run();
    const { inputs: news } = await later.handler.check({}, { ...inputs, text: "Short" });
    const changed = await later.handler.diff(half.id, half.properties, news);
    expect(changed.replaces).toEqual(["text"]);
    expect(writes(account.meta.journal())).toHaveLength(1);
  });
});

describe("a preview of a sequence in an ad", () => {
  test("warns about a change, but a refresh does not", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const planned = account.run();
    const { inputs: news } = await planned.handler.check(inputs, sequenceArgs({ text: "New" }));
    await planned.handler.diff(id, { ...outs, isUsedInAd: true }, news);
    expect(planned.warnings).toEqual([
      expect.stringContaining("is used in an ad: Meta will probably refuse this change (4027012)"),
    ]);
    const refreshed = account.run();
    await refreshed.handler.diff(id, { ...outs, text: "drifted", isUsedInAd: true }, inputs);
    expect(refreshed.warnings).toEqual([]);
  });

  test("does not warn without a change or without an ad", async () => {
    expect(await previewChange({}, {}, true)).toMatchObject({ diff: { changes: false }, warnings: [] });
    expect(await previewChange({ name: "other" }, { name: "other", text: "New" })).toMatchObject({
      diff: { changes: true },
      warnings: [],
    });
  });
});

describe("a preview with adoptSequenceId", () => {
  test("warns that an existing resource ignores it", async () => {
    const { id, outs, inputs } = await createSequence(account.run());
    const run = account.run();
    const { inputs: news } = await run.handler.check(inputs, sequenceArgs({ adoptSequenceId: "7" }));
    expect(await run.handler.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
    expect(run.warnings).toEqual([expect.stringContaining("read only when creating, so 7 is not adopted")]);
  });

  test("does not warn about the current, former or own id", async () => {
    const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
    const own = { adoptSequenceId: sequenceId };
    expect(await previewChange(own, own)).toMatchObject({ diff: { changes: false }, warnings: [] });
    expect(await previewChange({ adoptSequenceId: sequenceId }, {})).toMatchObject({ warnings: [] });
    const { id, outs, inputs } = await createSequence(account.run(), { name: "other" });
    const run = account.run();
    const { inputs: news } = await run.handler.check(
      inputs,
      sequenceArgs({ name: "other", adoptSequenceId: sequenceIdOf(id) }),
    );
    expect(await run.handler.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
    expect(run.warnings).toEqual([]);
  });

  test("does not warn after the adopted sequence was replaced", async () => {
    const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
    const adopting = { adoptSequenceId: sequenceId, onContentChange: "replace" as const };
    const { id, outs, inputs } = await createSequence(account.run(), adopting);
    const replacing = account.run();
    const { inputs: news } = await replacing.handler.check(inputs, sequenceArgs({ ...adopting, text: "New" }));
    expect(await replacing.handler.diff(id, outs, news)).toMatchObject({ replaces: ["text"] });
    const replacement = await replacing.handler.create(news);
    expect(replacement.id).not.toBe(id);
    const run = account.run();
    const { inputs: again } = await run.handler.check(news, sequenceArgs({ ...adopting, text: "New" }));
    expect(await run.handler.diff(replacement.id, replacement.outs, again)).toMatchObject({ changes: false });
    expect(run.warnings).toEqual([]);
  });

  test("creates a new sequence instead of adopting the replaced one", async () => {
    const { id, outs, inputs } = await createSequence(account.run(), { onContentChange: "replace" });
    const other = account.meta.addSequence({ name: "old", content: { text: "Old" } });
    const run = account.run();
    const { inputs: news } = await run.handler.check(
      inputs,
      sequenceArgs({ onContentChange: "replace", text: "New", adoptSequenceId: sequenceIdOf(id) }),
    );
    expect(await run.handler.diff(id, outs, news)).toMatchObject({ replaces: ["text"] });
    const { inputs: adopting } = await run.handler.check({}, sequenceArgs({ name: "b", adoptSequenceId: other }));
    expect((await run.handler.create(news)).id).not.toBe(id);
    expect((await run.handler.create(adopting)).id).toBe(`${account.meta.wabaId}/${other}`);
  });
});

test("a missing token brings a warning only if a call is planned", async () => {
  const missing = [
    expect.stringMatching(/^No access token is set\. .* set it with .*WHATSAPP_ACCESS_TOKEN.* accessTokens, /),
  ];
  const { id, outs, inputs } = await createSequence(account.run());
  for (const token of ["", " "]) {
    const withoutToken = (): ReturnType<typeof account.run> => account.run({ WHATSAPP_ACCESS_TOKEN: token });
    const creating = withoutToken();
    await creating.handler.check({}, sequenceArgs({ name: "other" }));
    expect(creating.warnings).toEqual(missing);

    const editing = withoutToken();
    const { inputs: news } = await editing.handler.check(inputs, sequenceArgs({ text: "New" }));
    expect(editing.warnings).toEqual([]);
    await editing.handler.diff(id, outs, news);
    expect(editing.warnings).toEqual(missing);

    const unchanged = withoutToken();
    const { inputs: same } = await unchanged.handler.check(inputs, sequenceArgs());
    await unchanged.handler.diff(id, outs, same);
    expect(unchanged.warnings).toEqual([]);

    const invalid = withoutToken();
    await invalid.handler.check({}, sequenceArgs({ text: "" }));
    expect(invalid.warnings).toEqual([]);
  }
});
