import type { Properties } from "../../provider/src/runtime/properties";
import { TestAccount } from "../support/world/account";
import { failureOf } from "../support/world/failures";
import { creativeIdOf, creativeText, createCreative, planCreative, story } from "../support/world/ads";
import { addSequence, listWrites } from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("a change", () => {
  test("of the name is one POST with the name alone", async () => {
    const created = await createCreative(account.run());
    account.meta.clearJournal();
    const run = account.run();
    const { news, diff } = await planCreative(run, created, { name: "driver-ad-2" });
    expect(diff).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
    const { outs } = await run.creative.update(created.id, created.outs, news);
    expect(listWrites(account)).toEqual([
      { method: "POST", path: `/${creativeIdOf(created.id)}`, body: { name: "driver-ad-2" } },
    ]);
    expect(outs).toMatchObject({ name: "driver-ad-2", objectStorySpec: story() });
    expect(account.meta.creatives()).toMatchObject([{ name: "driver-ad-2" }]);
  });

  test.each([
    ["what it shows", { objectStorySpec: story("Come and drive") }, ["objectStorySpec"]],
    ["a key more", { assetFeedSpec: { additional_data: { is_click_to_message: true } } }, ["assetFeedSpec"]],
    ["the ad account", { adAccountId: "42" }, ["adAccountId"]],
  ])("of %s creates a new creative", async (_what, changes, replaces) => {
    const created = await createCreative(account.run());
    const { diff } = await planCreative(account.run(), created, changes);
    expect(diff).toEqual({ changes: true, replaces, deleteBeforeReplace: false });
  });

  test("of the sequence, or a removed key, creates a new creative", async () => {
    const [one, other] = [addSequence(account), addSequence(account)];
    const created = await createCreative(account.run(), {
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: one,
    });
    const moved = await planCreative(account.run(), created, {
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: other,
    });
    expect(moved.diff.replaces).toEqual(["welcomeMessageSequenceId"]);
    const { diff } = await planCreative(account.run(), created, { welcomeMessageSequenceId: one });
    expect(diff.replaces).toEqual(["assetFeedSpec"]);
  });

  test("of the key order or a local argument sends nothing", async () => {
    const created = await createCreative(account.run());
    const { link_data, page_id } = story();
    account.meta.clearJournal();
    const run = account.run();
    const reordered = await planCreative(run, created, { objectStorySpec: { link_data, page_id } });
    expect(reordered.diff.changes).toBe(false);
    const { news, diff } = await planCreative(run, created, { duplicates: "allow" });
    expect(diff).toMatchObject({ changes: true, replaces: [] });
    const { outs } = await run.creative.update(created.id, created.outs, news);
    expect(outs).toMatchObject({ duplicates: "allow" });
    expect(account.meta.journal()).toEqual([]);
  });

  test("to text that someone else already set creates a new creative", async () => {
    const created = await createCreative(account.run());
    const outs = { ...created.outs, objectStorySpec: story("Edited by hand") };
    const run = account.run();
    const { diff } = await planCreative(run, { ...created, outs }, { objectStorySpec: story("Edited by hand") });
    expect(diff).toMatchObject({ changes: true, replaces: ["objectStorySpec"] });
  });

  test("of a local argument keeps an unreadable state", async () => {
    const created = await createCreative(account.run());
    const { objectStorySpec: _story, __sent: _sent, ...outs } = created.outs;
    const { outs: kept } = await account
      .run()
      .creative.update(created.id, outs, { ...created.inputs, duplicates: "allow" });
    const { __provider: _provider, ...recorded } = outs;
    expect(kept).toMatchObject(recorded);
  });

  test("on either side counts in a refresh", async () => {
    const { id, outs, inputs } = await createCreative(account.run());
    const { creative } = account.run();
    const changes = async (olds: Properties, news: Properties): Promise<boolean> =>
      (await creative.diff(id, olds, news)).changes;
    expect(await changes(outs, inputs)).toBe(false);
    expect(await changes({ ...outs, objectStorySpec: story("Rewritten") }, inputs)).toBe(true);
    expect(await changes({ ...outs, name: "other" }, inputs)).toBe(true);
    expect(await changes(outs, { ...inputs, adAccountId: "1" })).toBe(true);
    expect(await changes({ __provider: creativeText }, inputs)).toBe(true);
    expect(await changes(outs, { __provider: creativeText })).toBe(true);
  });
});

