import { z } from "zod";
import { contentOf, type SequenceContent } from "./canonical";
import { urlOf } from "./url";

/**
 * Meta's JSON, written one way and read tolerantly. Several of Meta's pages contradict each other about the answers of this
 * edge, so every documented shape is accepted: a bare array or `{ data, paging }`, `id` or `sequence_id`, the content as an
 * object, a JSON string, or a string of a string.
 */

/** Body of a create or an update: always the full pair, since Meta does not say whether a partial one merges. */
export const toWire = ({ name, text, autofill, iceBreakers }: SequenceContent) => ({
  name,
  welcome_message_sequence: {
    text,
    ...(autofill === undefined ? {} : { autofill_message: { content: autofill } }),
    ...(iceBreakers.length === 0 ? {} : { ice_breakers: iceBreakers.map((title) => ({ title })) }),
  },
});

/** What a row holds: `content`, or why the answer could not be read as such. */
type RowContent =
  | { readonly content: SequenceContent; readonly unreadable?: undefined }
  | { readonly content: undefined; readonly unreadable: string };

/** One sequence as the account holds it. */
export type SequenceRow = RowContent & {
  readonly id: string;
  readonly isUsedInAd: boolean;
  /** As Meta writes it, e.g. `2025-08-14T19:06:34+0000`; undefined when not told. */
  readonly lastUpdateTime: string | undefined;
};

export interface SequencePage {
  readonly rows: readonly SequenceRow[];
  /** Cursor of the next page; undefined on the last. */
  readonly after: string | undefined;
}

export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
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

const pageShape = z.union([
  z.array(z.unknown()).transform((data) => ({ data, paging: undefined })),
  z.object({ data: z.array(z.unknown()), paging: pagingShape.nullish() }),
]);

export function parsePage(body: unknown): SequencePage {
  const { rows, after } = parseList(body, "sequences");
  return { rows: rows.flatMap((row) => parseRow(row) ?? []), after };
}

/** The rows of a page as they are, and the cursor of the next one. */
export function parseList(
  body: unknown,
  what: string,
): { readonly rows: readonly unknown[]; readonly after: string | undefined } {
  const page = pageShape.safeParse(body);
  if (!page.success) throw new UnreadableAnswer(`the list of ${what} is neither an array nor an object with \`data\``);
  const { cursors, next } = page.data.paging ?? {};
  return { rows: page.data.data, after: next ? (cursors?.after ?? afterIn(next)) : undefined };
}

/** Only the cursor is taken from `next`; the address in it is never called. */
function afterIn(next: string): string {
  const after = urlOf(next)?.searchParams.get("after") ?? "";
  if (after === "") throw new UnreadableAnswer("there is a next page but no cursor to ask for it");
  return after;
}

/** One row; undefined when it has no id that can be read, so that one odd neighbour does not hide the others. */
export function parseRow(row: unknown): SequenceRow | undefined {
  const parsed = rowShape.safeParse(row);
  if (!parsed.success) return undefined;
  const { id, sequence_id, name, welcome_message_sequence, is_used_in_ad, last_update_time } = parsed.data;
  const rowId = id ?? sequence_id;
  if (rowId === null || rowId === undefined) return undefined;
  if (typeof id === "string" && typeof sequence_id === "string" && id !== sequence_id) {
    throw new UnreadableAnswer(`a row of the list has two ids, ${id} and ${sequence_id}`);
  }
  return {
    id: rowId,
    isUsedInAd: is_used_in_ad === true || is_used_in_ad === "true",
    lastUpdateTime: typeof last_update_time === "string" ? last_update_time : undefined,
    ...parseContent(name, welcome_message_sequence),
  };
}

function parseContent(name: unknown, raw: unknown): RowContent {
  if (typeof name !== "string") return { content: undefined, unreadable: "the answer has no `name`" };
  const parsed = contentShape.safeParse(opened(raw));
  if (!parsed.success) {
    const first = parsed.error.issues.slice(0, 1).flatMap(({ path }) => path);
    const where = ["welcome_message_sequence", ...first].join(".");
    return { content: undefined, unreadable: `\`${where}\` cannot be read` };
  }
  const { text, autofill_message, ice_breakers } = parsed.data;
  const content = autofill_message?.content;
  return {
    content: contentOf({ name, text, autofillMessage: content ? { content } : undefined, iceBreakers: ice_breakers }),
  };
}

/** JSON inside a string, at most twice over. */
export function opened(raw: unknown, depth = 2): unknown {
  if (typeof raw !== "string" || depth === 0) return raw;
  try {
    return opened(JSON.parse(raw), depth - 1);
  } catch {
    return raw;
  }
}

const createdShape = z.object({ sequence_id: digits.nullish(), id: digits.nullish() });

/** Id in the answer to a create, undefined when there is none. */
export function parseCreatedId(body: unknown): string | undefined {
  const parsed = createdShape.safeParse(body);
  return parsed.success ? (parsed.data.sequence_id ?? parsed.data.id ?? undefined) : undefined;
}

const successShape = z.object({ success: z.literal(true) });
export const saysSuccess = (body: unknown): boolean => successShape.safeParse(body).success;

const appShape = z.object({ id: digits });
export const parseAppId = (body: unknown): string | undefined => appShape.safeParse(body).data?.id;
