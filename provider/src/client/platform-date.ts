import { isLoopback } from "../schema/settings";
import type { Clock } from "./clock";

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const variable = "WHATSAPP_PLATFORM_DATE";

/**
 * Chooses the date by which API versions have ended: the variable `WHATSAPP_PLATFORM_DATE`, for tests that must not change with time, else
 * the clock's date. The variable applies to loopback addresses only; for Meta itself the clock decides.
 */
export function choosePlatformDate(baseUrl: string, environment: EnvironmentVariables, clock: Clock): () => Date {
  const text = environment[variable] ?? "";
  return isDate(text) && isLoopback(baseUrl) ? () => new Date(text) : (clock.date ?? (() => new Date()));
}

/** Lists the problem with the variable, without a final period; none if it is valid or unset. */
export function findMalformedDate(environment: EnvironmentVariables): readonly string[] {
  const text = environment[variable] ?? "";
  return text === "" || isDate(text) ? [] : [`${variable} must be a date like 2026-11-29; correct it or unset it`];
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
