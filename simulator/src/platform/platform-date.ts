import type { SimulatorContext } from "../state/simulator-context";
import { graphVersions } from "./graph-versions";

/** Environment variable that fixes the platform date unless an option does. */
const platformDateVariable = "WHATSAPP_PLATFORM_DATE";

const firstKnownDay = graphVersions.at(-1)?.releasedOn ?? "";
const lastKnownDay = graphVersions[0]?.releasedOn ?? "";

/** Parses an ISO day such as 2026-11-29. `name` begins the error message. */
export function parseDay(text: string, name: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isoDayOf(Date.parse(text)) === text) return text;
  throw new TypeError(`${name} must be a date such as 2026-11-29, not ${JSON.stringify(text)}`);
}

/** Parses a day that the version tables cover. */
export function parsePlatformDate(text: string, name: string): string {
  parseDay(text, name);
  if (text < firstKnownDay) {
    throw new TypeError(`${name} must be ${firstKnownDay} or later, when the version tables begin, not ${text}`);
  }
  return text;
}

/** Returns the fixed platform date: the option, otherwise the environment variable; undefined to follow the clock. */
export function readPlatformDate(option: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  if (option !== undefined) return parsePlatformDate(option, "platformDate");
  const variable = environment[platformDateVariable] ?? "";
  return variable === "" ? undefined : parsePlatformDate(variable, platformDateVariable);
}

/**
 * Returns the day that decides which versions and features exist. A clock before the version tables begin, such as an injected clock
 * that starts at 0, counts as the day of the newest release.
 */
export function platformDateOf({
  fixedPlatformDate,
  clock,
}: Pick<SimulatorContext, "fixedPlatformDate" | "clock">): string {
  const day = fixedPlatformDate ?? isoDayOf(clock.nowMs());
  return day < firstKnownDay ? lastKnownDay : day;
}

/** Days are compared as text: years before 0 become empty text, and years after 9999 the last day of 9999. */
function isoDayOf(timeMs: number): string {
  if (Number.isNaN(timeMs)) return "";
  const text = new Date(timeMs).toISOString();
  if (text.startsWith("-")) return "";
  return text.startsWith("+") ? "9999-12-31" : text.slice(0, 10);
}
