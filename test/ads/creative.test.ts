import { calls, TestAccount, writes } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { creativeArgs, creativeIdOf, creativeText, createCreative, planCreative, story } from "../support/world/ads";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function edge(): string {
  return `/act_${account.meta.adAccountId}/adcreatives`;
}
function posts() {
  return writes(account.meta.journal()).map(({ method, path, body }) => ({ method, path, body }));
}
function sequence(): string {
  return account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
}

describe("a creative", () => {
  test("is made by one POST with the sequence merged into what the program says besides", async () => {
    const sequenceId = sequence();
    const { id, outs } = await createCreative(account.run(), {
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: sequenceId,
    });
    expect(posts()).toEqual([
      {
        method: "POST",
        path: edge(),
        body: {
          name: "driver-ad",
          object_story_spec: story(),
          asset_feed_spec: {
            additional_data: { is_click_to_message: true, partner_app_welcome_message_flow_id: sequenceId },
          },
        },
      },
    ]);
    const [held] = account.meta.creatives();
    expect(held).toMatchObject({ sequenceId, name: "driver-ad" });
    expect(id).toBe(`${account.meta.adAccountId}/${held?.id ?? ""}`);
    expect(outs).toMatchObject({
      adAccountId: account.meta.adAccountId,
      creativeId: held?.id,
      objectStorySpec: story(),
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: sequenceId,
      status: "ACTIVE",
    });
  });

  test("lists the newest creatives once before the first create, and reads each back once", async () => {
    const run = account.run();
    await Promise.all(["a", "b", "c"].map((name) => createCreative(run, { name })));
    const asked = calls(account.meta.journal());
    expect(asked.filter((call) => call === `GET ${edge()}`)).toHaveLength(1);
    expect(asked.filter((call) => call === `POST ${edge()}`)).toHaveLength(3);
    const ids = account.meta.creatives().map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const readBack = asked.filter((call) => /^GET \/\d+$/.test(call));
    expect(readBack.sort()).toEqual(ids.map((id) => `GET /${id}`).sort());
  });

  test("says everything that is wrong at once, with field, rule and way out", async () => {
    const { failures } = await account.run({ WHATSAPP_AD_ACCOUNT_ID: "" }).creative.check(
      {},
      {
        __provider: creativeText,
        name: " ",
        objectStorySpec: { page_id: 123456789012345680000, picture: new Date(0) },
        assetFeedSpec: { additional_data: { page_welcome_message: "{}", partner_app_welcome_message_flow_id: "1" } },
        welcomeMessageSequenceId: "2",
        objectStorySpecs: {},
      },
    );
    expect(failures.map(({ property }) => property)).toEqual(failures.map(() => ""));
    expect(failures.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^adAccountId: is required; .*WHATSAPP_AD_ACCOUNT_ID/),
      "name: must not be empty; write at least one visible character",
      expect.stringMatching(/^objectStorySpecs: is not known; did you mean "objectStorySpec"\?/),
      "objectStorySpec.page_id: has more digits than a number can keep; write it as a string in quotes",
      "objectStorySpec.picture: is an object of a class, which JSON does not support; use strings, numbers, arrays and objects",
      "assetFeedSpec.additional_data.partner_app_welcome_message_flow_id: differs from welcomeMessageSequenceId; set only one of them",
      "assetFeedSpec.additional_data.page_welcome_message: and a sequence exclude each other; keep one of them",
    ]);
    const { failures: prefixed } = await account.run().creative.check({}, creativeArgs({ adAccountId: "act_123" }));
    expect(prefixed.map(({ reason }) => reason)).toEqual([
      "adAccountId: must be 1 to 32 digits, the ad account id without act_",
    ]);
    expect(account.meta.journal()).toEqual([]);
  });

  test("with values not known yet is checked as far as it is known", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const run = account.run();
    const { failures } = await run.creative.check(
      {},
      creativeArgs({ welcomeMessageSequenceId: unknown, objectStorySpec: unknown }),
    );
    expect(failures).toEqual([]);
    const held = await createCreative(run, { welcomeMessageSequenceId: sequence() });
    const { diff } = await planCreative(run, held, { welcomeMessageSequenceId: unknown });
    expect(diff).toEqual({ changes: true, replaces: ["welcomeMessageSequenceId"], deleteBeforeReplace: false });
  });
});

