import { z } from "zod";
import { contentOf, type SequenceContent } from "./canonical";
import { parseEmbeddedJson } from "./exact-json";
import { isJsonObject } from "./json-value";
import { describeBadId, type Listing, type UnreadableRow } from "./unreadable-rows";
import { urlOf } from "./url";

/**
 * Meta's JSON for sequences, written one way and parsed tolerantly. Meta's pages contradict each other about the responses of this edge, so
 * every documented shape is accepted: a bare array or `{ data, paging }`, `id` or `sequence_id`, the content as an
 * object, a JSON string, or a string of a string.
 */

/** Body of a create or an update. Always complete, since Meta does not document if partial updates merge. */
export function sequenceToWire({ name, text, autofill, iceBreakers }: SequenceContent) {
  return {
    name,
    welcome_message_sequence: {
      text,
      ...(autofill === undefined ? {} : { autofill_message: { content: autofill } }),
      ...(iceBreakers.length === 0 ? {} : { ice_breakers: iceBreakers.map((title) => ({ title })) }),
    },
  };
}

/** Content of a row, or why it cannot be read. */
type RowContent =
  | { readonly content: SequenceContent; readonly unreadable?: undefined }
  | {
      readonly content: undefined;
      readonly unreadable: string;
      /** The row as Meta sent it. */
      readonly raw: unknown;
    };

/** One sequence as stored in the account. */
export type SequenceRow = RowContent & {
  readonly id: string;
  readonly isUsedInAd: boolean;
  /** As Meta writes it, e.g. `2025-08-14T19:06:34+0000`; undefined if Meta omits it. */
  readonly lastUpdateTime: string | undefined;
};

export interface RowPage<Row> extends Listing<Row> {
  /** Rows on the page, readable or not. */
  readonly count: number;
  /** Cursor of the next page; undefined on the last. */
  readonly after: string | undefined;
}

export type SequencePage = RowPage<SequenceRow>;
/** Every sequence of the account. */
export type SequenceListing = Listing<SequenceRow>;

/** A response of Meta's that cannot be read. It does not prove that an object is missing. */
export class UnreadableResponse extends Error {
  override readonly name = "UnreadableResponse";
}

/** Ids come as text or, rarely, as numbers. */
export const digits = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[0-9]{1,32}$/));

const contentShape = z.object({
  text: z.string(),
  autofill_message: z.object({ content: z.string().nullish() }).nullish(),
  ice_breakers: z.array(z.object({ title: z.string() })).nullish(),
});

const rowShape = z.object({
  id: digits.nullish(),
  sequence_id: digits.nullish(),
  name: z.unknown().optional(),
  welcome_message_sequence: z.unknown().optional(),
  is_used_in_ad: z.unknown().optional(),
  last_update_time: z.unknown().optional(),
});

const pagingShape = z.object({
  cursors: z.object({ after: z.string().nullish() }).nullish(),
  next: z.string().nullish(),
});

/** Parses a page of sequences; positions count from the page's first row. */
export function parsePage(body: unknown): SequencePage {
  return parsePageOf(body, "sequences", (raw) => parseRow(raw) ?? describeBadId(raw));
}

/** Parses a page of rows of one kind; `parse` returns a row, or why it cannot be read. Unreadable rows are kept. */
export function parsePageOf<Row extends object>(
  body: unknown,
  what: string,
  parse: (raw: unknown) => Row | string,
): RowPage<Row> {
  const { rows: raws, after } = parseList(body, what);
  const rows: Row[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const [index, raw] of raws.entries()) {
    const parsed = parse(raw);
    if (typeof parsed !== "string") rows.push(parsed);
    else unreadable.push({ position: index + 1, reason: parsed, raw });
  }
  return { rows, unreadable, count: raws.length, after };
}

function parseList(
  body: unknown,
  what: string,
): { readonly rows: readonly unknown[]; readonly after: string | undefined } {
  const data: unknown = isJsonObject(body) ? body["data"] : body;
  if (!Array.isArray(data)) {
    throw new UnreadableResponse(`the list of ${what} is neither an array nor an object with \`data\``);
  }
  const paging = pagingShape.nullish().safeParse(isJsonObject(body) ? body["paging"] : undefined);
  if (!paging.success) throw new UnreadableResponse(`the \`paging\` of the list of ${what} cannot be read`);
  const { cursors, next } = paging.data ?? {};
  return { rows: data, after: next ? (cursors?.after ?? afterIn(next)) : undefined };
}

