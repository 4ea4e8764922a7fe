import { z } from "zod";

const day = z.iso.date();
const seconds = /^\d{1,11}$/;
// A time without a zone would depend on the machine. A date alone is UTC.
const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Parses UTC seconds, or ISO 8601 with a zone. Returns undefined for other text. */
export function parseTimestamp(text: string): Date | undefined {
  if (seconds.test(text)) return new Date(Number(text) * 1000);
  // Date.parse would read 30 February as a day of March.
  const time = iso.test(text) && day.safeParse(text.slice(0, 10)).success ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}
