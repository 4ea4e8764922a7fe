import type { FaultRule } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../provider/src/runtime/properties";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { TestAccount, writes } from "../support/world/account";
import {
  attachmentText,
  creativeArgs,
  creativeIdOf,
  creativeText,
  createAttachment,
  createCreative,
  planCreative,
  story,
} from "../support/world/ads";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

function sequence(): string {
  return account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
}
function posts(): readonly string[] {
  return writes(account.meta.journal()).map(({ method, path }) => `${method} ${path}`);
}
function alive(): readonly string[] {
  return account.meta.creatives().flatMap(({ id, status }) => (status === "DELETED" ? [] : [id]));
}
function creating(): NonNullable<FaultRule["match"]> {
  return {
    path: `/act_${account.meta.adAccountId}/adcreatives`,
    verb: "create",
  };
}
const reads = { verb: "read" } as const;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Every read of the newest creative shows this row. */
function shown(row: Properties): void {
  const handle = account.meta.faults.add({ match: creating(), effect: { kind: "delay", delayMs: 0 }, when: "after" });
  void handle.hit.then(() => {
    const id = account.meta.creatives().at(-1)?.id ?? "";
    const body = JSON.stringify({ id, status: "ACTIVE", name: "driver-ad", object_story_spec: story(), ...row });
    account.meta.faults.add({
      match: { ...reads, path: `/${id}` },
      effect: { kind: "status", status: 200, body },
      times: "always",
    });
  });
}

describe("what Meta made of a creative", () => {
  test("without the sequence is an error that names it, recorded, and repeated until it is made anew", async () => {
    const sequenceId = sequence();
    shown({ asset_feed_spec: { additional_data: {} } });
    const error = await partialFailureOf(createCreative(account.run(), { welcomeMessageSequenceId: sequenceId }));
    expect(error.message).toContain(`Meta did not keep the welcome message sequence ${sequenceId} in it`);
    expect(error.properties).toMatchObject({ creativeId: creativeIdOf(error.id), welcomeMessageSequenceId: "" });
    const run = account.run();
    const inputs = creativeArgs({ adAccountId: account.meta.adAccountId, welcomeMessageSequenceId: sequenceId });
    const held = { id: error.id, outs: { ...error.properties, __provider: creativeText }, inputs };
    const { news, diff } = await planCreative(run, held, { welcomeMessageSequenceId: sequenceId });
    expect(diff.replaces).toEqual([]);
    await partialFailureOf(run.creative.update(held.id, held.outs, news));
    expect(posts()).toHaveLength(1);
  });

  test("with other text is a warning that shows both texts at the first places, and no failure", async () => {
    const link_data = {
      link: "https://other.example",
      message: "Other",
      image_hash: "0",
      name: "x",
      call_to_action: {},
    };
    shown({ object_story_spec: { page_id: "1", link_data } });
    const run = account.run();
    const { outs } = await createCreative(run);
    expect(run.warnings).toEqual([
      expect.stringMatching(
        /Meta stored something other than what was sent at objectStorySpec\.page_id \(sent "104837265109384", stored "1"\), .* and 1 more\.$/,
      ),
    ]);
    expect(outs).toMatchObject({ objectStorySpec: { page_id: "1" } });
  });

  test("with a trimmed name is called created, and settled by the name that Meta keeps", async () => {
    account.meta.faults.add({ match: creating(), effect: { kind: "transform", name: "trim" } });
    const { id, properties, message } = await partialFailureOf(
      createCreative(account.run(), { name: "Drive with us " }),
    );
    expect(message).toMatch(
      /^Ad creative "Drive with us " \(\d+\/\d+\) was created, but Meta shows another name than was sent: sent "Drive with us ", stored "Drive with us"\. /,
    );
    expect(alive()).toEqual([creativeIdOf(id)]);
    const run = account.run();
    const held = { id, outs: { ...properties, __provider: creativeText }, inputs: creativeArgs() };
    const { news } = await planCreative(run, held, { name: "Drive with us" });
    await run.creative.update(id, held.outs, news);
    expect(posts()).toHaveLength(1);
  });

  test("that cannot be read back in time is recorded with its id", async () => {
    account.meta.faults.add({ match: reads, effect: { kind: "status", status: 200, body: "{}" }, times: "always" });
    const { id } = await partialFailureOf(createCreative(account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "1500" })));
    expect(alive()).toEqual([creativeIdOf(id)]);
  });

  test("that is gone when the next run looks is not made a second time by itself", async () => {
    const hidden = account.meta.faults.add({ match: reads, effect: { kind: "graph", code: 190 }, times: "always" });
    const { id, properties } = await partialFailureOf(createCreative(account.run()));
    hidden.remove();
    account.meta.setBehaviour({ deletedCreative: "gone" });
    await account.run().creative.delete(id, creativeArgs());
    const run = account.run();
    const held = { id, outs: { ...properties, __provider: creativeText }, inputs: creativeArgs() };
    const { news } = await planCreative(run, held, {});
    expect((await failureOf(run.creative.update(id, held.outs, news))).message).toContain("Run `pulumi refresh`");
    const { id: refreshed } = await account.run().creative.read(id, held.outs);
    expect(refreshed).toBe("");
  });
});

