/**
 * Response headers with the remaining call limits. Source: Meta's page "Rate Limits" of the Graph API
 * (`X-App-Usage`, `X-Business-Use-Case-Usage`); `estimated_time_to_regain_access` is in minutes.
 */
export type Headers = Readonly<Record<string, unknown>>;

const maxRetryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Returns the milliseconds until calls are allowed again, at most a day: `Retry-After` in seconds or as a date (relative to the response's
 * `Date`, not to this machine's clock), else the longest time of the usage header. Undefined without these headers.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const waitMs =
    parseRetryAfterMs(textOf(headers["retry-after"]).trim(), textOf(headers["date"])) ?? findRegainMs(headers);
  return waitMs === undefined ? undefined : Math.min(waitMs, maxRetryAfterMs);
}

function parseRetryAfterMs(after: string, date: string): number | undefined {
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const waitMs = /^[A-Z][a-z]{2}, /.test(after) ? Date.parse(after) - Date.parse(date) : Number.NaN;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function findRegainMs(headers: Headers): number | undefined {
  const entries = Object.values(businessUsage(headers)).flat();
  const minutes = entries.map((entry) => numberAt(entry, "estimated_time_to_regain_access"));
  const longest = Math.max(0, ...minutes);
  return longest === 0 ? undefined : longest * 60_000;
}

const counters = ["call_count", "total_time", "total_cputime"] as const;
const ourUseCases: ReadonlySet<unknown> = new Set(["whatsapp_business_management"]);

/** Reads the usage of the app and of each account, in percent of the hourly limit, by counter. */
export function usedPercents(headers: Headers): ReadonlyMap<string, number> {
  const app = parseJson(headers["x-app-usage"]);
  const used = new Map(isObject(app) ? [["app", highestPercent(app)]] : []);
  for (const [account, entries] of Object.entries(businessUsage(headers))) {
    const ours = [entries].flat().filter((entry) => ourUseCases.has(valueAt(entry, "type")));
    if (ours.length > 0) used.set(account, Math.max(...ours.map(highestPercent)));
  }
  return used;
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
