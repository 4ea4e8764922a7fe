import type { StackValidationPolicy } from "@pulumi/policy";
import { NotApplicable, type StackSequence, type Surroundings } from "../rules/rule";
import type { Selection, Selected } from "../selection";
import { isExpired, type Waiver } from "../waivers";
import type { Finding } from "../finding";
import type { SecretTexts } from "./secret-texts";
import { sequencesOf } from "./stack-sequences";

/** Shows what is let pass, apart from what is found, and how much of it there is. */
export const waived = (
  { selected, waivers }: Selection,
  surroundings: Surroundings,
  secrets: SecretTexts,
): StackValidationPolicy => ({
  name: "whatsapp-waived",
  description: "What waivers let pass is shown.",
  enforcementLevel: "advisory",
  severity: "low",
  remediationSteps: "Mend what is waived and take the waiver out before it ends.",
  tags: ["whatsapp", "waivers"],
  validateStack: async (args, report) => {
    const inForce = waivers.filter((waiver) => !isExpired(waiver, surroundings.now()));
    if (inForce.length === 0) args.notApplicable("no waiver is in force");
    const sequences = sequencesOf(args.resources).value;
    let count = 0;
    for (const waiver of inForce) {
      const sequence = sequences.find(({ name }) => name === waiver.resource);
      const findings = await passedBy(waiver, selected, sequence, sequences, surroundings, secrets);
      count += findings.length;
      const what = findings.length === 0 ? "nothing: take it out" : findings.join(" ");
      report(
        `${waiver.rule} for ${waiver.resource} until ${waiver.expires} (${waiver.reason}) lets pass ${what}`,
        sequence?.where,
      );
    }
    report(`${count} ${count === 1 ? "finding is" : "findings are"} waived.`);
  },
});

async function passedBy(
  waiver: Waiver,
  selected: readonly Selected[],
  sequence: StackSequence | undefined,
  sequences: readonly StackSequence[],
  surroundings: Surroundings,
  secrets: SecretTexts,
): Promise<readonly string[]> {
  const one = selected.find(({ rule }) => rule.id === waiver.rule);
  if (one === undefined || sequence === undefined) return [];
  const { rule, options } = one;
  const told = (finding: Finding): string => secrets.described(finding, sequence.where, rule.steps);
  if (rule.kind === "content") {
    const answer = await rule.with(options, surroundings)(sequence.content);
    return answer instanceof NotApplicable ? [] : answer.map(told);
  }
  const answer = await rule.with(options, surroundings)(sequences);
  return answer instanceof NotApplicable ? [] : answer.filter(({ where }) => where === sequence.where).map(told);
}

/** A waiver that has ended stops, so that it is renewed with a reason or taken out. */
export const expiredWaivers = ({ waivers }: Selection, { now }: Surroundings): StackValidationPolicy => ({
  name: "whatsapp-expired-waivers",
  description: "No waiver has expired.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: "Mend what was waived and take the waiver out, or renew it with a reason.",
  tags: ["whatsapp", "waivers"],
  validateStack: (args, report) => {
    if (waivers.length === 0) args.notApplicable("there are no waivers");
    for (const { rule, resource, expires, reason } of waivers.filter((waiver) => isExpired(waiver, now())))
      report(
        `The waiver of ${rule} for ${resource} expired on ${expires} (${reason}). Mend what it let pass and take it out, or renew it.`,
      );
  },
});
