import { z } from "zod";
import { printable } from "./redact";

/** What a Graph error means for us, decided by code and subcode, never by HTTP status or type alone. */
export type ProblemKind =
  | "invalid-data"
  | "create-failed"
  | "update-failed"
  | "not-available-yet"
  | "missing-parameter"
  | "in-use"
  | "not-loadable"
  | "no-token"
  | "bad-token"
  | "no-permission"
  | "no-such-object"
  | "invalid-parameter"
  | "throttled"
  | "recipient-throttled"
  | "blocked"
  | "transient"
  | "unclear"
  | "no-graph-error"
  | "other";

/** A Graph API error in our own words' raw material. Texts are Meta's, made fit to print. */
export interface GraphProblem {
  readonly kind: ProblemKind;
  /** The telling number: the feature code (4027xxx) wherever Meta put it, else `code` or `code/subcode`. */
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly traceId: string | undefined;
  readonly httpStatus: number;
}

const number = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
// A part of another type than documented must not hide the others, above all not the code.
const tolerant = <T extends z.ZodType>(part: T) => part.nullish().catch(undefined);
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
    fbtrace_id: text,
  }),
});

/** The Graph error in an answer, whatever its HTTP status; undefined when there is none. */
export function problemIn(body: unknown, httpStatus: number, token: string | undefined): GraphProblem | undefined {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const code = error.code ?? 0;
  const subcode = error.error_subcode ?? undefined;
  const feature = [code, subcode].find((candidate) => candidate !== undefined && featureKinds.has(candidate));
  return {
    kind: kindOf(code, subcode, error.is_transient === true, httpStatus),
    code: String(feature ?? (subcode === undefined ? code : `${code}/${subcode}`)),
    title: printable(error.error_user_title ?? "", token, 120),
    message: printable(error.error_user_msg ?? detailsOf(error.error_data) ?? error.message ?? "", token),
    traceId: error.fbtrace_id ? printable(error.fbtrace_id, token, 60) : undefined,
    httpStatus,
  };
}

/** Title, text, code and trace of a Graph error, for a sentence. */
export function problemText({ title, message, code, traceId }: GraphProblem): string {
  const text = [title, message.replace(/\.$/, "")].filter((part) => part !== "").join(": ");
  const details = [`code ${code}`, ...(traceId === undefined ? [] : [`fbtrace_id ${traceId}`])].join(", ");
  return `${text === "" ? "no text" : text} (${details})`;
}

const detailsShape = z.object({ details: z.string() });
const detailsOf = (data: unknown): string | undefined => detailsShape.safeParse(data).data?.details;

// Meta's page of the sequences edge; the number may come as `code` or as `error_subcode` under code 100.
const featureKinds: ReadonlyMap<number, ProblemKind> = new Map<number, ProblemKind>([
  [4027001, "invalid-data"],
  [4027005, "create-failed"],
  [4027006, "update-failed"],
  [4027007, "not-available-yet"],
  [4027010, "missing-parameter"],
  [4027012, "in-use"],
  [4027017, "not-loadable"],
]);

const codeKinds: ReadonlyMap<number, ProblemKind> = new Map<number, ProblemKind>([
  [1, "unclear"],
  [2, "transient"],
  [3, "no-permission"],
  [4, "throttled"],
  [10, "no-permission"],
  [17, "throttled"],
  [32, "throttled"],
  [100, "invalid-parameter"],
  [102, "bad-token"],
  [104, "no-token"],
  [190, "bad-token"],
  // "Application limit reached" (Graph API, error handling): wait and retry.
  [341, "throttled"],
  [368, "blocked"],
  [613, "throttled"],
  [130429, "throttled"],
  [131000, "transient"],
  [131005, "no-permission"],
  [131016, "transient"],
  [131031, "blocked"],
  // Too much to one person: a no for this message, and no reason to hold back others (Meta, error codes).
  [131056, "recipient-throttled"],
]);

function kindOf(code: number, subcode: number | undefined, isTransient: boolean, httpStatus: number): ProblemKind {
  const feature = featureKinds.get(code) ?? (subcode === undefined ? undefined : featureKinds.get(subcode));
  if (feature !== undefined) return feature;
  if (code === 100 && subcode === 33) return "no-such-object";
  if (code >= 80_000 && code <= 80_014) return "throttled";
  if (code >= 200 && code <= 299) return "no-permission";
  if (code === 0 && httpStatus === 401) return "bad-token";
  const known = codeKinds.get(code);
  if (isTransient && known !== "throttled" && known !== "recipient-throttled") return "transient";
  if (known !== undefined) return known;
  if (httpStatus === 429) return "throttled";
  return httpStatus >= 500 ? "transient" : "other";
}