describe("a lost create", () => {
  const lose = (): void => void account.meta.faults.add({ match: creating(), effect: { kind: "drop" } });

  test("beside a new creative of its name that holds something else names that, and sends nothing more", async () => {
    const lost = account.meta.faults.add({ match: creating(), effect: { kind: "drop" } });
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
    expect(alive()).toEqual([creativeIdOf(other)]);
  });

  test("where a second one is allowed tells where to look before the next run", async () => {
    lose();
    const run = account.run({ WHATSAPP_MAX_ATTEMPTS: "1" });
    const { message } = await failureOf(createCreative(run, { duplicates: "allow" }));
    expect(message).toContain("look for it in Ads Manager: if it was created after all, set adoptCreativeId to its id");
  });

  test("of which the ad account cannot be asked says so, and the next create asks again", async () => {
    account.meta.faults.add({ match: creating(), effect: { kind: "drop" }, when: "after" });
    const list = { path: `/act_${account.meta.adAccountId}/adcreatives`, verb: "list" } as const;
    account.meta.faults.add({ match: list, effect: { kind: "graph", code: 10 }, nth: 2 });
    const run = account.run();
    expect((await failureOf(createCreative(run))).message).toContain("Listing the account failed too");
    expect((await failureOf(createCreative(run))).message).toContain("with this name and content");
  });

  test("fails with the first look where that fails, and the next create looks again", async () => {
    const list = { path: `/act_${account.meta.adAccountId}/adcreatives`, verb: "list" } as const;
    account.meta.faults.add({ match: list, effect: { kind: "graph", code: 10 } });
    const run = account.run();
    expect((await failureOf(createCreative(run))).message).toContain("Grant the app ads_management");
    await createCreative(run);
    expect(alive()).toHaveLength(1);
  });
});

describe("taking over", () => {
  test("one creative twice is refused, and so is one that another resource of the program keeps", async () => {
    const held = await createCreative(account.run());
    const adopting = { adoptCreativeId: creativeIdOf(held.id) };
    const run = account.run();
    const results = await Promise.allSettled([createCreative(run, adopting), createCreative(run, adopting)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await failureOf(planCreative(run, held, {}))).message).toContain("Remove one of the two from the program");
  });

  test("what is deleted, of another ad account or of another content is refused, and can be tried again", async () => {
    account.meta.seed({ adAccounts: [{ id: "77" }] });
    const elsewhere = await createCreative(account.run(), { adAccountId: "77" });
    const run = account.run();
    const { message } = await failureOf(createCreative(run, { adoptCreativeId: creativeIdOf(elsewhere.id) }));
    expect(message).toContain("Correct adoptCreativeId or adAccountId");
    const many = { page_id: "1", link_data: { link: "a", message: "b", name: "c", image_hash: "d", description: "e" } };
    const { id } = await createCreative(account.run(), { name: "mine" });
    const differing = createCreative(run, { objectStorySpec: many, adoptCreativeId: creativeIdOf(id) });
    expect((await failureOf(differing)).message).toMatch(
      /It differs at objectStorySpec\.page_id, .* and 1 more, and creatives cannot be edited/,
    );
    expect((await createCreative(run, { name: "mine", adoptCreativeId: creativeIdOf(id) })).id).toBe(id);
  });

  test("in a program that still names what it once took over makes a new one at the next change", async () => {
    const { id } = await createCreative(account.run());
    const adopting = { adoptCreativeId: creativeIdOf(id) };
    const held = await createCreative(account.run(), adopting);
    const run = account.run();
    const { news, diff } = await planCreative(run, held, { ...adopting, objectStorySpec: story("New") });
    expect(diff.replaces).toEqual(["objectStorySpec"]);
    const made = await run.creative.create(news);
    expect(made.id).not.toBe(id);
    await run.creative.delete(held.id, held.outs);
    expect(alive()).toEqual([creativeIdOf(made.id)]);
  });

  test("back what waits for its deletion lets the old entry go without a call", async () => {
    const held = await createCreative(account.run());
    const run = account.run();
    await createCreative(run, { adoptCreativeId: creativeIdOf(held.id) });
    account.meta.clearJournal();
    await run.creative.delete(held.id, held.outs);
    expect(account.meta.journal()).toEqual([]);
  });
});

