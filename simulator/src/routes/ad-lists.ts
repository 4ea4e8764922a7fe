import { parseFields, type FieldSelection } from "../graph/fields";
import { paginate } from "../graph/paging";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import { isList, parseIfJson, type JsonObject } from "../json";
import type { Ad, Creative } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { getAdAccount, getAd } from "./access";
import { createAdFilter, createCreativeFilter } from "./ad-filters";
import { createEdges } from "./edges";
import { formatAd, formatCreative } from "./format-ads";

export function listCreatives(context: SimulatorContext, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = getAdAccount(context, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = context.store.creatives.all().filter((row) => row.adAccountId === adAccountId);
  const isMet = createCreativeFilter(request.params, context.behaviour);
  const isShown = (row: Creative): boolean => row.status !== "DELETED" && isMet(row);
  const ordered = numberRows(rows, context.behaviour.creativeOrder);
  return listPage(ordered, isShown, request, context, (row) => formatCreative(context, row, fields));
}

export function listAdCreatives(context: SimulatorContext, request: GraphRequest, adId: string): GraphAnswer {
  const creative = context.store.creatives.get(getAd(context, request, adId).creativeId);
  const fields = parseFields(request.params["fields"]);
  const rows = creative === undefined ? [] : [creative];
  return listPage(numberRows(rows), createCreativeFilter(request.params, context.behaviour), request, context, (row) =>
    formatCreative(context, row, fields),
  );
}

export function listAds(context: SimulatorContext, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = getAdAccount(context, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = context.store.ads.all().filter((ad) => ad.adAccountId === adAccountId);
  const isShown = createAdFilter(request.params);
  return listPage(numberRows(rows), isShown, request, context, (ad) => formatAdNode(context, request, ad, fields));
}

export function formatAdNode(
  context: SimulatorContext,
  request: GraphRequest,
  ad: Ad,
  fields: readonly FieldSelection[] | null,
): JsonObject {
  return formatAd(context, ad, fields, createEdges(context, request, ad.id, { adcreatives: listAdCreatives }));
}

type Numbered<Row> = ReadonlyMap<Row, number>;

/** Numbers rows for cursors. A row keeps its position when others are added or deleted. */
export function numberRows<Row>(
  rows: readonly Row[],
  order: "newest-first" | "oldest-first" = "oldest-first",
): Numbered<Row> {
  const oldestFirst = rows.map((row, index) => [row, index + 1] as const);
  if (order === "oldest-first") return new Map(oldestFirst);
  return new Map(oldestFirst.map(([row, position]) => [row, -position] as const).reverse());
}

export function listPage<Row>(
  rows: Numbered<Row>,
  isShown: (row: Row) => boolean,
  request: GraphRequest,
  context: SimulatorContext,
  format: (row: Row) => JsonObject,
): GraphAnswer {
  const shown = [...rows.keys()].filter(isShown);
  const page = paginate(shown, (row) => rows.get(row) ?? 0, request, context.wire.pageSize);
  return ok({
    data: page.rows.map(format),
    ...(page.paging === null ? {} : { paging: page.paging }),
    ...(asksForCount(request.params) ? { summary: { total_count: shown.length } } : {}),
  });
}

/** `summary=true`, `summary=total_count`, `summary=["total_count"]`: the count is its default field. */
function asksForCount(params: JsonObject): boolean {
  const given = parseIfJson(params["summary"]) ?? "";
  return isList(given)
    ? given.length > 0
    : !["", "0", "false"].includes(typeof given === "object" ? "" : String(given));
}
