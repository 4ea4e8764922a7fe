import type { Failure } from "./failures";
import { advisedLimits, countCharacters } from "./limits";
import { iceBreakerSchema } from "./sequence";
import { isUnknown } from "./unknowns";

/** Lists warnings about a sequence: limits that Meta documents for sibling features only, and white space that Meta may remove. Unknown values are skipped. */
export function warningsFor(args: Readonly<Record<string, unknown>>): Failure[] {
  const { name, text, autofillMessage, iceBreakers } = args;
  const warnings = [...blankEndWarnings("name", name), ...blankEndWarnings("text", text)];
  if (autofillMessage !== null && typeof autofillMessage === "object" && "content" in autofillMessage) {
    warnings.push(...blankEndWarnings("autofillMessage.content", autofillMessage.content));
  }
  if (typeof text === "string" && !isUnknown(text)) {
    warnings.push(...lengthWarnings("text", text, advisedLimits.textCharacters));
  }
  if (Array.isArray(iceBreakers)) {
    if (iceBreakers.length > advisedLimits.iceBreakers) {
      warnings.push({
        path: "iceBreakers",
        reason: `${iceBreakers.length} ice breakers; Meta's pages for the same surface allow at most ${advisedLimits.iceBreakers}`,
      });
    }
    const seen = new Map<string, number>();
    iceBreakers.forEach((iceBreaker: unknown, i) => {
      const parsed = iceBreakerSchema.safeParse(iceBreaker);
      if (!parsed.success || isUnknown(parsed.data.title)) return;
      const path = `iceBreakers[${i}].title`;
      const { title } = parsed.data;
      warnings.push(...blankEndWarnings(path, title));
      warnings.push(...lengthWarnings(path, title, advisedLimits.titleCharacters));
      const first = seen.get(title);
      if (first === undefined) seen.set(title, i);
      else {
        warnings.push({ path, reason: `is the same as iceBreakers[${first}].title; a person sees the question twice` });
      }
    });
  }
  return warnings;
}

function blankEndWarnings(path: string, text: unknown): Failure[] {
  if (typeof text !== "string" || text === text.trim()) return [];
  return [
    {
      path,
      reason:
        "begins or ends with white space, which Meta may remove; `pulumi up` would then fail. Remove it (in YAML, use |- instead of |)",
    },
  ];
}

function lengthWarnings(path: string, text: string, limit: number): Failure[] {
  if (text.length <= limit) return [];
  const characters = countCharacters(text);
  if (characters <= limit) return [];
  return [
    {
      path,
      reason: `${characters} characters (${text.length} UTF-16 units); Meta's pages for the same surface allow at most ${limit}, so Meta may reject or truncate it`,
    },
  ];
}
