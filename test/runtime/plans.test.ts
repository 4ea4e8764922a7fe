import { sequenceArgs, handlerText, createSequence, sequenceIdOf } from "../support/world/sequences";
import { TestAccount } from "../support/world/account";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** What a plan warns of and wants, for a sequence that was made so and is declared so now. */
async function planned(
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

test("a sequence in an ad that stays as it is is not warned of, nor a change of one in no ad", async () => {
  expect(await planned({}, {}, true)).toMatchObject({ diff: { changes: false }, warnings: [] });
  expect(await planned({ name: "other" }, { name: "other", text: "New" })).toMatchObject({
    diff: { changes: true },
    warnings: [],
  });
});

test("adoptSequenceId is not warned of where it says what is so, was read when creating, or is not there", async () => {
  const sequenceId = account.meta.addSequence({ name: "old", content: { text: "Old" } });
  const own = { adoptSequenceId: sequenceId };
  expect(await planned(own, own)).toMatchObject({ diff: { changes: false }, warnings: [] });
  expect(await planned({ adoptSequenceId: sequenceId }, {})).toMatchObject({ warnings: [] });
  const { id, outs, inputs } = await createSequence(account.run(), { name: "other" });
  const run = account.run();
  const { inputs: news } = await run.handler.check(
    inputs,
    sequenceArgs({ name: "other", adoptSequenceId: sequenceIdOf(id) }),
  );
  expect(await run.handler.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
  expect(run.warnings).toEqual([]);
});

test("adoptSequenceId is not warned of again once what it took over has been replaced", async () => {
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

test("a replacement whose program names the sequence it is about to replace makes a new one, and another adoption is not touched by that", async () => {
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

test("what the state holds as no text, or inputs do not hold at all, counts as changed and moves nothing", async () => {
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

test("what is refused is not doubted as well, and holds no account that nobody told", async () => {
  const run = account.run({ WHATSAPP_WABA_ID: "" });
  const { inputs, failures } = await run.handler.check({}, sequenceArgs({ text: "x".repeat(301) }));
  expect(failures.map(({ reason }) => reason)).toEqual([expect.stringContaining("wabaId: is required")]);
  expect(Object.keys(inputs)).not.toContain("wabaId");
  expect(inputs["__provider"]).toBe(handlerText);
  expect(run.warnings).toEqual([]);
});

test("warns about a missing token only in plans that need a call", async () => {
  const missing = [expect.stringMatching(/^No access token is set\. .* Set it with .*WHATSAPP_ACCESS_TOKEN/)];
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

test("a plan without an account fails with where to set it, whatever token there is", async () => {
  for (const token of ["", account.meta.accessToken]) {
    const run = account.run({ WHATSAPP_WABA_ID: "", WHATSAPP_ACCESS_TOKEN: token });
    const { failures } = await run.handler.check({}, sequenceArgs());
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^wabaId: is required; give it here or with .*WHATSAPP_WABA_ID/) },
    ]);
  }
});