describe("a change", () => {
  test("of the name is made in place, by one POST that holds nothing else", async () => {
    const held = await createCreative(account.run());
    account.meta.clearJournal();
    const run = account.run();
    const { news, diff } = await planCreative(run, held, { name: "driver-ad-2" });
    expect(diff).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
    const { outs } = await run.creative.update(held.id, held.outs, news);
    expect(posts()).toEqual([{ method: "POST", path: `/${creativeIdOf(held.id)}`, body: { name: "driver-ad-2" } }]);
    expect(outs).toMatchObject({ name: "driver-ad-2", objectStorySpec: story() });
    expect(account.meta.creatives()).toMatchObject([{ name: "driver-ad-2" }]);
  });

  test.each([
    ["what it shows", { objectStorySpec: story("Come and drive") }, ["objectStorySpec"]],
    ["a key more", { assetFeedSpec: { additional_data: { is_click_to_message: true } } }, ["assetFeedSpec"]],
    ["the ad account", { adAccountId: "42" }, ["adAccountId"]],
  ])("of %s makes a new creative", async (_what, changes, replaces) => {
    const held = await createCreative(account.run());
    const { diff } = await planCreative(account.run(), held, changes);
    expect(diff).toEqual({ changes: true, replaces, deleteBeforeReplace: false });
  });

  test("of the sequence, or leaving a key out, makes a new creative", async () => {
    const [one, other] = [sequence(), sequence()];
    const held = await createCreative(account.run(), {
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: one,
    });
    const moved = await planCreative(account.run(), held, {
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: other,
    });
    expect(moved.diff.replaces).toEqual(["welcomeMessageSequenceId"]);
    const { diff } = await planCreative(account.run(), held, { welcomeMessageSequenceId: one });
    expect(diff.replaces).toEqual(["assetFeedSpec"]);
  });

  test("of the order of keys, or of a local argument, sends nothing", async () => {
    const held = await createCreative(account.run());
    const { link_data, page_id } = story();
    account.meta.clearJournal();
    const run = account.run();
    const reordered = await planCreative(run, held, { objectStorySpec: { link_data, page_id } });
    expect(reordered.diff.changes).toBe(false);
    const { news, diff } = await planCreative(run, held, { duplicates: "allow" });
    expect(diff).toMatchObject({ changes: true, replaces: [] });
    const { outs } = await run.creative.update(held.id, held.outs, news);
    expect(outs).toMatchObject({ duplicates: "allow" });
    expect(account.meta.journal()).toEqual([]);
  });
});

describe("what somebody else changes", () => {
  test("is a warning that names the place, and neither an update nor a replacement", async () => {
    const held = await createCreative(account.run());
    const rewritten = {
      kind: "status",
      status: 200,
      body: JSON.stringify({
        id: creativeIdOf(held.id),
        name: "driver-ad",
        status: "ACTIVE",
        object_story_spec: story("Rewritten"),
      }),
    } as const;
    account.meta.faults.add({ match: { path: `/${creativeIdOf(held.id)}` }, effect: rewritten, times: "always" });
    const { id, props, inputs } = await account.run().creative.read(held.id, held.outs);
    expect(id).toBe(held.id);
    expect(props).toMatchObject({ objectStorySpec: story("Rewritten") });
    expect(inputs).toMatchObject({ objectStorySpec: story("Rewritten") });
    const run = account.run();
    const { diff } = await planCreative(run, { ...held, outs: props ?? {}, inputs: inputs ?? {} }, {});
    expect(diff).toEqual({ changes: false, replaces: [], deleteBeforeReplace: false });
    expect(run.warnings).toEqual([
      expect.stringMatching(
        /Meta's copy differs from what was sent at objectStorySpec\.link_data\.message\. .*--replace/,
      ),
    ]);
  });

  test("at keys that the program never set becomes neither an output nor an input", async () => {
    const held = await createCreative(account.run());
    const added = {
      kind: "status",
      status: 200,
      body: JSON.stringify({
        id: creativeIdOf(held.id),
        name: "driver-ad",
        status: "ACTIVE",
        object_story_spec: { ...story(), instagram_user_id: "17841400000000000" },
        asset_feed_spec: { additional_data: { multi_share_end_card: false } },
      }),
    } as const;
    account.meta.faults.add({ match: { path: `/${creativeIdOf(held.id)}` }, effect: added, times: "always" });
    const { props, inputs } = await account.run().creative.read(held.id, held.outs);
    expect(props).toMatchObject({ objectStorySpec: story() });
    expect([props, inputs].map((shown) => Object.keys(shown ?? {}).includes("assetFeedSpec"))).toEqual([false, false]);
    const run = account.run();
    expect((await planCreative(run, { ...held, outs: props ?? {} }, {})).diff.changes).toBe(false);
    expect(run.warnings).toEqual([]);
  });
});

