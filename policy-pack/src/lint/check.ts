import type { Content } from "../content";
import type { Finding } from "../finding";
import { NotApplicable, type ContentRule, type Rule, type StackRule, type Surroundings } from "../rules/rule";
import type { Selected, Selection } from "../selection";
import { isExpired, waiverFor, type Waiver } from "../waivers";
import type { FoundSequence } from "./sequences";

/** One finding at its sequence. */
export interface Result {
  readonly rule: Rule;
  /** `error` fails a run; what `remediate` would mend is a warning. */
  readonly level: "error" | "warning";
  readonly finding: Finding;
  readonly sequence: FoundSequence;
  /** Under which it passes. */
  readonly waiver: Waiver | undefined;
}

/** That a rule checked nothing, and at how many sequences; rules about all sequences count once. */
export interface Unchecked {
  readonly rule: Rule;
  readonly reason: string;
  readonly times: number;
}

export interface Checked {
  /** Rules that ran. */
  readonly rules: readonly Selected[];
  readonly results: readonly Result[];
  readonly unchecked: readonly Unchecked[];
  readonly expired: readonly Waiver[];
  /** In force, but with nothing to let pass. */
  readonly idle: readonly Waiver[];
}

/** What the rules say of these sequences, in the order of the sequences and then of the rules. */
export async function check(
  { selected, waivers }: Selection,
  sequences: readonly FoundSequence[],
  surroundings: Surroundings,
): Promise<Checked> {
  const rules = selected.filter(({ level }) => level !== "disabled");
  const answers = await Promise.all(rules.map((one) => answersOf(one, sequences, surroundings)));
  const order = new Map(sequences.map((sequence, i) => [sequence, i]));
  const results = answers
    .flatMap(({ results: some }) => some)
    .map((result) => ({
      ...result,
      waiver: waiverFor(waivers, result.rule.id, result.sequence.name, surroundings.now()),
    }))
    .sort((a, b) => (order.get(a.sequence) ?? 0) - (order.get(b.sequence) ?? 0));
  const used = new Set(results.map(({ waiver }) => waiver));
  const isOver = (waiver: Waiver): boolean => isExpired(waiver, surroundings.now());
  return {
    rules,
    results,
    unchecked: answers.flatMap(({ unchecked }) => unchecked),
    expired: waivers.filter(isOver),
    idle: waivers.filter((waiver) => !isOver(waiver) && !used.has(waiver)),
  };
}

type Answered = Pick<Checked, "unchecked"> & { readonly results: readonly Omit<Result, "waiver">[] };

const answersOf = (
  one: Selected,
  sequences: readonly FoundSequence[],
  surroundings: Surroundings,
): Promise<Answered> =>
  one.rule.kind === "content"
    ? contentAnswers(one.rule, one, sequences, surroundings)
    : stackAnswers(one.rule, one, sequences, surroundings);

async function contentAnswers(
  rule: ContentRule,
  { level, options }: Selected,
  sequences: readonly FoundSequence[],
  surroundings: Surroundings,
): Promise<Answered> {
  const checkOf = rule.with(options, surroundings);
  const results: Omit<Result, "waiver">[] = [];
  const reasons = new Map<string, number>();
  for (const sequence of sequences) {
    const answer = await checkOf(sequence.content);
    if (answer instanceof NotApplicable) {
      reasons.set(answer.reason, (reasons.get(answer.reason) ?? 0) + 1);
      continue;
    }
    const { mend } = rule;
    const left =
      level === "remediate" && mend !== undefined && answer.length > 0
        ? await checkOf(mendedContent(sequence.content, mend))
        : answer;
    const stays = new Set(left instanceof NotApplicable ? [] : left.map(({ path }) => path));
    for (const finding of answer)
      results.push({
        rule,
        level: level !== "advisory" && stays.has(finding.path) ? "error" : "warning",
        finding,
        sequence,
      });
  }
  return { results, unchecked: [...reasons].map(([reason, times]) => ({ rule, reason, times })) };
}

async function stackAnswers(
  rule: StackRule,
  { level, options }: Selected,
  sequences: readonly FoundSequence[],
  surroundings: Surroundings,
): Promise<Answered> {
  if (sequences.length === 0) return { results: [], unchecked: [{ rule, reason: "there are no sequences", times: 1 }] };
  const answer = await rule.with(options, surroundings)(sequences);
  if (answer instanceof NotApplicable) return { results: [], unchecked: [{ rule, reason: answer.reason, times: 1 }] };
  const at = new Map(sequences.map((sequence) => [sequence.where, sequence]));
  const results = answer.flatMap((finding) => {
    const sequence = at.get(finding.where);
    return sequence === undefined
      ? []
      : [{ rule, level: level === "advisory" ? "warning" : "error", finding, sequence } as const];
  });
  return { results, unchecked: [] };
}

/** The content with each of its texts mended. */
function mendedContent(content: Content, mend: (text: string) => string): Content {
  const { iceBreakers, isPartial = false, ...texts } = content;
  const known = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, mend(text)]));
  return { ...known, isPartial, iceBreakers: iceBreakers.map((text) => (text === undefined ? text : mend(text))) };
}
