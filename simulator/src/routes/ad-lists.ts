import { parseFields, type FieldSelection } from "../graph/fields";
import { pageOf } from "../graph/paging";
import { jsonParam } from "../graph/params";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import { isList, type JsonObject } from "../json";
import type { Ad, Creative } from "../world/entities";
import type { World } from "../world/world";
import { adAccountOf, adOf } from "./access";
import { adFilter, creativeFilter } from "./ad-filters";
import { edgesOf } from "./expand";
import { formatAd, formatCreative } from "./format-ads";

export function listCreatives(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = world.store.creatives.all().filter((row) => row.adAccountId === adAccountId);
  const isMet = creativeFilter(request.params, world.behaviour);
  const isShown = (row: Creative): boolean => row.status !== "DELETED" && isMet(row);
  const ordered = numbered(rows, world.behaviour.creativeOrder);
  return listed(ordered, isShown, request, world, (row) => formatCreative(world, row, fields));
}

export function listAdCreatives(world: World, request: GraphRequest, adId: string): GraphAnswer {
  const creative = world.store.creatives.get(adOf(world, request, adId).creativeId);
  const fields = parseFields(request.params["fields"]);
  const rows = creative === undefined ? [] : [creative];
  return listed(numbered(rows), creativeFilter(request.params, world.behaviour), request, world, (row) =>
    formatCreative(world, row, fields),
  );
}

export function listAds(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = world.store.ads.all().filter((ad) => ad.adAccountId === adAccountId);
  const isShown = adFilter(request.params);
  return listed(numbered(rows), isShown, request, world, (ad) => formatAdNode(world, request, ad, fields));
}

export function formatAdNode(
  world: World,
  request: GraphRequest,
  ad: Ad,
  fields: readonly FieldSelection[] | null,
): JsonObject {
  return formatAd(world, ad, fields, edgesOf(world, request, ad.id, { adcreatives: listAdCreatives }));
}

export type Numbered<Row> = ReadonlyMap<Row, number>;

/** Each with its position, which it keeps whatever comes or goes: cursors are made of it. */
export function numbered<Row>(
  rows: readonly Row[],
  order: "newest-first" | "oldest-first" = "oldest-first",
): Numbered<Row> {
  const oldestFirst = rows.map((row, index) => [row, index + 1] as const);
  if (order === "oldest-first") return new Map(oldestFirst);
  return new Map(oldestFirst.map(([row, position]) => [row, -position] as const).reverse());
}

export function listed<Row>(
  rows: Numbered<Row>,
  isShown: (row: Row) => boolean,
  request: GraphRequest,
  world: World,
  format: (row: Row) => JsonObject,
): GraphAnswer {
  const shown = [...rows.keys()].filter(isShown);
  const page = pageOf(shown, (row) => rows.get(row) ?? 0, request, world.wire.pageSize);
  return ok({
    data: page.rows.map(format),
    ...(page.paging === null ? {} : { paging: page.paging }),
    ...(asksForCount(request.params) ? { summary: { total_count: shown.length } } : {}),
  });
}

/** `summary=true`, `summary=total_count`, `summary=["total_count"]`: the count is its default field. */
function asksForCount(params: JsonObject): boolean {
  const given = jsonParam(params["summary"]) ?? "";
  return isList(given)
    ? given.length > 0
    : !["", "0", "false"].includes(typeof given === "object" ? "" : String(given));
}
