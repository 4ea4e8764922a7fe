import type { SimulatorContext } from "../state/simulator-context";
import { graphVersions } from "./graph-versions";

/** Environment variable that fixes the platform date where no option does. */
export const platformDateVariable = "WHATSAPP_PLATFORM_DATE";

const firstKnownDay = graphVersions.at(-1)?.releasedOn ?? "";
const lastKnownDay = graphVersions[0]?.releasedOn ?? "";

/** Reads an ISO day such as 2026-11-29; `name` begins the error message. */
export function parseDay(text: string, name: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isoDayOf(Date.parse(text)) === text) return text;
  throw new TypeError(`${name} must be a date such as 2026-11-29, not ${JSON.stringify(text)}`);
}

/** Reads a day that the tables of versions know. */
export function parsePlatformDate(text: string, name: string): string {
  parseDay(text, name);
  if (text < firstKnownDay) {
    throw new TypeError(`${name} must be ${firstKnownDay} or later, where the tables of versions begin, not ${text}`);
  }
  return text;
}

/** The fixed platform date: the option, otherwise the environment variable; undefined if the clock decides. */
export function readPlatformDate(option: string | undefined, environment: NodeJS.ProcessEnv): string | undefined {
  if (option !== undefined) return parsePlatformDate(option, "platformDate");
  const variable = environment[platformDateVariable] ?? "";
  return variable === "" ? undefined : parsePlatformDate(variable, platformDateVariable);
}

/**
 * The day that decides which versions and features exist. A clock before the tables begin, such as an injected one that starts at 0,
 * counts as the day of the newest release.
 */
export function platformDateOf({
  fixedPlatformDate,
  clock,
}: Pick<SimulatorContext, "fixedPlatformDate" | "clock">): string {
  const day = fixedPlatformDate ?? isoDayOf(clock.nowMs());
  return day < firstKnownDay ? lastKnownDay : day;
}

/** Days compare as text, so years before 0 become the empty text and years beyond 9999 the last day of 9999. */
function isoDayOf(timeMs: number): string {
  if (Number.isNaN(timeMs)) return "";
  const text = new Date(timeMs).toISOString();
  if (text.startsWith("-")) return "";
  return text.startsWith("+") ? "9999-12-31" : text.slice(0, 10);
}
