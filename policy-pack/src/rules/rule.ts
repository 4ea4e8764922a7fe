import { describeFailure, failuresOf } from "pulumi-whatsapp/schema";
import type { z } from "zod";
import { allFields, fitsReadLimit, listTextFields, truncateTexts, type Content } from "../content";
import type { Finding, Message, Violation } from "../finding";
import { listKnownFacts, type Aspect, type KnownFact, type OrderFacts } from "../order";
import type { Language } from "../text/language";
import type { Reference } from "./reference";

/** Severity of a violation. */
export type Severity = "low" | "medium" | "high" | "critical";

/**
 * Effect of a violation, as in Pulumi: `mandatory` fails the run, `advisory` reports a warning, `remediate` fixes what it can and fails
 * for the rest, `disabled` skips the rule.
 */
export type EnforcementLevel = "mandatory" | "advisory" | "remediate" | "disabled";

/** Source of the current time. */
export interface Clock {
  readonly now: () => Date;
}

/** Result of a rule that checked nothing, with the reason. */
export class NotApplicable {
  constructor(readonly reason: Message) {}
}

type CheckFindings<Found> = readonly Found[] | NotApplicable | Promise<readonly Found[] | NotApplicable>;

/** Kinds of violations that a rule misses and texts that it reports wrongly, with examples that a test confirms. */
export interface DetectionLimits<Example> {
  /** Sentences for docs/policies.md, in English. */
  readonly summary: string;
  /** A violation that the rule reports. */
  readonly reported: Example;
  /** A violation that the rule does not report. */
  readonly missed: Example;
  /** Options of the examples. */
  readonly options?: object;
  /** Options of the missed example, if they differ. */
  readonly missedOptions?: object;
}

/** A greeting, or parts of a sequence. */
export type ContentExample = string | Partial<Content>;
/** Changes of ordinary sequences. */
export type StackExample = readonly Partial<StackSequence>[];

export interface RuleInfo {
  /** Stable id in waivers, configuration and reports. */
  readonly id: string;
  /** The requirement in one sentence. */
  readonly description: string;
  readonly doesNotDetect: DetectionLimits<unknown>;
  readonly severity: Severity;
  readonly reference: Reference;
  /** Remedy in one sentence, for people who do not know the rule. */
  readonly fix: Message;
  /** The remedy in English. */
  readonly remediationSteps: string;
  /** More about the rule, for docs/policies.md. */
  readonly notes?: string;
  /** Languages of the rule's word lists. Absent if the rule does not look at words. */
  readonly languages?: readonly Language[];
}

/** A rule about the texts of one sequence. Its time is linear in the length of the texts. */
export interface ContentRule extends RuleInfo {
  readonly kind: "content";
  readonly doesNotDetect: DetectionLimits<ContentExample>;
  readonly options: z.ZodType;
  /** Creates the check from the rule's options. @throws InvalidOptions */
  readonly configure: (options: unknown, clock: Clock) => (content: Content) => CheckFindings<Finding>;
  /** Fixes one text without changing its meaning. Returns the same text if there is nothing to fix. */
  readonly remediate?: (text: string) => string;
}

/** A sequence of a stack or of a file. */
export interface StackSequence {
  /** Name of the resource in the program, or of the sequence in the file. */
  readonly name: string;
  /** URN, or file and position. */
  readonly location: string;
  readonly content: Content;
  /** Undefined while it is not known. */
  readonly wabaId: string | undefined;
  readonly isUsedInAd: boolean | undefined;
  /** Undefined for a sequence of a file. */
  readonly isProtected: boolean | undefined;
  /** True if `onContentChange` is "replace". */
  readonly isReplacedOnChange: boolean;
}

/** A violation by one sequence among several. */
export interface StackViolation extends Violation {
  readonly location: string;
}

/** A finding about one sequence among several. */
interface StackFinding extends Finding {
  readonly location: string;
}

/** A rule about all sequences of a stack, or of the files given together. */
export interface StackRule extends RuleInfo {
  readonly kind: "stack";
  readonly doesNotDetect: DetectionLimits<StackExample>;
  readonly options: z.ZodType;
  /** Creates the check from the rule's options. @throws InvalidOptions */
  readonly configure: (
    options: unknown,
    clock: Clock,
  ) => (sequences: readonly StackSequence[]) => CheckFindings<StackFinding>;
}

/** A rule about one order message. */
export interface OrderRule extends RuleInfo {
  readonly kind: "order";
  /** The examples are changes of an ordinary order's arguments. */
  readonly doesNotDetect: DetectionLimits<object>;
  /** Part of the order that the rule reads. The other parts may be unknown. */
  readonly aspect: Aspect;
  readonly options: z.ZodType;
  /** Creates the check from the rule's options. @throws InvalidOptions */
  readonly configure: (options: unknown, clock: Clock) => (order: OrderFacts) => CheckFindings<Finding>;
}

export type Rule = ContentRule | StackRule | OrderRule;

