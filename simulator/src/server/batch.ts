import { GraphFailure } from "../graph/error";
import { checkToken } from "../graph/token";
import { asciiJson, graphJson, isObject, parseJson, type Json } from "../json";
import { refuseUnknownVersion } from "../platform/served-version";
import { readItems, type BatchItem } from "./batch-items";
import {
  checkAdmission,
  createErrorAnswer,
  performExchange,
  plainAnswer,
  type Exchange,
  type ExchangeParts,
} from "./exchange";
import { endEntry, openExchange } from "./open-exchange";
import type { Answer, ExchangeOutcome } from "../graph/outcome";

/** Runs the items of a synchronous batch one after another, each as a single request. Source: Meta, batch requests. */
export async function answerBatch(parts: ExchangeParts, exchange: Exchange): Promise<ExchangeOutcome> {
  const items = await readBatch(parts, exchange).catch((error: unknown) => {
    if (error instanceof GraphFailure) return createErrorAnswer(error, exchange.details);
    throw error;
  });
  return "kind" in items ? items : runItems(parts, exchange, items);
}

async function readBatch({ context }: ExchangeParts, exchange: Exchange): Promise<readonly BatchItem[]> {
  const { incoming, platformDate } = exchange.call;
  refuseUnknownVersion(incoming.versioned, platformDate);
  const items = await readItems(incoming, context.behaviour);
  // A batch without a token needs one in each item.
  const needsToken = incoming.tokenText !== undefined || items.some((item) => item.incoming.tokenText === undefined);
  if (needsToken) {
    const token = checkToken(incoming.tokenText, context, incoming.versioned.path);
    checkAdmission(
      context,
      exchange,
      token,
      context.behaviour.requireAppSecretProof && !items.every(isProvenOrRefused),
    );
  }
  return items;
}

/** True if the item has a proof, or is refused anyway. A batch needs no proof if each item has one. */
function isProvenOrRefused({ incoming, refusal }: BatchItem): boolean {
  return refusal !== undefined || incoming.proof.proofs.length > 0;
}

async function runItems(
  parts: ExchangeParts,
  exchange: Exchange,
  items: readonly BatchItem[],
): Promise<ExchangeOutcome> {
  const { call, details } = exchange;
  const results: (Answer | null)[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = isBlocked(item, items, results) ? null : await runItem(parts, exchange, item, index);
    // All items share the connection of the batch.
    if (outcome?.kind === "cut" || outcome?.kind === "hang") return outcome;
    results.push(outcome?.kind === "answer" ? outcome : null);
  }
  const withHeaders = ![false, "false", 0, "0"].some((no) => no === call.incoming.params["include_headers"]);
  const shown = results.map((answered, index) =>
    answered === null || isOmitted(index, items, answered) ? null : formatItem(answered, withHeaders),
  );
  const answered = results.filter((result) => result !== null);
  return {
    ...plainAnswer,
    status: 200,
    headers: { ...details.headers, ...mergeUsage(answered) },
    text: graphJson(shown),
    transmission: Object.assign({}, ...answered.map(({ transmission }) => transmission)) as Answer["transmission"],
  };
}

async function runItem(
  parts: ExchangeParts,
  { entry, details }: Exchange,
  { incoming, refusal }: BatchItem,
  index: number,
): Promise<ExchangeOutcome> {
  const opened = openExchange(parts, incoming, details.signal, { number: entry.number, index });
  const exchange = refusal === undefined ? opened : { ...opened, refusal };
  const outcome = await performExchange(parts, exchange, () =>
    Promise.reject(new TypeError("a batch cannot contain a batch")),
  );
  endEntry(parts, exchange, outcome);
  return outcome;
}

/** True if the item depends on one that failed. */
function isBlocked(
  { dependsOn, refusal }: BatchItem,
  items: readonly BatchItem[],
  results: readonly (Answer | null)[],
): boolean {
  if (dependsOn === undefined || refusal !== undefined) return false;
  const at = items.findIndex(({ name }) => name === dependsOn);
  return (results[at]?.status ?? 500) >= 400;
}

/** True for a successful item that others depend on: its response is omitted. Source: Meta, batch requests. */
function isOmitted(index: number, items: readonly BatchItem[], { status }: Answer): boolean {
  const { name, mayOmitResponse } = items[index] ?? { name: undefined, mayOmitResponse: false };
  return name !== undefined && mayOmitResponse && status < 400 && items.some(({ dependsOn }) => dependsOn === name);
}

function formatItem({ status, headers, text }: Answer, withHeaders: boolean): Json {
  const listed = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { code: status, ...(withHeaders ? { headers: listed } : {}), body: text };
}

const appUsage = "x-app-usage";
const businessUsage = "x-business-use-case-usage";

/** Usage headers of the batch: the app usage of the item with the highest value, and the account usage of all items. */
function mergeUsage(answered: readonly Answer[]): Readonly<Record<string, string>> {
  const app = answered.map(({ headers }) => headers[appUsage]).filter((text) => text !== undefined);
  const most = app.reduce((one, other) => (highestUsage(other) > highestUsage(one) ? other : one), app[0] ?? "");
  const accounts = answered.map(({ headers }) => parseObject(headers[businessUsage]));
  const all = Object.assign({}, ...accounts) as Readonly<Record<string, Json>>;
  return {
    ...(most === "" ? {} : { [appUsage]: most }),
    ...(Object.keys(all).length === 0 ? {} : { [businessUsage]: asciiJson(all) }),
  };
}

function highestUsage(usage: string): number {
  return Math.max(0, ...Object.values(parseObject(usage)).filter((percent) => typeof percent === "number"));
}

function parseObject(text = "{}") {
  const parsed = parseJson(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}
