import { GraphFailure } from "../graph/error";
import { checkToken } from "../graph/token";
import { refuseUnknownVersion } from "../graph/version";
import { asciiJson, graphJson, isObject, parseJson, type Json } from "../json";
import { readItems, type BatchItem } from "./batch-items";
import { admit, failed, perform, plainAnswer, type Exchange, type ExchangeParts } from "./exchange";
import { endEntry, openExchange } from "./open-exchange";
import type { Answered, Outcome } from "./outcome";

/** Answers a synchronous batch: its items one after another, each as a request of its own. Source: Meta, batch requests. */
export async function answerBatch(parts: ExchangeParts, exchange: Exchange): Promise<Outcome> {
  const items = await readBatch(parts, exchange).catch((error: unknown) => {
    if (error instanceof GraphFailure) return failed(error, exchange.context);
    throw error;
  });
  return "kind" in items ? items : runItems(parts, exchange, items);
}

async function readBatch({ world }: ExchangeParts, exchange: Exchange): Promise<readonly BatchItem[]> {
  const { incoming, platformDate } = exchange.call;
  refuseUnknownVersion(incoming.versioned, platformDate);
  const items = await readItems(incoming, world.behaviour);
  // Without a token of its own, a batch needs one in each item.
  const needsToken = incoming.tokenText !== undefined || items.some((item) => item.incoming.tokenText === undefined);
  if (needsToken) {
    const token = checkToken(incoming.tokenText, world, incoming.versioned.path);
    admit(world, exchange, token, world.behaviour.requireAppSecretProof && !items.every(isProvenOrRefused));
  }
  return items;
}

/** A batch needs no proof at its top when each of its items has one. An item that is refused anyway needs none. */
function isProvenOrRefused({ incoming, refusal }: BatchItem): boolean {
  return refusal !== undefined || incoming.proof.proofs.length > 0;
}

async function runItems(parts: ExchangeParts, exchange: Exchange, items: readonly BatchItem[]): Promise<Outcome> {
  const { call, context } = exchange;
  const results: (Answered | null)[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = isBlocked(item, items, results) ? null : await runItem(parts, exchange, item, index);
    // The connection is the batch's: what happens to an item's connection happens to all.
    if (outcome?.kind === "cut" || outcome?.kind === "hang") return outcome;
    results.push(outcome?.kind === "answer" ? outcome : null);
  }
  const withHeaders = ![false, "false", 0, "0"].some((no) => no === call.incoming.params["include_headers"]);
  const shown = results.map((answered, index) =>
    answered === null || isOmitted(index, items, answered) ? null : shownItem(answered, withHeaders),
  );
  const answered = results.filter((result) => result !== null);
  return {
    ...plainAnswer,
    status: 200,
    headers: { ...context.headers, ...usageOf(answered) },
    text: graphJson(shown),
    delivery: Object.assign({}, ...answered.map(({ delivery }) => delivery)) as Answered["delivery"],
  };
}

async function runItem(
  parts: ExchangeParts,
  { entry, context }: Exchange,
  { incoming, refusal }: BatchItem,
  index: number,
): Promise<Outcome> {
  const opened = openExchange(parts, incoming, context.signal, { number: entry.number, index });
  const exchange = refusal === undefined ? opened : { ...opened, refusal };
  const outcome = await perform(parts, exchange, () => Promise.reject(new TypeError("a batch within a batch")));
  endEntry(parts, exchange, outcome);
  return outcome;
}

/** An item is not run when the one it depends on has failed. */
function isBlocked(
  { dependsOn, refusal }: BatchItem,
  items: readonly BatchItem[],
  results: readonly (Answered | null)[],
): boolean {
  if (dependsOn === undefined || refusal !== undefined) return false;
  const at = items.findIndex(({ name }) => name === dependsOn);
  return (results[at]?.status ?? 500) >= 400;
}

/** Source: Meta, batch requests: the answer to an item that others depend on is left out unless it failed. */
function isOmitted(index: number, items: readonly BatchItem[], { status }: Answered): boolean {
  const { name, mayOmitResponse } = items[index] ?? { name: undefined, mayOmitResponse: false };
  return name !== undefined && mayOmitResponse && status < 400 && items.some(({ dependsOn }) => dependsOn === name);
}

function shownItem({ status, headers, text }: Answered, withHeaders: boolean): Json {
  const listed = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { code: status, ...(withHeaders ? { headers: listed } : {}), body: text };
}

const appUsage = "x-app-usage";
const businessUsage = "x-business-use-case-usage";

/** Usage on the batch's own answer: the app's of the item that used most, the accounts' of all items. */
function usageOf(answered: readonly Answered[]): Readonly<Record<string, string>> {
  const app = answered.map(({ headers }) => headers[appUsage]).filter((text) => text !== undefined);
  const most = app.reduce((one, other) => (highestIn(other) > highestIn(one) ? other : one), app[0] ?? "");
  const accounts = answered.map(({ headers }) => objectIn(headers[businessUsage]));
  const all = Object.assign({}, ...accounts) as Readonly<Record<string, Json>>;
  return {
    ...(most === "" ? {} : { [appUsage]: most }),
    ...(Object.keys(all).length === 0 ? {} : { [businessUsage]: asciiJson(all) }),
  };
}

function highestIn(usage: string): number {
  return Math.max(0, ...Object.values(objectIn(usage)).filter((percent) => typeof percent === "number"));
}

function objectIn(text = "{}") {
  const parsed = parseJson(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}