/** Invalid options of a rule. The message names each option and its problem. */
export class InvalidOptions extends Error {
  override readonly name = "InvalidOptions";
}

function parseOptions<Options extends z.ZodType>(
  { id, options }: { readonly id: string; readonly options: Options },
  given: unknown,
): z.output<Options> {
  const result = options.safeParse(given);
  if (result.success) return result.data;
  throw new InvalidOptions(
    failuresOf(options, given)
      .map((failure) => `${id}.${describeFailure(failure)}`)
      .join("; "),
  );
}

/** Adds the rule's remedy to violations that have no fix of their own. */
async function addFixes<Given extends Violation>(result: CheckFindings<Given>, { fix }: Pick<RuleInfo, "fix">) {
  const violations = await result;
  if (violations instanceof NotApplicable) return violations;
  return violations.map((violation) => ({ ...violation, fix: violation.fix ?? fix }));
}

interface RuleDefinition<Id extends string, Options extends z.ZodType, Subject, Found, Example> extends Omit<
  RuleInfo,
  "remediationSteps"
> {
  readonly doesNotDetect: DetectionLimits<Example>;
  readonly id: Id;
  /** Each option has a default or may be absent. */
  readonly options: Options;
  /** Runs once per set of options and returns the check, which runs once per sequence, stack or order. */
  readonly check: (options: z.output<Options>, clock: Clock) => (subject: Subject) => CheckFindings<Found>;
}

interface ContentRuleDefinition<Id extends string, Options extends z.ZodType>
  extends RuleDefinition<Id, Options, Content, Violation, ContentExample>, Pick<ContentRule, "remediate"> {
  /** True if the rule's time hardly grows with the text. Other rules read at most 10,000 units of each text. */
  readonly readsFullText?: boolean;
}

export function contentRule<const Id extends `whatsapp-${string}`, Options extends z.ZodType>({
  check,
  remediate,
  readsFullText = false,
  ...info
}: ContentRuleDefinition<Id, Options>) {
  return {
    kind: "content",
    ...info,
    remediationSteps: info.fix.en,
    ...(remediate === undefined ? {} : { remediate: (text: string) => (fitsReadLimit(text) ? remediate(text) : text) }),
    configure: (options: unknown, clock: Clock) => {
      const inspect = check(parseOptions(info, options), clock);
      const inspectAll = readsFullText ? inspect : limitReading(inspect);
      return (content: Content) => addFixes(inspectAll(content), info);
    },
  } as const;
}

/** Makes a check read the beginning of long texts only, and report them. */
function limitReading(inspect: (content: Content) => CheckFindings<Violation>) {
  return async (content: Content) => {
    const longTexts = listTextFields(content, allFields).filter(({ text }) => !fitsReadLimit(text));
    const result = await inspect(longTexts.length === 0 ? content : truncateTexts(content));
    if (longTexts.length === 0 || result instanceof NotApplicable) return result;
    const unread = longTexts.map(({ path, text }) => ({
      path,
      message: {
        en: `the text has ${text.length} UTF-16 units, so only its beginning was checked`,
        pt: `o texto tem ${text.length} unidades UTF-16, por isso só o começo foi verificado`,
        es: `el texto tiene ${text.length} unidades UTF-16, por lo que solo se revisó el comienzo`,
      },
      fix: {
        en: "Shorten it: WhatsApp accepts at most 4,096 characters.",
        pt: "Encurte o texto: o WhatsApp aceita no máximo 4.096 caracteres.",
        es: "Acórtalo: WhatsApp acepta como máximo 4096 caracteres.",
      },
    }));
    return [...result, ...unread];
  };
}

export function stackRule<const Id extends `whatsapp-${string}`, Options extends z.ZodType>({
  check,
  ...info
}: RuleDefinition<Id, Options, readonly StackSequence[], StackViolation, StackExample>) {
  return {
    kind: "stack",
    ...info,
    remediationSteps: info.fix.en,
    configure: (options: unknown, clock: Clock) => {
      const inspect = check(parseOptions(info, options), clock);
      return (sequences: readonly StackSequence[]) => addFixes(inspect(sequences), info);
    },
  } as const;
}

interface OrderRuleDefinition<Id extends string, Options extends z.ZodType, One extends Aspect> extends RuleDefinition<
  Id,
  Options,
  readonly KnownFact<One>[],
  Violation,
  object
> {
  readonly aspect: One;
}

export function orderRule<const Id extends `whatsapp-${string}`, Options extends z.ZodType, const One extends Aspect>({
  check,
  ...info
}: OrderRuleDefinition<Id, Options, One>) {
  return {
    kind: "order",
    ...info,
    remediationSteps: info.fix.en,
    configure: (options: unknown, clock: Clock) => {
      const inspect = check(parseOptions(info, options), clock);
      return (order: OrderFacts) => addFixes(inspect(listKnownFacts(order, info.aspect)), info);
    },
  } as const;
}
