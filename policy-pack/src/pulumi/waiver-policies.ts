import type { StackValidationPolicy } from "@pulumi/policy";
import { NotApplicable, type StackSequence, type Surroundings } from "../rules/rule";
import type { Selection, Selected } from "../selection";
import { isExpired, type Waiver } from "../waivers";
import type { Finding } from "../finding";
import { ordersOf, type StackOrder } from "./order-props";
import type { SecretTexts } from "./secret-texts";
import { sequencesOf } from "./stack-sequences";

/** Shows what is let pass, apart from what is found, and how much of it there is. */
export function waived(
  { selected, waivers }: Selection,
  surroundings: Surroundings,
  secrets: SecretTexts,
): StackValidationPolicy {
  return {
    name: "whatsapp-waived",
    description: "What waivers let pass is shown.",
    enforcementLevel: "advisory",
    severity: "low",
    remediationSteps: "Mend what is waived and take the waiver out before it ends.",
    tags: ["whatsapp", "waivers"],
    validateStack: async (args, report) => {
      const inForce = waivers.filter((waiver) => !isExpired(waiver, surroundings.now()));
      if (inForce.length === 0) args.notApplicable("no waiver is in force");
      const held = { sequences: sequencesOf(args.resources).value, orders: ordersOf(args.resources) };
      let count = 0;
      for (const waiver of inForce) {
        const { where, findings } = await passedBy(waiver, selected, held, surroundings, secrets);
        count += findings.length;
        const what = findings.length === 0 ? "nothing: take it out" : findings.join(" ");
        report(
          `${waiver.rule} for ${waiver.resource} until ${waiver.expires} (${waiver.reason}) lets pass ${what}`,
          where,
        );
      }
      report(`${count} ${count === 1 ? "finding is" : "findings are"} waived.`);
    },
  };
}

interface Held {
  readonly sequences: readonly StackSequence[];
  readonly orders: readonly StackOrder[];
}

interface Passed {
  /** URN of the resource; undefined when the stack has none of that name. */
  readonly where: string | undefined;
  readonly findings: readonly string[];
}

async function passedBy(
  waiver: Waiver,
  selected: readonly Selected[],
  held: Held,
  surroundings: Surroundings,
  secrets: SecretTexts,
): Promise<Passed> {
  const one = selected.find(({ rule }) => rule.id === waiver.rule);
  if (one === undefined) return { where: undefined, findings: [] };
  const { rule } = one;
  const subjects = rule.kind === "order" ? held.orders : held.sequences;
  const where = subjects.find(({ name }) => name === waiver.resource)?.where;
  if (where === undefined) return { where, findings: [] };
  const answer = await answerAt(where, one, held, surroundings);
  const told = (finding: Finding): string => secrets.described(finding, where, rule.steps);
  return { where, findings: answer instanceof NotApplicable ? [] : answer.map(told) };
}

async function answerAt(
  where: string,
  { rule, options }: Selected,
  { sequences, orders }: Held,
  surroundings: Surroundings,
): Promise<readonly Finding[] | NotApplicable> {
  switch (rule.kind) {
    case "content": {
      const sequence = sequences.find((one) => one.where === where);
      return sequence === undefined ? [] : rule.with(options, surroundings)(sequence.content);
    }
    case "order": {
      const held = orders.find((one) => one.where === where);
      return held === undefined ? [] : rule.with(options, surroundings)(held.order);
    }
    case "stack": {
      const answer = await rule.with(options, surroundings)(sequences);
      return answer instanceof NotApplicable ? answer : answer.filter((finding) => finding.where === where);
    }
    default:
      return rule satisfies never;
  }
}

/** A waiver that has ended stops, so that it is renewed with a reason or taken out. */
export function expiredWaivers({ waivers }: Selection, { now }: Surroundings): StackValidationPolicy {
  return {
    name: "whatsapp-expired-waivers",
    description: "No waiver has expired.",
    enforcementLevel: "mandatory",
    severity: "medium",
    remediationSteps: "Mend what was waived and take the waiver out, or renew it with a reason.",
    tags: ["whatsapp", "waivers"],
    validateStack: (args, report) => {
      if (waivers.length === 0) args.notApplicable("there are no waivers");
      for (const { rule, resource, expires, reason } of waivers.filter((waiver) => isExpired(waiver, now()))) {
        report(
          `The waiver of ${rule} for ${resource} expired on ${expires} (${reason}). Mend what it let pass and take it out, or renew it.`,
        );
      }
    },
  };
}
