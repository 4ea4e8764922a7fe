import { z } from "zod";

const day = z.iso.date();
const seconds = /^\d{1,11}$/;
// Without a zone it would be the time of whatever machine reads it; a day alone is UTC.
const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A moment as a person writes it: UTC seconds, or ISO 8601 with its zone. Undefined when it is none. */
export function parseTimestamp(text: string): Date | undefined {
  if (seconds.test(text)) return new Date(Number(text) * 1000);
  // The 30th of February would be read as a day of March.
  const time = iso.test(text) && day.safeParse(text.slice(0, 10)).success ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}
