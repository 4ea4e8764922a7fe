import type { AccountRef, LimitScope } from "./limit-scope";

/**
 * Response headers with the remaining call limits. Source: Meta's page "Rate Limits" of the Graph API
 * (`X-App-Usage`, `X-Business-Use-Case-Usage`); `estimated_time_to_regain_access` is in minutes.
 */
export type Headers = Readonly<Record<string, unknown>>;

const maxRetryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Returns the milliseconds until calls are allowed again, at most a day: `Retry-After` in seconds or as a date (relative to the response's
 * `Date`, not to this machine's clock), else the longest time that the usage header names for the account. Undefined without these headers.
 */
export function retryAfterMs(headers: Headers, scope: LimitScope): number | undefined {
  const waitMs =
    parseRetryAfterMs(textOf(headers["retry-after"]).trim(), textOf(headers["date"])) ??
    findRegainMs(entriesOf(headers, scope));
  return waitMs === undefined ? undefined : Math.min(waitMs, maxRetryAfterMs);
}

function parseRetryAfterMs(after: string, date: string): number | undefined {
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const waitMs = /^[A-Z][a-z]{2}, /.test(after) ? Date.parse(after) - Date.parse(date) : Number.NaN;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function findRegainMs(entries: readonly unknown[]): number | undefined {
  const minutes = entries.map((entry) => numberAt(entry, "estimated_time_to_regain_access"));
  const longest = Math.max(0, ...minutes);
  return longest === 0 ? undefined : Math.min(longest * 60_000, maxRetryAfterMs);
}

const counters = ["call_count", "total_time", "total_cputime"] as const;
const accountKinds: ReadonlyMap<unknown, AccountRef["kind"]> = new Map([
  ["whatsapp_business_management", "waba"],
  ["ads_management", "adAccount"],
]);

/** Used share of an hourly limit. */
export interface Usage {
  readonly scope: AccountRef | "app";
  readonly percent: number;
  /** Milliseconds for which Meta rejects calls; undefined if it accepts them. */
  readonly regainMs: number | undefined;
}

/** Reads the usage of the app and of each account, in percent of the hourly limit. A response may report several accounts. */
export function readUsage(headers: Headers): readonly Usage[] {
  const app = parseJson(headers["x-app-usage"]);
  const accounts = Object.entries(businessUsage(headers)).flatMap(([id, entries]) => usageOfAccount(id, entries));
  return isObject(app) ? [{ scope: "app", percent: highestPercent(app), regainMs: undefined }, ...accounts] : accounts;
}

function usageOfAccount(id: string, entries: unknown): readonly Usage[] {
  return [...accountKinds].flatMap(([type, kind]) => {
    const ours = [entries].flat().filter((entry) => valueAt(entry, "type") === type);
    if (ours.length === 0) return [];
    const percent = Math.max(...ours.map(highestPercent));
    return [{ scope: { kind, id }, percent, regainMs: findRegainMs(ours) }];
  });
}

function highestPercent(entry: unknown): number {
  return Math.max(...counters.map((counter) => numberAt(entry, counter)));
}

const slowFromPercent = 80;
const spacingPerPercentMs = 100;

/** Returns the milliseconds between the starts of two calls: 0 up to 80 percent, 2,000 at 100. */
export function spacingMs(percent: number): number {
  return Math.min(Math.max(0, percent - slowFromPercent), 100 - slowFromPercent) * spacingPerPercentMs;
}

/** Returns the entries of the scope's account in the usage header; those of all accounts if it is not known which one it is. */
function entriesOf(headers: Headers, scope: LimitScope): readonly unknown[] {
  const usage = businessUsage(headers);
  if (scope === "app") return [];
  return typeof scope === "string" ? Object.values(usage).flat() : [usage[scope.id]].flat();
}

/** Reads the usage header: a list of use cases for each account id. */
function businessUsage(headers: Headers): Readonly<Record<string, unknown>> {
  const usage = parseJson(headers["x-business-use-case-usage"]);
  return isObject(usage) ? usage : {};
}

function textOf(header: unknown): string {
  return typeof header === "string" ? header : "";
}

function parseJson(header: unknown): unknown {
  try {
    return JSON.parse(textOf(header));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object";
}

function valueAt(entry: unknown, key: string): unknown {
  return isObject(entry) ? entry[key] : undefined;
}

function numberAt(entry: unknown, key: string): number {
  const value = valueAt(entry, key);
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
