import type { Content } from "../content";
import type { Finding, Message } from "../finding";
import {
  NotApplicable,
  type Clock,
  type ContentRule,
  type EnforcementLevel,
  type OrderRule,
  type Rule,
  type StackRule,
} from "../rules/rule";
import type { SelectedRule, Selection } from "../selection";
import { findWaiver, isExpired, type Waiver } from "../waivers";
import type { FileOrder, FileSequence, FileSubject, ParsedInput } from "./results";

/** One finding about a sequence or order. */
export interface RuleResult {
  readonly rule: Rule;
  /** `error` fails the run. Findings that `remediate` would fix are warnings. */
  readonly level: "error" | "warning";
  readonly finding: Finding;
  readonly subject: FileSubject;
  /** The waiver that allows the violation. */
  readonly waiver: Waiver | undefined;
}

/** A rule that did not apply, and to how many sequences or orders. Rules about all sequences count once. */
export interface SkippedRule {
  readonly rule: Rule;
  readonly reason: Message;
  readonly count: number;
}

export interface CheckReport {
  /** Rules that ran. */
  readonly rules: readonly SelectedRule[];
  readonly results: readonly RuleResult[];
  readonly skipped: readonly SkippedRule[];
  readonly expiredWaivers: readonly Waiver[];
  /** Current waivers without a violation. */
  readonly unusedWaivers: readonly Waiver[];
}

/** The sequences and orders to check. */
export type Subjects = Pick<ParsedInput, "sequences" | "orders">;

/** Runs the rules. Sorts the results by sequence or order, then by rule. */
export async function checkSubjects(selection: Selection, subjects: Subjects, clock: Clock): Promise<CheckReport> {
  const { waivers } = selection;
  const rules = selection.rules.filter(({ enforcementLevel }) => enforcementLevel !== "disabled");
  const reports = await Promise.all(rules.map((selected) => runRule(selected, subjects, clock)));
  const all: readonly FileSubject[] = [...subjects.sequences, ...subjects.orders];
  const positions = new Map(all.map((subject, i) => [subject, i]));
  const results = reports
    .flatMap((report) => report.results)
    .map((result) => ({
      ...result,
      waiver: findWaiver(waivers, result.rule.id, result.subject.name, clock.now()),
    }))
    .sort((a, b) => (positions.get(a.subject) ?? 0) - (positions.get(b.subject) ?? 0));
  const usedWaivers = new Set(results.map(({ waiver }) => waiver));
  const hasExpired = (waiver: Waiver): boolean => isExpired(waiver, clock.now());
  return {
    rules,
    results,
    skipped: reports.flatMap(({ skipped }) => skipped),
    expiredWaivers: waivers.filter(hasExpired),
    unusedWaivers: waivers.filter((waiver) => !hasExpired(waiver) && !usedWaivers.has(waiver)),
  };
}

type RuleReport = Pick<CheckReport, "skipped"> & { readonly results: readonly Omit<RuleResult, "waiver">[] };

function runRule(selected: SelectedRule, { sequences, orders }: Subjects, clock: Clock): Promise<RuleReport> {
  const { rule } = selected;
  switch (rule.kind) {
    case "content":
      return runContentRule(rule, selected, sequences, clock);
    case "order":
      return runOrderRule(rule, selected, orders, clock);
    case "stack":
      return runStackRule(rule, selected, sequences, clock);
    default:
      return rule satisfies never;
  }
}

function runContentRule(
  rule: ContentRule,
  { enforcementLevel, options }: SelectedRule,
  sequences: readonly FileSequence[],
  clock: Clock,
): Promise<RuleReport> {
  const check = rule.configure(options, clock);
  return runForEach(rule, sequences, async (sequence) => {
    const findings = await check(sequence.content);
    if (findings instanceof NotApplicable) return findings;
    const { remediate } = rule;
    const remaining =
      enforcementLevel === "remediate" && remediate !== undefined && findings.length > 0
        ? await check(remediateContent(sequence.content, remediate))
        : findings;
    const remainingPaths = new Set(remaining instanceof NotApplicable ? [] : remaining.map(({ path }) => path));
    return findings.map((finding) => ({
      finding,
      level: remainingPaths.has(finding.path) ? getResultLevel(enforcementLevel) : "warning",
    }));
  });
}

function runOrderRule(
  rule: OrderRule,
  { enforcementLevel, options }: SelectedRule,
  orders: readonly FileOrder[],
  clock: Clock,
): Promise<RuleReport> {
  const check = rule.configure(options, clock);
  return runForEach(rule, orders, async ({ order }) => {
    const findings = await check(order);
    if (findings instanceof NotApplicable) return findings;
    return findings.map((finding) => ({ finding, level: getResultLevel(enforcementLevel) }));
  });
}

function getResultLevel(enforcementLevel: EnforcementLevel): RuleResult["level"] {
  return enforcementLevel === "advisory" ? "warning" : "error";
}

/** Runs a rule on each sequence or order separately. */
async function runForEach<Subject extends FileSubject>(
  rule: Rule,
  subjects: readonly Subject[],
  run: (subject: Subject) => Promise<readonly Pick<RuleResult, "finding" | "level">[] | NotApplicable>,
): Promise<RuleReport> {
  const results: Omit<RuleResult, "waiver">[] = [];
  const skipped = new Map<string, SkippedRule>();
  for (const subject of subjects) {
    const result = await run(subject);
    if (result instanceof NotApplicable) {
      const { reason } = result;
      skipped.set(reason.en, { rule, reason, count: (skipped.get(reason.en)?.count ?? 0) + 1 });
    } else results.push(...result.map((one) => ({ rule, subject, ...one })));
  }
  return { results, skipped: [...skipped.values()] };
}

const noSequences: Message = {
  en: "there are no sequences",
  pt: "não há sequências",
  es: "no hay secuencias",
};

async function runStackRule(
  rule: StackRule,
  { enforcementLevel, options }: SelectedRule,
  sequences: readonly FileSequence[],
  clock: Clock,
): Promise<RuleReport> {
  if (sequences.length === 0) return { results: [], skipped: [{ rule, reason: noSequences, count: 1 }] };
  const findings = await rule.configure(options, clock)(sequences);
  if (findings instanceof NotApplicable) {
    return { results: [], skipped: [{ rule, reason: findings.reason, count: 1 }] };
  }
  const byLocation = new Map(sequences.map((sequence) => [sequence.location, sequence]));
  const results = findings.flatMap((finding) => {
    const subject = byLocation.get(finding.location);
    return subject === undefined ? [] : [{ rule, level: getResultLevel(enforcementLevel), finding, subject }];
  });
  return { results, skipped: [] };
}

function remediateContent(content: Content, remediate: (text: string) => string): Content {
  const { iceBreakers, isPartial = false, ...texts } = content;
  const known = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, remediate(text)]));
  return {
    ...known,
    isPartial,
    iceBreakers: iceBreakers.map((text) => (text === undefined ? text : remediate(text))),
  };
}
