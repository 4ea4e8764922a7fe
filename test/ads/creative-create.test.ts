import type { FaultRule } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../provider/src/runtime/properties";
import { calls, TestAccount } from "../support/world/account";
import { failureOf, partialFailureOf } from "../support/world/failures";
import {
  creativeArgs,
  creativeIdOf,
  creativeText,
  liveCreatives,
  createCreative,
  planCreative,
  story,
} from "../support/world/ads";
import { addSequence, listWrites, toResponse } from "./fixtures";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function edge(): string {
  return `/act_${account.meta.adAccountId}/adcreatives`;
}
function createRequests(): NonNullable<FaultRule["match"]> {
  return { path: edge(), verb: "create" };
}
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("a create", () => {
  test("sends one POST with the sequence merged into assetFeedSpec", async () => {
    const sequenceId = addSequence(account);
    const { id, outs } = await createCreative(account.run(), {
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: sequenceId,
    });
    expect(listWrites(account)).toEqual([
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
    const [created] = account.meta.creatives();
    expect(created).toMatchObject({ sequenceId, name: "driver-ad" });
    expect(id).toBe(`${account.meta.adAccountId}/${created?.id ?? ""}`);
    expect(outs).toMatchObject({
      adAccountId: account.meta.adAccountId,
      creativeId: created?.id,
      objectStorySpec: story(),
      assetFeedSpec: { additional_data: { is_click_to_message: true } },
      welcomeMessageSequenceId: sequenceId,
      status: "ACTIVE",
    });
  });

  test.each([
    ["returns the creative and reads none", true],
    ["lacks it and reads each once", false],
  ])("lists the newest creatives once if the response %s", async (_name, adReadAfterWrite) => {
    account.meta.setWire({ adReadAfterWrite });
    const run = account.run();
    await Promise.all(["a", "b", "c"].map((name) => createCreative(run, { name })));
    const requests = calls(account.meta.journal());
    expect(requests.filter((call) => call === `GET ${edge()}`)).toHaveLength(1);
    expect(requests.filter((call) => call === `POST ${edge()}`)).toHaveLength(3);
    const ids = account.meta.creatives().map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const readBack = requests.filter((call) => /^GET \/\d+$/.test(call));
    expect(readBack.sort()).toEqual(adReadAfterWrite ? [] : ids.map((id) => `GET /${id}`).sort());
  });

  test('rejects a duplicate unless duplicates is "allow"', async () => {
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

  test("looks for duplicates on the newest three pages only", async () => {
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

  test("fails if the listing fails, and a later create lists again", async () => {
    account.meta.faults.add({ match: { path: edge(), verb: "list" }, effect: { kind: "graph", code: 10 } });
    const run = account.run();
    expect((await failureOf(createCreative(run))).message).toContain("Grant the app ads_management");
    await createCreative(run);
    expect(liveCreatives(account.meta)).toHaveLength(1);
  });
});

describe("check", () => {
  test("reports all failures with field, rule and remedy", async () => {
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

  test("accepts unknown values", async () => {
    const run = account.run();
    const { failures } = await run.creative.check(
      {},
      creativeArgs({ welcomeMessageSequenceId: unknown, objectStorySpec: unknown }),
    );
    expect(failures).toEqual([]);
    const created = await createCreative(run, { welcomeMessageSequenceId: addSequence(account) });
    const { diff } = await planCreative(run, created, { welcomeMessageSequenceId: unknown });
    expect(diff).toEqual({ changes: true, replaces: ["welcomeMessageSequenceId"], deleteBeforeReplace: false });
  });
});

test("a create without an ad account is rejected", async () => {
  const { message } = await failureOf(account.run().creative.create(creativeArgs()));
  expect(message).toMatch(/^The inputs are not valid, and nothing was sent\. adAccountId: is required/);
  expect(account.meta.journal()).toEqual([]);
});

test("a create rejects arguments that a policy broke", async () => {
  const run = account.run();
  const invalid = creativeArgs({ adAccountId: account.meta.adAccountId, name: "" });
  expect((await failureOf(run.creative.create(invalid))).message).toContain(
    "If a policy changed them, it must keep the rules of check",
  );
  const notKnown = creativeArgs({ adAccountId: "1", welcomeMessageSequenceId: unknown });
  expect((await failureOf(run.creative.create(notKnown))).message).toContain("a value is still not known");
  const tooLarge = creativeArgs({ adAccountId: "1", objectStorySpec: { page_id: "x".repeat(70_000) } });
  expect((await failureOf(run.creative.create(tooLarge))).message).toContain("bytes together; at most 65536 are sent");
  expect((await run.creative.check({}, tooLarge)).failures).toHaveLength(1);
  expect(account.meta.journal()).toEqual([]);
});

/** Changes what every read of the next creative shows. */
function showCreatedAs(row: Properties): void {
  account.meta.setWire({ adReadAfterWrite: false });
  const handle = account.meta.faults.add({
    match: createRequests(),
    effect: { kind: "delay", delayMs: 0 },
    when: "after",
  });
  void handle.hit.then(() => {
    const id = account.meta.creatives().at(-1)?.id ?? "";
    const body = JSON.stringify({ id, status: "ACTIVE", name: "driver-ad", object_story_spec: story(), ...row });
    account.meta.faults.add({
      match: { verb: "read", path: `/${id}` },
      effect: { kind: "status", status: 200, body },
      times: "always",
    });
  });
}

describe("a creative that Meta stores", () => {
  test("without its sequence is recorded with an error", async () => {
    const sequenceId = addSequence(account);
    showCreatedAs({ asset_feed_spec: { additional_data: {} } });
    const error = await partialFailureOf(createCreative(account.run(), { welcomeMessageSequenceId: sequenceId }));
    expect(error.message).toContain(`Meta did not keep the welcome message sequence ${sequenceId} in it`);
    expect(error.properties).toMatchObject({ creativeId: creativeIdOf(error.id), welcomeMessageSequenceId: "" });
    const run = account.run();
    const inputs = creativeArgs({ adAccountId: account.meta.adAccountId, welcomeMessageSequenceId: sequenceId });
    const created = { id: error.id, outs: { ...error.properties, __provider: creativeText }, inputs };
    const { news, diff } = await planCreative(run, created, { welcomeMessageSequenceId: sequenceId });
    expect(diff.replaces).toEqual([]);
    await partialFailureOf(run.creative.update(created.id, created.outs, news));
    expect(listWrites(account)).toHaveLength(1);
  });

  test("with other text brings a warning with both texts", async () => {
    const link_data = {
      link: "https://other.example",
      message: "Other",
      image_hash: "0",
      name: "x",
      call_to_action: {},
    };
    showCreatedAs({ object_story_spec: { page_id: "1", link_data } });
    const run = account.run();
    const { outs } = await createCreative(run);
    expect(run.warnings).toEqual([
      expect.stringMatching(
        /Meta stored something other than what was sent at objectStorySpec\.page_id \(sent "104837265109384", stored "1"\), .* and 1 more\.$/,
      ),
    ]);
    expect(outs).toMatchObject({ objectStorySpec: { page_id: "1" } });
  });

  test("with a trimmed name is recorded and accepted under that name", async () => {
    account.meta.faults.add({ match: createRequests(), effect: { kind: "transform", name: "trim" } });
    const { id, properties, message } = await partialFailureOf(
      createCreative(account.run(), { name: "Drive with us " }),
    );
    expect(message).toMatch(
      /^Ad creative "Drive with us " \(\d+\/\d+\) was created, but Meta shows another name than was sent: sent "Drive with us ", stored "Drive with us"\. /,
    );
    expect(liveCreatives(account.meta)).toEqual([creativeIdOf(id)]);
    const run = account.run();
    const created = { id, outs: { ...properties, __provider: creativeText }, inputs: creativeArgs() };
    const { news } = await planCreative(run, created, { name: "Drive with us" });
    await run.creative.update(id, created.outs, news);
    expect(listWrites(account)).toHaveLength(1);
  });
});

describe("a lost create", () => {
  test("names a new creative of its name with other content", async () => {
    const lost = account.meta.faults.add({ match: createRequests(), effect: { kind: "drop" } });
    const run = account.run();
    let other = "";
    run.duringWaits(async () => {
      if (lost.fired > 0 && other === "") {
        other = (await createCreative(account.run(), { objectStorySpec: story("Other") })).id;
      }
    });
    const { message } = await failureOf(createCreative(run));
    expect(message).toContain(
      `The ad account contains a new ad creative, ${other}, that may be this one, stored with other text.`,
    );
    expect(liveCreatives(account.meta)).toEqual([creativeIdOf(other)]);
  });

  test("says where to look if duplicates are allowed", async () => {
    account.meta.faults.add({ match: createRequests(), effect: { kind: "drop" } });
    const run = account.run({ WHATSAPP_MAX_ATTEMPTS: "1" });
    const { message } = await failureOf(createCreative(run, { duplicates: "allow" }));
    expect(message).toContain("look for it in Ads Manager: if it was created after all, set adoptCreativeId to its id");
  });

  test.each([
    ["no name", { id: "31", status: "ACTIVE" }, "that may be this one, stored with other text"],
    ["no id", { name: "driver-ad" }, "cannot be read and may be this ad creative: row 1: it has no id"],
  ])("stops at a new row with %s", async (_what, row, reason) => {
    const lost = account.meta.faults.add({ match: createRequests(), effect: { kind: "drop" } });
    void lost.hit.then(() =>
      account.meta.faults.add({
        match: { path: edge(), verb: "list" },
        effect: toResponse({ data: [row] }),
        times: "always",
      }),
    );
    expect((await failureOf(createCreative(account.run()))).message).toContain(reason);
    expect(listWrites(account)).toHaveLength(1);
  });
});
