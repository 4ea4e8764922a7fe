import type { Content } from "../content";
import { described, type Finding } from "../finding";
import { NotApplicable, type ContentRule } from "../rules/rule";

const at = new Date("2026-03-02T12:00:00Z");

/** What the rule says of a sequence; a text alone is the greeting. */
export async function checked(
  rule: ContentRule,
  given: string | Partial<Content>,
  options: object = {},
): Promise<readonly Finding[] | NotApplicable> {
  const content = typeof given === "string" ? { text: given } : given;
  return rule.with(options, { now: () => at })({ iceBreakers: [], ...content });
}

/** The pieces of text that the rule points at. */
export async function pieces(rule: ContentRule, text: string, options: object = {}): Promise<readonly string[]> {
  const answer = await checked(rule, text, options);
  if (answer instanceof NotApplicable) throw new Error(`not applicable: ${answer.reason}`);
  return answer.map(({ span }) => (span === undefined ? "(the whole)" : text.slice(span.start, span.end)));
}

/** The findings as people read them. */
export async function told(
  rule: ContentRule,
  given: string | Partial<Content>,
  options: object = {},
): Promise<readonly string[]> {
  const answer = await checked(rule, given, options);
  return answer instanceof NotApplicable ? [`not applicable: ${answer.reason}`] : answer.map(described);
}
