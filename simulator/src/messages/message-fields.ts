import { z } from "zod";
import { isExactObject, type Exact, type ExactObject } from "../exact";
import type { GraphFailure } from "../graph/error";
import type { BehaviourOptions } from "../state/behaviour";
import { parseUrl } from "../url";
import { messageFailure, parameterFailure, type MessageCode } from "./message-error";

/** Switches and clock that decide about values. */
export interface MessageRules {
  readonly behaviour: BehaviourOptions;
  readonly nowMs: () => number;
}

/** Validates a part of a message. Throws Graph's error for the first problem: Graph reports one. */
export function parseMessagePart<Value>(schema: z.ZodType<Value>, value: Exact | undefined, path: string): Value {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw toGraphFailure(findFirstIssue(result.error.issues), path);
}

/** Returns the first issue. An unknown key of an object comes before problems in its members. */
function findFirstIssue(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const [first] = issues;
  if (first === undefined) throw new TypeError("a failed validation has no issue");
  const unknownKeys = issues.filter(
    ({ code, path }) => code === "unrecognized_keys" && path.every((key, index) => key === first.path[index]),
  );
  const [outermost] = unknownKeys.sort((one, other) => one.path.length - other.path.length);
  return outermost ?? first;
}

function toGraphFailure(issue: z.core.$ZodIssue, root: string): GraphFailure {
  const path = issue.path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
    root,
  );
  if (issue.code === "unrecognized_keys") {
    return parameterFailure(`Unexpected key "${issue.keys[0] ?? ""}" on param "${path}"`);
  }
  if (isMissing(issue)) return messageFailure({ code: 131008, details: `${path} is required` });
  const code = issue.code === "custom" ? (issue.params?.["code"] as MessageCode | undefined) : undefined;
  // Details of other codes are whole sentences of Meta's.
  if (code !== undefined && code !== 131008) return messageFailure({ code, details: issue.message });
  return messageFailure({ code: code ?? 131009, details: `${path} ${issue.message}` });
}

/** A discriminated union reports its missing discriminator with the whole object as input. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  const { input } = issue;
  if (issue.code === "custom" && issue.params !== undefined) return false;
  if (issue.code !== "invalid_union") return input === undefined || input === null;
  const key = issue.path.at(-1);
  const object = input as Exact | undefined;
  return object === undefined || object === null || (isExactObject(object) && (object[String(key)] ?? null) === null);
}

/** Adds a problem that Graph reports with its own code and sentence. */
export function addMessageIssue(context: z.RefinementCtx, code: MessageCode, message: string): void {
  context.addIssue({ code: "custom", message, params: { code } });
}

/** Makes an optional member. Null is a value, and a wrong one. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.exactOptional(z.preprocess((value) => (value === null ? Symbol("null") : value), schema));
}

export function object<Shape extends z.core.$ZodLooseShape>({ behaviour }: MessageRules, shape: Shape) {
  const rule = "must be an object";
  return behaviour.unknownMessageKeys === "refuse"
    ? z.strictObject(shape, rule)
    : (z.object(shape, rule) as unknown as ReturnType<typeof z.strictObject<Shape>>);
}

export const anyObject = z.custom<ExactObject>(
  (value) => isExactObject(value as Exact | undefined),
  "must be an object",
);

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, "must be a list");
}

export function oneOf<const Value extends string>(...values: readonly Value[]) {
  return z.enum(values, `must be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`);
}

export const text = z.string("must be a string").min(1, { error: "must not be empty", abort: true });

export function textUpTo({ behaviour }: MessageRules, limit: number) {
  return text.superRefine((value, context) => {
    const length = lengthOf(value, behaviour.textLength);
    if (length > limit) context.addIssue(`is ${length} characters long, and at most ${limit} are allowed`);
  });
}

export function textLike(pattern: RegExp, form: string) {
  return text.refine((value) => pattern.test(value), `must be ${form}`);
}

export const webAddress = text.refine(
  (value) => ["https:", "http:"].includes(parseUrl(value)?.protocol ?? ""),
  "must be a web address",
);

export const integer = z.bigint("must be an integer");

export const positive = integer.superRefine((value, context) => {
  if (value <= 0n) context.addIssue(`is ${value.toString()}, and must be a positive integer`);
});

/** Error of a discriminated union on `type`, by the kind of issue. */
export function describeTypeError(...types: readonly string[]): (issue: { readonly code?: string }) => string {
  return ({ code }) => (code === "invalid_type" ? "must be an object" : `must be one of ${types.join(", ")}`);
}

/** Chooses the schema by the value, and reports the problems of the chosen one. */
export function chooseSchema<Value>(choose: (value: unknown) => z.ZodType<Value>): z.ZodType<Value> {
  return z.unknown().transform((value, context) => {
    const result = choose(value).safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.issues.push({ ...issue, continue: false } as z.core.$ZodRawIssue);
    return z.NEVER;
  });
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

function lengthOf(value: string, unit: BehaviourOptions["textLength"]): number {
  switch (unit) {
    case "utf16":
      return value.length;
    case "code-points":
      return Array.from(value).length;
    case "graphemes":
      return Array.from(segmenter.segment(value)).length;
    default:
      return unit satisfies never;
  }
}
