import { z } from "zod";

/** Describes at most this many invalid fields; a wrong list could have thousands. */
const maxDescriptions = 20;

/** Validates a value from outside the simulator. Throws a TypeError that names every invalid field and its rule. */
export function parseValue<Value>(schema: z.ZodType<Value>, value: unknown, name: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const descriptions = [...new Set(result.error.issues.flatMap((issue) => describeIssue(issue, name)))];
  const rest = descriptions.length - maxDescriptions;
  throw new TypeError(
    [...descriptions.slice(0, maxDescriptions), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; "),
  );
}

/** Validates a value from the same process, which JavaScript programs may pass without type checks. */
export function checkValue<Value>(value: Value, schema: z.ZodType<Value>, name: string): Value {
  return parseValue(schema, omitUndefined(value), name);
}

function describeIssue(issue: z.core.$ZodIssue, name: string): readonly string[] {
  const path = `${name}${formatPath(issue.path)}`;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${path}${formatKey(key)} is not known`);
  if (issue.code === "invalid_union") {
    // A branch that only fails in a member is the one that was meant.
    const meant = issue.errors.find((issues) => issues.length > 0 && issues.every((inner) => isInMember(inner)));
    if (meant !== undefined) return meant.flatMap((inner) => describeIssue(inner, path));
  }
  return [`${path} ${issue.message}`];
}

function isInMember({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || code === "unrecognized_keys";
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.map((key) => formatKey(typeof key === "symbol" ? String(key) : key)).join("");
}

function formatKey(key: string | number): string {
  return /^[A-Za-z_]\w*$/.test(String(key)) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function omitUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(omitUndefined);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, omitUndefined(member)]));
}