/** Extracts only the cursor from `next`; its URL is never called. */
function afterIn(next: string): string {
  const after = urlOf(next)?.searchParams.get("after") ?? "";
  if (after === "") throw new UnreadableResponse("there is a next page but no cursor for it");
  return after;
}

/** Parses one row; undefined if it has no readable id. */
export function parseRow(raw: unknown): SequenceRow | undefined {
  const parsed = rowShape.safeParse(raw);
  if (!parsed.success) return undefined;
  const { id, sequence_id, name, welcome_message_sequence, is_used_in_ad, last_update_time } = parsed.data;
  const rowId = id ?? sequence_id;
  if (rowId === null || rowId === undefined) return undefined;
  if (typeof id === "string" && typeof sequence_id === "string" && id !== sequence_id) {
    throw new UnreadableResponse(`a row of the list has two ids, ${id} and ${sequence_id}`);
  }
  return {
    id: rowId,
    isUsedInAd: is_used_in_ad === true || is_used_in_ad === "true",
    lastUpdateTime: typeof last_update_time === "string" ? last_update_time : undefined,
    ...parseContent(name, welcome_message_sequence, raw),
  };
}

/** Parses the content of a row without a readable id; undefined if the content is unreadable too. */
export function contentOfRow(raw: unknown): SequenceContent | undefined {
  return isJsonObject(raw) ? parseContent(raw["name"], raw["welcome_message_sequence"], raw).content : undefined;
}

function parseContent(name: unknown, sequence: unknown, raw: unknown): RowContent {
  if (typeof name !== "string") return { content: undefined, unreadable: "the response has no `name`", raw };
  const parsed = contentShape.safeParse(parseEmbeddedJson(sequence));
  if (!parsed.success) {
    const first = parsed.error.issues.slice(0, 1).flatMap(({ path }) => path);
    const where = ["welcome_message_sequence", ...first].join(".");
    return { content: undefined, unreadable: `\`${where}\` cannot be read`, raw };
  }
  const { text, autofill_message, ice_breakers } = parsed.data;
  const content = autofill_message?.content;
  return {
    content: contentOf({ name, text, autofillMessage: content ? { content } : undefined, iceBreakers: ice_breakers }),
  };
}

/** Response to a create. */
export interface CreateResponse<Row> {
  readonly id: string;
  /** The new object as stored; undefined if the response does not contain it. */
  readonly row?: Row | undefined;
}

const createdShape = z.object({ sequence_id: digits.nullish(), id: digits.nullish() });

/** Parses the id in the response to a create; undefined if there is none, or if there are two. */
export function parseCreatedId(body: unknown): string | undefined {
  const { sequence_id, id } = createdShape.safeParse(body).data ?? {};
  const isOne = !sequence_id || !id || sequence_id === id;
  return isOne ? (sequence_id ?? id ?? undefined) : undefined;
}

const writtenShape = z.object({ is_used_in_ad: z.boolean(), last_update_time: z.string() });

/** Fields to request from an update. The last two were not sent, so a response with them is no echo of the request. */
export const writtenFields = "id,name,welcome_message_sequence,is_used_in_ad,last_update_time";

/** Parses the stored sequence in the response to an update; undefined if it is not there, incomplete or unreadable. */
export function parseWrittenSequence(body: unknown): SequenceRow | undefined {
  try {
    return writtenShape.safeParse(body).success ? parseRow(body) : undefined;
  } catch (error) {
    if (error instanceof UnreadableResponse) return undefined;
    throw error;
  }
}

const successShape = z.object({ success: z.literal(true) });
export function isSuccessResponse(body: unknown): boolean {
  return successShape.safeParse(body).success;
}

const appShape = z.object({ id: digits });
export function parseAppId(body: unknown): string | undefined {
  return appShape.safeParse(body).data?.id;
}
