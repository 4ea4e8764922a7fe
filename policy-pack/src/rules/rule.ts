import { describeFailure, failuresOf } from "pulumi-whatsapp/schema";
import type { z } from "zod";
import { allParts, isReadWhole, placesOf, readPart, type Content } from "../content";
import type { Finding } from "../finding";
import { knownOf, type Aspect, type Known, type Order } from "../order";

/** How much it matters when a text breaks the rule. */
export type Severity = "low" | "medium" | "high" | "critical";

/**
 * What a broken rule does: `mandatory` stops, `advisory` is shown, `remediate` mends what can be mended and stops at the rest,
 * `disabled` is not run.
 */
export type Level = "mandatory" | "advisory" | "remediate" | "disabled";

/** Languages that word lists are written for. */
export type Language = "pt" | "es" | "en";

/** The text that a rule stands on. */
export interface Basis {
  /** Of the page, e.g. `WhatsApp Business Messaging Policy`. */
  readonly title: string;
  /** Section or rule on that page. */
  readonly section: string;
  readonly url?: string;
}

/** What a rule may ask besides the texts. */
export interface Surroundings {
  readonly now: () => Date;
}

/** Says that nothing was checked, and why. */
export class NotApplicable {
  constructor(readonly reason: string) {}
}

type Answer<Found> = readonly Found[] | NotApplicable | Promise<readonly Found[] | NotApplicable>;

export interface About {
  /** Stable; waivers, configuration and reports name it. */
  readonly id: string;
  /** What holds when the rule is kept, one sentence. */
  readonly description: string;
  readonly severity: Severity;
  readonly basis: Basis;
  /** What to do when it is broken, for people who never saw the rule. */
  readonly steps: string;
  /** Languages whose words it knows; absent for rules that do not look at words. */
  readonly languages?: readonly Language[];
}

/** A rule about the texts of one sequence. Linear in the length of what it reads. */
export interface ContentRule extends About {
  readonly kind: "content";
  readonly options: z.ZodType;
  /** The rule with its options. @throws InvalidOptions when they are malformed. */
  readonly with: (given: unknown, surroundings: Surroundings) => (content: Content) => Answer<Finding>;
  /** Mends one text without changing what it says to people; the same text when there is nothing to mend. */
  readonly mend?: (text: string) => string;
}

/** A sequence as a stack holds it. */
export interface StackSequence {
  /** Name of the resource in the program; of a file, its place in it. */
  readonly name: string;
  /** URN, or file and place. */
  readonly where: string;
  readonly content: Content;
  /** Undefined while it is not known. */
  readonly wabaId: string | undefined;
  readonly isUsedInAd: boolean | undefined;
  /** Undefined where there is no such thing, as in a file. */
  readonly isProtected: boolean | undefined;
  /** `onContentChange` is "replace". */
  readonly isReplacedOnChange: boolean;
}

/** What a rule about several sequences found, and at which. */
export interface StackFinding extends Finding {
  readonly where: string;
}

/** A rule about all sequences of a stack, or of the files given together. */
export interface StackRule extends About {
  readonly kind: "stack";
  readonly options: z.ZodType;
  /** The rule with its options. @throws InvalidOptions when they are malformed. */
  readonly with: (
    given: unknown,
    surroundings: Surroundings,
  ) => (sequences: readonly StackSequence[]) => Answer<StackFinding>;
}

/** A rule about one order message. */
export interface OrderRule extends About {
  readonly kind: "order";
  /** What of it the rule looks at; the rest may not be known yet. */
  readonly looksAt: Aspect;
  readonly options: z.ZodType;
  /** The rule with its options. @throws InvalidOptions when they are malformed. */
  readonly with: (given: unknown, surroundings: Surroundings) => (order: Order) => Answer<Finding>;
}

export type Rule = ContentRule | StackRule | OrderRule;

/** Malformed options of a rule; the message names each option and what is wrong. */
export class InvalidOptions extends Error {
  override readonly name = "InvalidOptions";
}

function parsed<Options extends z.ZodType>(
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

interface Written<Id extends string, Options extends z.ZodType, Subject, Found> extends About {
  readonly id: Id;
  /** Every option has a default, or may be absent. */
  readonly options: Options;
  /** Called once for the options, so that lists and patterns are made once; the function it returns, once for each sequence, stack or order. */
  readonly check: (options: z.output<Options>, surroundings: Surroundings) => (subject: Subject) => Answer<Found>;
}

interface WrittenContentRule<Id extends string, Options extends z.ZodType>
  extends Written<Id, Options, Content, Finding>, Pick<ContentRule, "mend"> {
  /** Its time does not grow with the length of texts, or hardly; other rules are not given what no WhatsApp message can hold. */
  readonly readsWhole?: boolean;
}

export function contentRule<const Id extends `whatsapp-${string}`, Options extends z.ZodType>({
  check,
  mend,
  readsWhole = false,
  ...about
}: WrittenContentRule<Id, Options>) {
  return {
    kind: "content",
    ...about,
    ...(mend === undefined ? {} : { mend: (text: string) => (isReadWhole(text) ? mend(text) : text) }),
    with: (given: unknown, surroundings: Surroundings) => {
      const inspect = check(parsed(about, given), surroundings);
      return readsWhole ? inspect : inspectingPart(inspect);
    },
  } as const;
}

/** Reads the beginning of long texts, and says of which the rest was not read. */
function inspectingPart(inspect: (content: Content) => Answer<Finding>) {
  return async (content: Content) => {
    const unread = placesOf(content, allParts).filter(({ text }) => !isReadWhole(text));
    const answer = await inspect(unread.length === 0 ? content : readPart(content));
    if (unread.length === 0 || answer instanceof NotApplicable) return answer;
    const rest = unread.map(({ path, text }) => ({
      path,
      says: `it has ${text.length} UTF-16 units and was not read to its end`,
      fix: "Shorten it: WhatsApp takes texts of 4,096 characters.",
    }));
    return [...answer, ...rest];
  };
}

export function stackRule<const Id extends `whatsapp-${string}`, Options extends z.ZodType>({
  check,
  ...about
}: Written<Id, Options, readonly StackSequence[], StackFinding>) {
  return {
    kind: "stack",
    ...about,
    with: (given: unknown, surroundings: Surroundings) => check(parsed(about, given), surroundings),
  } as const;
}

interface WrittenOrderRule<Id extends string, Options extends z.ZodType, One extends Aspect> extends Written<
  Id,
  Options,
  readonly Known<One>[],
  Finding
> {
  readonly looksAt: One;
}

export function orderRule<const Id extends `whatsapp-${string}`, Options extends z.ZodType, const One extends Aspect>({
  check,
  ...about
}: WrittenOrderRule<Id, Options, One>) {
  return {
    kind: "order",
    ...about,
    with: (given: unknown, surroundings: Surroundings) => {
      const inspect = check(parsed(about, given), surroundings);
      return (order: Order) => inspect(knownOf(order, about.looksAt));
    },
  } as const;
}
