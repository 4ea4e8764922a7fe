import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestAccount, writes } from "../support/world/account";
import {
  attachmentText,
  creativeIdOf,
  createAttachment,
  createCreative,
  type CreatedResource,
} from "../support/world/ads";

/** Entries of a state, as some version of the package wrote them. */
interface Recorded {
  readonly creative: CreatedResource;
  readonly attachment: CreatedResource;
}

const folder = join(__dirname, "states");
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

/** The world that the recorded entries are about: the simulator gives the same ids in every run. */
async function world(): Promise<Recorded & { readonly before: string }> {
  const { adId, creativeId: before } = account.meta.addAd({});
  const sequenceId = account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
  const creative = await createCreative(account.run(), {
    assetFeedSpec: { additional_data: { is_click_to_message: true } },
    welcomeMessageSequenceId: sequenceId,
  });
  const args = { adId, creativeId: creativeIdOf(creative.id), onDelete: "restore" };
  const attachment = await createAttachment(account.run(), args);
  account.meta.clearJournal();
  return { creative, attachment, before };
}

// `RECORD_STATES=1 npx jest test/ads/states` writes the entries of this version.
if (process.env["RECORD_STATES"] !== undefined) {
  test("entries are recorded", async () => {
    const { creative, attachment } = await world();
    writeFileSync(join(folder, "v1.json"), `${JSON.stringify({ creative, attachment }, null, 2)}\n`);
  });
}

describe.each(readdirSync(folder))("a state of %s", (file) => {
  const { creative, attachment } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Recorded;

  test("is what this version writes, or is read as it was", async () => {
    const now = await world();
    const run = account.run();
    const planned = async (held: Recorded): Promise<readonly boolean[]> => {
      const { inputs } = await run.creative.check(held.creative.inputs, now.creative.inputs);
      const attaching = await run.attachment.check(held.attachment.inputs, now.attachment.inputs);
      const diffs = [
        await run.creative.diff(held.creative.id, held.creative.outs, inputs),
        await run.attachment.diff(held.attachment.id, held.attachment.outs, attaching.inputs),
      ];
      return diffs.map(({ changes }) => changes);
    };
    expect(await planned({ creative, attachment })).toEqual([false, false]);
    expect(account.meta.journal()).toEqual([]);
    const [read, ad] = [
      await account.run().creative.read(creative.id, creative.outs),
      await account.run().attachment.read(attachment.id, attachment.outs),
    ];
    const refreshed = {
      creative: { ...creative, outs: asJson(read.props ?? {}) },
      attachment: { ...attachment, outs: asJson(ad.props ?? {}) },
    };
    expect(await planned(refreshed)).toEqual([false, false]);
    expect(run.warnings).toEqual([]);
  });

  test("is renamed in place, restored and deleted", async () => {
    const { before } = await world();
    const run = account.run();
    const renamed = { ...creative.inputs, name: "renamed" };
    const { inputs: news } = await run.creative.check(creative.inputs, renamed);
    expect(await run.creative.diff(creative.id, creative.outs, news)).toMatchObject({ changes: true, replaces: [] });
    const { outs } = await run.creative.update(creative.id, creative.outs, news);
    await account.run().attachment.delete(attachment.id, { ...attachment.outs, __provider: attachmentText });
    await account.run().creative.delete(creative.id, outs);
    expect(writes(account.meta.journal()).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /${creativeIdOf(creative.id)}`,
      `POST /${attachment.id}`,
      `DELETE /${creativeIdOf(creative.id)}`,
    ]);
    expect(account.meta.ads()).toMatchObject([{ creativeId: before }]);
  });
});
