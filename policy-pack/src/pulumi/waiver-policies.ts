import type { StackValidationPolicy } from "@pulumi/policy";
import type { Finding } from "../finding";
import { NotApplicable, type Clock, type StackSequence } from "../rules/rule";
import type { SelectedRule, Selection } from "../selection";
import { describeExpired, isExpired, type Waiver } from "../waivers";
import { listStackOrders, type StackOrder } from "./order-props";
import type { SecretTexts } from "./secret-texts";
import { listStackSequences } from "./sequence-props";

/** Creates the policy that lists waived violations apart from the others. */
export function createWaivedPolicy(
  { rules, waivers }: Selection,
  clock: Clock,
  secrets: SecretTexts,
): StackValidationPolicy {
  return {
    name: "whatsapp-waived",
    description: "Reports the violations that waivers allow.",
    enforcementLevel: "advisory",
    severity: "low",
    remediationSteps: "Fix the violation and remove the waiver before it expires.",
    tags: ["whatsapp", "waivers"],
    validateStack: async (args, report) => {
      const current = waivers.filter((waiver) => !isExpired(waiver, clock.now()));
      if (current.length === 0) args.notApplicable("there are no current waivers");
      const subjects = { sequences: listStackSequences(args.resources).value, orders: listStackOrders(args.resources) };
      let count = 0;
      for (const waiver of current) {
        const { urn, findings } = await findWaivedFindings(waiver, rules, subjects, clock, secrets);
        count += findings.length;
        const effect = findings.length === 0 ? "is unused: remove it" : `allows ${findings.join(" ")}`;
        report(
          `The waiver of ${waiver.rule} for ${waiver.resource} until ${waiver.expires} (${waiver.reason}) ${effect}`,
          urn,
        );
      }
      report(`${count} ${count === 1 ? "finding is" : "findings are"} waived.`);
    },
  };
}

interface StackSubjects {
  readonly sequences: readonly StackSequence[];
  readonly orders: readonly StackOrder[];
}

interface WaivedFindings {
  /** Undefined if the stack has no resource of that name. */
  readonly urn: string | undefined;
  readonly findings: readonly string[];
}

async function findWaivedFindings(
  waiver: Waiver,
  rules: readonly SelectedRule[],
  subjects: StackSubjects,
  clock: Clock,
  secrets: SecretTexts,
): Promise<WaivedFindings> {
  const selected = rules.find(({ rule }) => rule.id === waiver.rule);
  if (selected === undefined) return { urn: undefined, findings: [] };
  const { kind, remediationSteps } = selected.rule;
  const resources = kind === "order" ? subjects.orders : subjects.sequences;
  const urn = resources.find(({ name }) => name === waiver.resource)?.location;
  if (urn === undefined) return { urn, findings: [] };
  const result = await checkSubject(urn, selected, subjects, clock);
  const findings = result instanceof NotApplicable ? [] : result;
  return { urn, findings: findings.map((finding) => secrets.formatFinding(finding, urn, remediationSteps)) };
}

async function checkSubject(
  urn: string,
  { rule, options }: SelectedRule,
  { sequences, orders }: StackSubjects,
  clock: Clock,
): Promise<readonly Finding[] | NotApplicable> {
  switch (rule.kind) {
    case "content": {
      const sequence = sequences.find(({ location }) => location === urn);
      return sequence === undefined ? [] : rule.configure(options, clock)(sequence.content);
    }
    case "order": {
      const stackOrder = orders.find(({ location }) => location === urn);
      return stackOrder === undefined ? [] : rule.configure(options, clock)(stackOrder.order);
    }
    case "stack": {
      const result = await rule.configure(options, clock)(sequences);
      return result instanceof NotApplicable ? result : result.filter(({ location }) => location === urn);
    }
    default:
      return rule satisfies never;
  }
}

/** Creates the policy that fails for expired waivers, so that someone renews or removes them. */
export function createExpiredWaiversPolicy({ waivers }: Selection, { now }: Clock): StackValidationPolicy {
  return {
    name: "whatsapp-expired-waivers",
    description: "Waivers have not expired.",
    enforcementLevel: "mandatory",
    severity: "medium",
    remediationSteps: "Fix the violation and remove the waiver, or renew it with a reason.",
    tags: ["whatsapp", "waivers"],
    validateStack: (args, report) => {
      if (waivers.length === 0) args.notApplicable("there are no waivers");
      for (const waiver of waivers) if (isExpired(waiver, now())) report(describeExpired(waiver).en);
    },
  };
}
