import {
  AdAccount,
  AdCreative,
  CTXPartnerAppWelcomeMessageFlow,
  FacebookAdsApi,
  WhatsAppBusinessAccount,
  type Cursor,
} from "facebook-nodejs-business-sdk";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";

// Meta's own client: what it sends and understands, the simulator must take and answer.

/** The address is a constant of the SDK; only single calls take another one, as their last argument. */
class ApiAt extends FacebookAdsApi {
  readonly #url: string;

  constructor(url: string, accessToken: string) {
    super(accessToken, "en_US", false);
    this.#url = url;
  }

  override call(...[method, path, params, files, isForm]: Parameters<FacebookAdsApi["call"]>): Promise<unknown> {
    return super.call(method, path, params, files, isForm, this.#url);
  }
}

let simulator: Simulator;
let waba: WhatsAppBusinessAccount;
let account: AdAccount;

beforeEach(async () => {
  simulator = await startSimulator();
  FacebookAdsApi.setDefaultApi(new ApiAt(simulator.url, simulator.accessToken));
  waba = new WhatsAppBusinessAccount(simulator.wabaId);
  account = new AdAccount(`act_${simulator.adAccountId}`);
});
afterEach(() => simulator.close());

const content = { text: "Hi!", ice_breakers: [{ title: "How do I sign up?" }] };

/** The SDK puts the answer of a create into the account it was called on, and fails when that has one already. */
async function create(name: string): Promise<string> {
  await new WhatsAppBusinessAccount(simulator.wabaId).createWelcomeMessageSequence([], {
    name,
    welcome_message_sequence: content,
  });
  return simulator.sequences().at(-1)?.id ?? "";
}

async function all<Row>(first: Promise<Cursor<Row>>): Promise<readonly Row[]> {
  let page = await first;
  const rows = [...page];
  while (page.hasNext()) {
    page = await page.next();
    rows.push(...page);
  }
  return rows;
}

function requests(): readonly string[] {
  return simulator.journal().map(({ method, route }) => `${method} ${route ?? ""}`);
}

test("creates, lists, reads and deletes sequences", async () => {
  const id = await create("Driver sign-up");
  expect(simulator.sequences()).toMatchObject([{ id, name: "Driver sign-up", content }]);
  const fields = ["name", "welcome_message_sequence", "is_used_in_ad", "last_update_time"];
  const [listed] = await waba.getWelcomeMessageSequences(fields);
  const [filtered] = await waba.getWelcomeMessageSequences(fields, { sequence_id: id });
  const read = await new CTXPartnerAppWelcomeMessageFlow(id).get(fields);
  for (const row of [listed, filtered, read]) {
    const { welcome_message_sequence: text, ...rest } = row?.exportAllData() ?? {};
    expect(rest).toMatchObject({ id, name: "Driver sign-up", is_used_in_ad: false });
    expect(JSON.parse(String(text))).toEqual(content);
  }
  expect(await waba.deleteWelcomeMessageSequences({ sequence_id: id })).toEqual({ success: true });
  expect(simulator.sequences()).toEqual([]);
  expect(requests()).toEqual([
    "POST /<WABA_ID>/welcome_message_sequences",
    "GET /<WABA_ID>/welcome_message_sequences",
    "GET /<WABA_ID>/welcome_message_sequences",
    "GET /<SEQUENCE_ID>",
    "DELETE /<WABA_ID>/welcome_message_sequences",
  ]);
  expect(simulator.journal().every(({ status, headers }) => status === 200 && isTheirs(headers["user-agent"]))).toBe(
    true,
  );
});

function isTheirs(userAgent = ""): boolean {
  return userAgent.startsWith("fbbizsdk-nodejs-");
}

test("updates a sequence", async () => {
  const id = await create("before");
  await waba.createWelcomeMessageSequence([], { sequence_id: id, name: "after" });
  expect(simulator.sequences()).toMatchObject([{ id, name: "after", content }]);
});

test("its cursors list all pages of sequences once", async () => {
  const ids: string[] = [];
  for (const name of ["1", "2", "3", "4", "5"]) ids.push(await create(name));
  simulator.clearJournal();
  const rows = await all(waba.getWelcomeMessageSequences(["name"], { limit: 2 }));
  expect(rows.map(({ id, name }) => [id, name])).toEqual(ids.map((id, index) => [id, String(index + 1)]));
  expect(requests()).toHaveLength(3);
});

test("the rejection of a delete in use has its code", async () => {
  const id = await create("used");
  simulator.addAd({ sequenceId: id });
  await expect(waba.deleteWelcomeMessageSequences({ sequence_id: id })).rejects.toMatchObject({
    status: 400,
    response: { code: 100, error_subcode: 4027012, error_user_title: "Sequence used in an ad" },
  });
});

test("creates, lists, reads, renames and deletes creatives", async () => {
  const additional_data = { partner_app_welcome_message_flow_id: await create("a") };
  const params = {
    object_story_spec: { page_id: simulator.pageId, link_data: { link: "https://api.whatsapp.com/send" } },
    asset_feed_spec: { additional_data },
  };
  const first = await account.createAdCreative([], { name: "first", ...params });
  const second = await account.createAdCreative([], { name: "second", ...params });
  const listed = await all(account.getAdCreatives(["name"], { limit: 1 }));
  expect(listed.map(({ id, name }) => [id, name])).toEqual([
    [second.id, "second"],
    [first.id, "first"],
  ]);
  const read = await new AdCreative(first.id).get(["name", "asset_feed_spec", "object_type"]);
  expect(read.exportAllData()).toEqual({
    id: first.id,
    name: "first",
    object_type: "SHARE",
    asset_feed_spec: { additional_data },
  });
  await new AdCreative(first.id).update([], { name: "renamed" });
  await new AdCreative(second.id).delete([]);
  expect(simulator.creatives().map(({ id, name, status, sequenceId }) => [id, name, status, sequenceId])).toEqual([
    [first.id, "renamed", "ACTIVE", additional_data.partner_app_welcome_message_flow_id],
    [second.id, "second", "DELETED", additional_data.partner_app_welcome_message_flow_id],
  ]);
});
