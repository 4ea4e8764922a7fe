import type { FaultRule } from "pulumi-whatsapp-simulator";
import type { DiffResult } from "../../provider/src/runtime/handler";
import type { Properties } from "../../provider/src/runtime/properties";
import { writes, type TestAccount } from "../support/world/account";
import { adOf, creativeIdOf, createAttachment, createCreative, type CreatedResource } from "../support/world/ads";

/** Method, path and body of each write, in the order of arrival. */
export function listWrites(account: TestAccount) {
  return writes(account.meta.journal()).map(({ method, path, body }) => ({ method, path, body }));
}

/** Adds a sequence of another program and returns its id. */
export function addSequence(account: TestAccount): string {
  return account.meta.addSequence({ name: "signup", content: { text: "Hi!" } });
}

/** Changes the response to every read of a path. */
export function respondAlways(
  account: TestAccount,
  path: string,
  effect: FaultRule["effect"],
): { readonly remove: () => void } {
  return account.meta.faults.add({ match: { path, verb: "read" }, effect, times: "always" });
}

/** Builds a response with status 200 and a JSON body. */
export function toResponse(body: unknown): FaultRule["effect"] {
  return { kind: "status", status: 200, body: JSON.stringify(body) };
}

/** Builds Meta's error about the read after a write that succeeded. */
export function failedReadOf(originalResponse: unknown): FaultRule["effect"] {
  const message = "(#100) Tried accessing nonexisting field (status) on node type (Ad)";
  const error = { message, type: "OAuthException", code: 100, original_response: originalResponse };
  return { kind: "status", status: 400, body: JSON.stringify({ error }) };
}

/** Points a new ad at a new creative. Clears the journal. `before` is the creative that the ad had. */
export async function attachCreative(
  account: TestAccount,
  changes: Properties = {},
): Promise<CreatedResource & { readonly adId: string; readonly before: string; readonly creativeId: string }> {
  const { adId, creativeId: before } = account.meta.addAd({});
  const { id } = await createCreative(account.run());
  const creativeId = creativeIdOf(id);
  const attachment = await createAttachment(account.run(), { adId, creativeId, ...changes });
  account.meta.clearJournal();
  return { ...attachment, adId, before, creativeId };
}

/** Returns the id of the creative that an ad has now. */
export function findCreativeId(account: TestAccount, adId: string): string | undefined {
  return adOf(account.meta, adId)?.creativeId;
}

/** Runs check and diff of an attachment with changed arguments. */
export async function planAttachment(
  run: ReturnType<TestAccount["run"]>,
  { id, outs, inputs }: CreatedResource,
  changes: Properties,
): Promise<{ readonly news: Properties; readonly diff: DiffResult }> {
  const { inputs: news } = await run.attachment.check(inputs, { ...inputs, ...changes });
  return { news, diff: await run.attachment.diff(id, outs, news) };
}
