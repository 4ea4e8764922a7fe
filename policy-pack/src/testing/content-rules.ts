import type { Content } from "../content";
import { formatFinding, type Finding } from "../finding";
import { NotApplicable, type ContentRule } from "../rules/rule";

const at = new Date("2026-03-02T12:00:00Z");

/** Runs a rule on a sequence. A string is its greeting. */
export async function checkContent(
  rule: ContentRule,
  given: string | Partial<Content>,
  options: object = {},
): Promise<readonly Finding[] | NotApplicable> {
  const content = typeof given === "string" ? { text: given } : given;
  return rule.configure(options, { now: () => at })({ iceBreakers: [], ...content });
}

/** Lists the pieces of text that the rule reports. */
export async function listMatches(rule: ContentRule, text: string, options: object = {}): Promise<readonly string[]> {
  const answer = await checkContent(rule, text, options);
  if (answer instanceof NotApplicable) throw new Error(`not applicable: ${answer.reason.en}`);
  return answer.map(({ span }) => (span === undefined ? "(the whole)" : text.slice(span.start, span.end)));
}

/** Lists the formatted findings. */
export async function listMessages(
  rule: ContentRule,
  given: string | Partial<Content>,
  options: object = {},
): Promise<readonly string[]> {
  const answer = await checkContent(rule, given, options);
  return answer instanceof NotApplicable
    ? [`not applicable: ${answer.reason.en}`]
    : answer.map((finding) => formatFinding(finding, "en"));
}