describe("an update", () => {
  test("that needs a new creative is rejected before any call", async () => {
    const { id, outs, inputs } = await createCreative(account.run());
    account.meta.clearJournal();
    for (const changes of [{ objectStorySpec: story("Changed by a policy") }, { adAccountId: "1" }]) {
      const { message } = await failureOf(account.run().creative.update(id, outs, { ...inputs, ...changes }));
      expect(message).toContain("Meta changes nothing of a creative but its name. Replace the resource instead");
    }
    expect(account.meta.journal()).toEqual([]);
  });

  test("with inputs that a policy broke replaces and sends nothing", async () => {
    const created = await createCreative(account.run());
    account.meta.clearJournal();
    const run = account.run();
    const { news } = await planCreative(run, created, {});
    const broken = { ...news, objectStorySpec: "text", name: "new" };
    expect(await run.creative.diff(created.id, created.outs, broken)).toMatchObject({ changes: true, replaces: [] });
    expect((await failureOf(run.creative.update(created.id, created.outs, broken))).message).toContain(
      "must keep the rules of check",
    );
    expect(account.meta.journal()).toEqual([]);
  });
});

describe("drift", () => {
  test("brings a warning with its place and plans nothing", async () => {
    const created = await createCreative(account.run());
    const response = {
      kind: "status",
      status: 200,
      body: JSON.stringify({
        id: creativeIdOf(created.id),
        name: "driver-ad",
        status: "ACTIVE",
        object_story_spec: story("Rewritten"),
      }),
    } as const;
    account.meta.faults.add({ match: { path: `/${creativeIdOf(created.id)}` }, effect: response, times: "always" });
    const { id, props, inputs } = await account.run().creative.read(created.id, created.outs);
    expect(id).toBe(created.id);
    expect(props).toMatchObject({ objectStorySpec: story("Rewritten") });
    expect(inputs).toMatchObject({ objectStorySpec: story("Rewritten") });
    const run = account.run();
    const { diff } = await planCreative(run, { ...created, outs: props ?? {}, inputs: inputs ?? {} }, {});
    expect(diff).toEqual({ changes: false, replaces: [], deleteBeforeReplace: false });
    expect(run.warnings).toEqual([
      expect.stringMatching(
        /Meta's copy differs from what was sent at objectStorySpec\.link_data\.message\. .*--replace/,
      ),
    ]);
  });

  test("at keys that the program never set is ignored", async () => {
    const created = await createCreative(account.run());
    const response = {
      kind: "status",
      status: 200,
      body: JSON.stringify({
        id: creativeIdOf(created.id),
        name: "driver-ad",
        status: "ACTIVE",
        object_story_spec: { ...story(), instagram_user_id: "17841400000000000" },
        asset_feed_spec: { additional_data: { multi_share_end_card: false } },
      }),
    } as const;
    account.meta.faults.add({ match: { path: `/${creativeIdOf(created.id)}` }, effect: response, times: "always" });
    const { props, inputs } = await account.run().creative.read(created.id, created.outs);
    expect(props).toMatchObject({ objectStorySpec: story() });
    expect([props, inputs].map((values) => Object.keys(values ?? {}).includes("assetFeedSpec"))).toEqual([
      false,
      false,
    ]);
    const run = account.run();
    expect((await planCreative(run, { ...created, outs: props ?? {} }, {})).diff.changes).toBe(false);
    expect(run.warnings).toEqual([]);
  });

  test("in many places names the first five", async () => {
    const created = await createCreative(account.run());
    const driftedSpec = {
      page_id: "1",
      link_data: {
        link: "a",
        message: "b",
        image_hash: "d",
        call_to_action: { type: "e", value: { app_destination: "f" } },
      },
    };
    const run = account.run();
    const outs = { ...created.outs, objectStorySpec: driftedSpec };
    await planCreative(run, { ...created, outs }, {});
    expect(run.warnings).toEqual([expect.stringMatching(/at objectStorySpec\.page_id, .* and 1 more\. /)]);
  });

  test("is not compared while the name is unknown", async () => {
    const created = await createCreative(account.run());
    const outs = { ...created.outs, objectStorySpec: story("Rewritten") };
    const run = account.run();
    expect((await planCreative(run, { ...created, outs }, { name: unknown })).diff).toMatchObject({
      changes: true,
      replaces: [],
    });
    expect(run.warnings).toEqual([]);
  });
});
