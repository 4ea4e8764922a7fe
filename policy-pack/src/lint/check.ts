import type { Content } from "../content";
import type { Finding } from "../finding";
import {
  NotApplicable,
  type ContentRule,
  type Level,
  type OrderRule,
  type Rule,
  type StackRule,
  type Surroundings,
} from "../rules/rule";
import type { Selected, Selection } from "../selection";
import { isExpired, waiverFor, type Waiver } from "../waivers";
import type { Found, FoundOrder, FoundSequence, FoundSubject } from "./found";

/** One finding at its sequence or order. */
export interface Result {
  readonly rule: Rule;
  /** `error` fails a run; what `remediate` would mend is a warning. */
  readonly level: "error" | "warning";
  readonly finding: Finding;
  readonly subject: FoundSubject;
  /** Under which it passes. */
  readonly waiver: Waiver | undefined;
}

/** That a rule checked nothing, and at how many subjects; rules about all sequences count once. */
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

/** What rules are about. */
export type Subjects = Pick<Found, "sequences" | "orders">;

/** What the rules say of these sequences and orders, in their order and then that of the rules. */
export async function check(
  { selected, waivers }: Selection,
  subjects: Subjects,
  surroundings: Surroundings,
): Promise<Checked> {
  const rules = selected.filter(({ level }) => level !== "disabled");
  const answers = await Promise.all(rules.map((one) => answersOf(one, subjects, surroundings)));
  const all: readonly FoundSubject[] = [...subjects.sequences, ...subjects.orders];
  const order = new Map(all.map((subject, i) => [subject, i]));
  const results = answers
    .flatMap(({ results: some }) => some)
    .map((result) => ({
      ...result,
      waiver: waiverFor(waivers, result.rule.id, result.subject.name, surroundings.now()),
    }))
    .sort((a, b) => (order.get(a.subject) ?? 0) - (order.get(b.subject) ?? 0));
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

function answersOf(one: Selected, { sequences, orders }: Subjects, surroundings: Surroundings): Promise<Answered> {
  const { rule } = one;
  switch (rule.kind) {
    case "content":
      return contentAnswers(rule, one, sequences, surroundings);
    case "order":
      return orderAnswers(rule, one, orders, surroundings);
    case "stack":
      return stackAnswers(rule, one, sequences, surroundings);
    default:
      return rule satisfies never;
  }
}

function contentAnswers(
  rule: ContentRule,
  { level, options }: Selected,
  sequences: readonly FoundSequence[],
  surroundings: Surroundings,
): Promise<Answered> {
  const checkOf = rule.with(options, surroundings);
  return answersAt(rule, sequences, async (sequence) => {
    const answer = await checkOf(sequence.content);
    if (answer instanceof NotApplicable) return answer;
    const { mend } = rule;
    const left =
      level === "remediate" && mend !== undefined && answer.length > 0
        ? await checkOf(mendedContent(sequence.content, mend))
        : answer;
    const stays = new Set(left instanceof NotApplicable ? [] : left.map(({ path }) => path));
    return answer.map((finding) => ({ finding, level: stays.has(finding.path) ? levelOf(level) : "warning" }));
  });
}

function orderAnswers(
  rule: OrderRule,
  { level, options }: Selected,
  orders: readonly FoundOrder[],
  surroundings: Surroundings,
): Promise<Answered> {
  const checkOf = rule.with(options, surroundings);
  return answersAt(rule, orders, async ({ order }) => {
    const answer = await checkOf(order);
    return answer instanceof NotApplicable ? answer : answer.map((finding) => ({ finding, level: levelOf(level) }));
  });
}

function levelOf(level: Level): Result["level"] {
  return level === "advisory" ? "warning" : "error";
}

/** What a rule says of each subject by itself. */
async function answersAt<Subject extends FoundSubject>(
  rule: Rule,
  subjects: readonly Subject[],
  judge: (subject: Subject) => Promise<readonly Pick<Result, "finding" | "level">[] | NotApplicable>,
): Promise<Answered> {
  const results: Omit<Result, "waiver">[] = [];
  const reasons = new Map<string, number>();
  for (const subject of subjects) {
    const answer = await judge(subject);
    if (answer instanceof NotApplicable) reasons.set(answer.reason, (reasons.get(answer.reason) ?? 0) + 1);
    else results.push(...answer.map((one) => ({ rule, subject, ...one })));
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
    const subject = at.get(finding.where);
    return subject === undefined ? [] : [{ rule, level: levelOf(level), finding, subject }];
  });
  return { results, unchecked: [] };
}

/** The content with each of its texts mended. */
function mendedContent(content: Content, mend: (text: string) => string): Content {
  const { iceBreakers, isPartial = false, ...texts } = content;
  const known = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, mend(text)]));
  return { ...known, isPartial, iceBreakers: iceBreakers.map((text) => (text === undefined ? text : mend(text))) };
}
