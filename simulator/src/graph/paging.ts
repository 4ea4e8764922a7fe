import { z } from "zod";
import { parseJson, type Json, type JsonObject } from "../json";
import type { NextLink } from "../state/wire";
import { invalidParameter } from "./error";
import { textParam } from "./read-parameter";
import type { GraphRequest } from "./request";
import { createPagingToken } from "./token";

const defaultLimit = 25;

interface ResultPage<Row> {
  readonly rows: readonly Row[];
  readonly paging: JsonObject | null;
}

/** Returns one page of rows, which must be in ascending order of position. Cursors contain a position, so they survive deletions. */
export function paginate<Row>(
  rows: readonly Row[],
  position: (row: Row) => number,
  request: GraphRequest,
  cap: number,
  next: NextLink = "on",
): ResultPage<Row> {
  const limit = Math.min(readLimit(request.params), cap);
  const after = readCursor(request.params, "after");
  const before = readCursor(request.params, "before");
  const inRange = rows.filter(
    (row) => (after === null || position(row) > after) && (before === null || position(row) < before),
  );
  const backwards = before !== null && after === null;
  const page = backwards ? inRange.slice(-limit) : inRange.slice(0, limit);
  const first = page[0];
  const last = page[page.length - 1];
  if (first === undefined || last === undefined) return { rows: [], paging: null };
  const lastRow = rows[rows.length - 1];
  const firstRow = rows[0];
  const onward = next === "loop" ? position(first) - 1 : position(last);
  const cursors = { before: encodeCursor(position(first)), after: encodeCursor(onward) };
  const hasNext = lastRow !== undefined && position(lastRow) > position(last);
  const hasPrevious = firstRow !== undefined && position(firstRow) < position(first);
  return {
    rows: page,
    paging: {
      cursors,
      ...(hasPrevious ? { previous: createPageLink(request, limit, "before", cursors.before) } : {}),
      ...createNextLink(next, hasNext, () => createPageLink(request, limit, "after", cursors.after)),
    },
  };
}

function createNextLink(next: NextLink, hasNext: boolean, link: () => string): JsonObject {
  if (typeof next === "object") return { next: next.url };
  return next === "loop" || hasNext ? { next: link() } : {};
}

function readLimit(params: JsonObject): number {
  const text = textParam(params, "limit");
  if (text === undefined || text === "") return defaultLimit;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw invalidParameter("Param limit must be a positive integer");
  return Number(text);
}

function encodeCursor(position: number): string {
  return Buffer.from(JSON.stringify({ at: position })).toString("base64url");
}

const cursorContent = z.object({ at: z.number() });

function readCursor(params: JsonObject, key: "after" | "before"): number | null {
  const text = textParam(params, key);
  if (text === undefined || text === "") return null;
  const parsed = parseJson(Buffer.from(text, "base64url").toString("utf8"));
  const content = cursorContent.safeParse(parsed.ok ? parsed.value : undefined);
  if (!content.success) throw invalidParameter("Invalid cursors values");
  return content.data.at;
}

/** Parameters that links do not repeat. The caller adds its own proof. */
const notInLinks: ReadonlySet<string> = new Set([
  "access_token",
  "after",
  "appsecret_proof",
  "appsecret_time",
  "before",
  "limit",
  "method",
]);

/** Builds a page link. Graph puts the token in it; the simulator uses a replacement that only works here. */
function createPageLink(request: GraphRequest, limit: number, direction: "after" | "before", value: string): string {
  const query = new URLSearchParams({ access_token: createPagingToken(request.token) });
  for (const [key, given] of Object.entries(request.params)) {
    if (!notInLinks.has(key)) query.set(key, toQueryText(given));
  }
  query.set("limit", String(limit));
  query.set(direction, value);
  return `${request.self}/${request.segments.map(encodeSegment).join("/")}?${query.toString()}`;
}

/** Encodes a path segment. A lone surrogate, which JSON can contain, becomes U+FFFD. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}

function toQueryText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