describe("an update", () => {
  test("that only a new creative could make is refused before anything is sent", async () => {
    const { id, outs, inputs } = await createCreative(account.run());
    account.meta.clearJournal();
    for (const changes of [{ objectStorySpec: story("Changed by a policy") }, { adAccountId: "1" }]) {
      const { message } = await failureOf(account.run().creative.update(id, outs, { ...inputs, ...changes }));
      expect(message).toContain("Meta changes nothing of a creative but its name. Replace the resource instead");
    }
    expect(account.meta.journal()).toEqual([]);
  });

  test("with inputs that a policy broke is refused before anything is sent", async () => {
    const { run, broken } = {
      run: account.run(),
      broken: creativeArgs({ adAccountId: account.meta.adAccountId, name: "" }),
    };
    expect((await failureOf(run.creative.create(broken))).message).toContain(
      "If a policy changed them, it must keep the rules of check",
    );
    const notKnown = creativeArgs({ adAccountId: "1", welcomeMessageSequenceId: unknown });
    expect((await failureOf(run.creative.create(notKnown))).message).toContain("a value is still not known");
    const huge = creativeArgs({ adAccountId: "1", objectStorySpec: { page_id: "x".repeat(70_000) } });
    expect((await failureOf(run.creative.create(huge))).message).toContain("bytes together; at most 65536 are sent");
    expect((await run.creative.check({}, huge)).failures).toHaveLength(1);
    const attaching = { __provider: attachmentText, adId: "1", creativeId: unknown };
    expect((await failureOf(run.attachment.create(attaching))).message).toContain("a value is still not known");
    expect((await failureOf(run.attachment.create({ ...attaching, creativeId: "" }))).message).toContain(
      "must be 1 to 32 digits",
    );
    expect(account.meta.journal()).toEqual([]);
  });

  test("of the name that never arrives is sent again, and one that Meta refuses is not", async () => {
    const held = await createCreative(account.run());
    const renaming = { path: `/${creativeIdOf(held.id)}`, verb: "update" } as const;
    account.meta.faults.add({ match: renaming, effect: { kind: "drop" } });
    const run = account.run();
    const { news } = await planCreative(run, held, { name: "new" });
    account.meta.clearJournal();
    await run.creative.update(held.id, held.outs, news);
    expect(posts()).toHaveLength(2);
    account.meta.faults.add({ match: renaming, effect: { kind: "graph", code: 100 } });
    account.meta.clearJournal();
    const again = account.run();
    const { news: other } = await planCreative(again, held, { name: "other" });
    expect((await failureOf(again.creative.update(held.id, held.outs, other))).message).toContain("Meta refused");
    expect(posts()).toHaveLength(1);
  });

  test("of an attachment to another ad is refused, and one of a state that names no ad account works", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const made = await createAttachment(account.run(), { adId, creativeId });
    const moved = { ...made.inputs, adId: "42" };
    expect((await failureOf(account.run().attachment.update(made.id, made.outs, moved))).message).toContain(
      "An attachment cannot move to ad 42",
    );
    const { __adAccountId: _account, ...rest } = made.outs;
    const { outs } = await account.run().attachment.update(made.id, rest, { ...made.inputs, onDelete: "leave" });
    expect(outs).toMatchObject({ onDelete: "leave" });
    account.meta.removeAd(adId);
    const { message } = await failureOf(account.run().attachment.read(made.id, rest));
    expect(message).toContain("which ad account it belongs to is not known");
  });
});