describe("a creative that exists", () => {
  test("is taken over when it holds what the program says, and only its name is changed", async () => {
    const { creativeId } = account.meta.addAd({ sequenceId: sequence() });
    const { id: made } = await createCreative(account.run(), { name: "old" });
    account.meta.clearJournal();
    const { id, outs } = await createCreative(account.run(), { name: "new", adoptCreativeId: creativeIdOf(made) });
    expect(id).toBe(made);
    expect(posts()).toEqual([{ method: "POST", path: `/${creativeIdOf(made)}`, body: { name: "new" } }]);
    expect(outs).toMatchObject({ name: "new", creativeId: creativeIdOf(made) });
    const { message } = await failureOf(createCreative(account.run(), { adoptCreativeId: creativeId }));
    expect(message).toMatch(
      /^Could not adopt ad creative .* It differs at objectStorySpec\..*cannot be edited\. Change the program/,
    );
  });

  test("with the same name and content is not made a second time unless the program says so", async () => {
    const { id } = await createCreative(account.run());
    const { message } = await failureOf(createCreative(account.run()));
    expect(message).toContain(
      `The ad account already contains ad creative ${id} with this name and content. Set adoptCreativeId: "${creativeIdOf(id)}"`,
    );
    expect(message).toContain('aliases: [{ name: "old-name" }]');
    expect(account.meta.creatives()).toHaveLength(1);
    await createCreative(account.run(), { duplicates: "allow" });
    expect(account.meta.creatives()).toHaveLength(2);
  });

  test("is read whole by a get, the sequence apart, and one that is not there fails it", async () => {
    const sequenceId = sequence();
    const { id } = await createCreative(account.run(), { welcomeMessageSequenceId: sequenceId });
    const { props } = await account.run().creative.read(id, { __provider: creativeText });
    expect(props).toMatchObject({ name: "driver-ad", objectStorySpec: story(), welcomeMessageSequenceId: sequenceId });
    expect(props).not.toHaveProperty("assetFeedSpec");
    const gone = `${account.meta.adAccountId}/999`;
    expect((await failureOf(account.run().creative.read(gone, { __provider: creativeText }))).message).toContain(
      "Meta does not show a creative with this id",
    );
  });

  test("is planned without a change after a get's outputs became its state", async () => {
    const sequenceId = sequence();
    const { id } = await createCreative(account.run(), { welcomeMessageSequenceId: sequenceId });
    const { props, inputs } = await account.run().creative.read(id, { __provider: creativeText });
    const imported = { id, outs: props ?? {}, inputs: inputs ?? {} };
    const run = account.run();
    expect((await planCreative(run, imported, { welcomeMessageSequenceId: sequenceId })).diff.changes).toBe(false);
    expect((await planCreative(run, imported, { welcomeMessageSequenceId: sequence() })).diff.replaces).toEqual([
      "welcomeMessageSequenceId",
    ]);
  });
});

test("a twin is looked for among the newest three pages, and no further", async () => {
  for (let i = 0; i < 8; i++) await createCreative(account.run(), { name: `n${i}` });
  account.meta.setWire({ pageSize: 2 });
  account.meta.clearJournal();
  for (const name of ["n7", "n2"]) {
    expect((await failureOf(createCreative(account.run(), { name }))).message).toContain(
      "already contains ad creative",
    );
  }
  expect(calls(account.meta.journal())).toEqual(Array.from({ length: 6 }, () => `GET ${edge()}`));
  await createCreative(account.run(), { name: "n1" });
  expect(account.meta.creatives()).toHaveLength(9);
});

test("each creative is read by one request, and a deleted one does not hide the others", async () => {
  const run = account.run();
  const all = await Promise.all(Array.from({ length: 10 }, (_, i) => createCreative(run, { name: `n${i}` })));
  account.meta.clearJournal();
  const reading = account.run();
  await Promise.all(all.map(({ id, outs }) => reading.creative.read(id, outs)));
  expect(calls(account.meta.journal()).sort()).toEqual(all.map(({ id }) => `GET /${creativeIdOf(id)}`).sort());
  const [first, second] = all;
  await account.run().creative.delete(first?.id ?? "", first?.outs ?? {});
  const again = account.run();
  const [gone, there] = await Promise.all(
    [first, second].map((held) => again.creative.read(held?.id ?? "", held?.outs ?? {})),
  );
  expect(gone).toEqual({ id: "" });
  expect(there?.id).toBe(second?.id);
});

test("a sequence that Meta does not keep in the creative is an error that records the creative", async () => {
  const sequenceId = sequence();
  account.meta.faults.add({
    match: { verb: "read" },
    effect: { kind: "status", status: 200, body: "{}" },
    times: "always",
  });
  const { id, message } = await partialFailureOf(
    createCreative(account.run(), { welcomeMessageSequenceId: sequenceId }),
  );
  expect(id).toBe(`${account.meta.adAccountId}/${account.meta.creatives()[0]?.id ?? ""}`);
  expect(message).toMatch(/reading it back failed\. Meta's answer could not be read: requested \d+, it has no id\./);
});
