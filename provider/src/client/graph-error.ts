import { z } from "zod";
import { errorMeaning, type ErrorMeaning } from "../schema/error-codes";
import { parseEmbeddedJson } from "../schema/exact-json";
import type { KnownSecrets } from "../schema/known-secrets";
import { printable } from "./redact";

/** A Graph API error. Its texts are Meta's, safe to print. */
export interface GraphError {
  readonly meaning: ErrorMeaning;
  /** Meta's error code; undefined if the response has none. */
  readonly errorCode: number | undefined;
  /** The most specific code: the feature code (4027xxx) from `code` or the subcode, else `code` or `code/subcode`. */
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly traceId: string | undefined;
  readonly httpStatus: number;
  /** True if Meta's message for developers is about fields: it may reject the parameter `fields`. */
  readonly namesFields?: boolean;
}

const number = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
// A field with an undocumented type must not hide the others, above all the code.
function tolerant<T extends z.ZodType>(part: T) {
  return part.nullish().catch(undefined);
}
const text = tolerant(z.string());
const envelope = z.object({
  error: z.object({
    message: text,
    code: tolerant(number),
    error_subcode: tolerant(number),
    is_transient: tolerant(z.boolean()),
    error_user_title: text,
    error_user_msg: text,
    error_data: z.unknown().optional(),
    details: text,
    fbtrace_id: text,
  }),
});

/** Finds the Graph API error in a response with any HTTP status; undefined if there is none. */
export function findGraphError(body: unknown, httpStatus: number, known: KnownSecrets): GraphError | undefined {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const code = error.code ?? 0;
  const subcode = error.error_subcode ?? undefined;
  const isTransient = error.is_transient === true;
  const details = detailsOf(error.error_data) ?? error.details ?? undefined;
  const texts = [error.error_user_msg, details, error.message].flatMap((part) => part ?? []);
  const feature = [code, subcode].find((candidate) => candidate !== undefined && isSequenceCode(candidate));
  return {
    meaning: errorMeaning({ code, subcode, httpStatus, texts, isTransient }),
    // An error without a code reads as 0, which is a Meta error code only with HTTP 401.
    errorCode: code === 0 && httpStatus !== 401 ? undefined : code,
    code: String(feature ?? (subcode === undefined ? code : `${code}/${subcode}`)),
    title: printable(error.error_user_title ?? "", known, 120),
    message: printable(texts[0] ?? "", known),
    traceId: error.fbtrace_id ? printable(error.fbtrace_id, known, 60) : undefined,
    httpStatus,
    ...(/\bfields?\b/i.test(error.message ?? "") ? { namesFields: true } : {}),
  };
}

const originalShape = z.object({ error: z.object({ original_response: z.unknown().optional() }) });

/**
 * Finds the usual response to a write in an error about the read after it, in whatever form; undefined if there is none. Source: Graph
 * API, "Read-After-Write".
 */
export function findOriginalResponse(body: unknown): unknown {
  return originalShape.safeParse(body).data?.error.original_response;
}

function isSequenceCode(code: number): boolean {
  return code >= 4_027_000 && code <= 4_027_999;
}

/** Formats title, text, code and trace id of a Graph API error for a sentence. */
export function describeGraphError({ title, message, code, traceId }: GraphError): string {
  const text = [title, message.replace(/\.$/, "")].filter((part) => part !== "").join(": ");
  const details = [`code ${code}`, ...(traceId === undefined ? [] : [`fbtrace_id ${traceId}`])].join(", ");
  return `${text === "" ? "no text" : text} (${details})`;
}

const detailsShape = z.object({ details: z.string() });

/** Reads the details of `error_data`, which Meta sends as an object, as text, or as an object in JSON text. */
function detailsOf(data: unknown): string | undefined {
  if (typeof data !== "string") return detailsShape.safeParse(data).data?.details;
  return detailsShape.safeParse(parseEmbeddedJson(data, 1)).data?.details ?? (data === "" ? undefined : data);
}