describe("a delete of a creative", () => {
  const deleting = { verb: "delete" } as const;

  test("that never arrives is sent again", async () => {
    const { id, outs } = await createCreative(account.run());
    account.meta.clearJournal();
    account.meta.faults.add({ match: deleting, effect: { kind: "drop" } });
    await account.run().creative.delete(id, outs);
    expect(posts()).toHaveLength(2);
    expect(alive()).toEqual([]);
  });

  test("that Meta took without a word is looked after, and is a failure while the creative is there", async () => {
    const { id, outs } = await createCreative(account.run());
    const silent = { kind: "status", status: 204 } as const;
    account.meta.faults.add({ match: deleting, effect: silent, when: "after" });
    await account.run().creative.delete(id, outs);
    const other = await createCreative(account.run(), { name: "other" });
    account.meta.faults.add({ match: deleting, effect: silent });
    const { message } = await failureOf(account.run().creative.delete(other.id, other.outs));
    expect(message).toContain("accepted the DELETE without confirming it, and the ad creative still exists");
    account.meta.faults.add({ match: deleting, effect: silent });
    await failureOf(account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "300" }).creative.delete(other.id, other.outs));
    expect(alive()).toEqual([creativeIdOf(other.id)]);
  });

  test("that is refused for lack of a right says so, without speaking of ads", async () => {
    const { id, outs } = await createCreative(account.run(), { welcomeMessageSequenceId: sequence() });
    account.meta.faults.add({ match: deleting, effect: { kind: "graph", code: 10 } });
    const { message } = await failureOf(account.run().creative.delete(id, outs));
    expect(message).toMatch(/Grant the app ads_management .*\.$/);
    expect(message).not.toContain("stays too");
  });
});

describe("during a refresh", () => {
  test("every difference counts, in either direction", async () => {
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

  test("a get of an ad reads its creative, and one that is not there fails it", async () => {
    const { adId, creativeId } = account.meta.addAd({});
    const { props } = await account.run().attachment.read(adId, { __provider: attachmentText });
    expect(props).toMatchObject({ adId, creativeId });
    const missing = account.run().attachment.read("999", { __provider: attachmentText });
    expect((await failureOf(missing)).message).toContain("Meta does not show an ad with this id");
    const lacking = { adId: "999", creativeId };
    expect((await failureOf(createAttachment(account.run(), lacking))).message).toContain("Correct adId");
  });
});

test("a drift of many places names the first five, and none while a name is not known", async () => {
  const held = await createCreative(account.run());
  const drifted = {
    page_id: "1",
    link_data: {
      link: "a",
      message: "b",
      image_hash: "d",
      call_to_action: { type: "e", value: { app_destination: "f" } },
    },
  };
  const run = account.run();
  const outs = { ...held.outs, objectStorySpec: drifted };
  await planCreative(run, { ...held, outs }, {});
  expect(run.warnings).toEqual([expect.stringMatching(/at objectStorySpec\.page_id, .* and 1 more\. /)]);
  const quiet = account.run();
  expect((await planCreative(quiet, { ...held, outs }, { name: unknown })).diff).toMatchObject({
    changes: true,
    replaces: [],
  });
  expect(quiet.warnings).toEqual([]);
});

test("a sequence that stays in use after the run moved an ad is waited for no longer than the operation may take", async () => {
  const sequenceId = account.meta.addSequence({ name: "signup", content: { text: "Hi!" }, isUsedInAd: true });
  const run = account.run({ WHATSAPP_OPERATION_TIMEOUT_MS: "700" });
  await createCreative(run);
  const { message } = await failureOf(
    run.handler.delete(`${account.meta.wabaId}/${sequenceId}`, { __appId: account.meta.appId }),
  );
  expect(message).toMatch(/^Refused to delete sequence/);
});
