import {
  remediateResourceOfType,
  validateResourceOfType,
  type Policies,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { WelcomeMessageSequence } from "pulumi-whatsapp";
import { NotApplicable, type ContentRule, type StackRule, type Surroundings } from "../rules/rule";
import { selection, type Selected, type SelectionArgs } from "../selection";
import { waiverFor, type Waiver } from "../waivers";
import { configSchemaOf } from "./config-schema";
import { SecretTexts } from "./secret-texts";
import { contentIn, mended, type Props } from "./sequence-props";
import { sequencesOf } from "./stack-sequences";
import { expiredWaivers, waived } from "./waiver-policies";

/** What comes from outside. */
const realSurroundings: Surroundings = { now: () => new Date() };

/**
 * Policies for a pack of your own: `new PolicyPack("ours", { policies: select({ preset: "brazil" }) })`. All rules are there; those that
 * neither preset nor overrides enable are `disabled`, and a configuration file (`--policy-pack-config`) may enable them.
 * @throws InvalidSelection naming everything that is wrong.
 */
export function select(args: SelectionArgs = {}, surroundings: Surroundings = realSurroundings): Policies {
  const chosen = selection(args);
  const secrets = new SecretTexts();
  return [
    secrets.policy,
    ...chosen.selected.map((one) => policyOf(one, chosen.waivers, surroundings, secrets)),
    waived(chosen, surroundings, secrets),
    expiredWaivers(chosen, surroundings),
  ];
}

function policyOf(
  { rule, level, options }: Selected,
  waivers: readonly Waiver[],
  surroundings: Surroundings,
  secrets: SecretTexts,
): ResourceValidationPolicy | StackValidationPolicy {
  const { title, section, url } = rule.basis;
  const about = {
    name: rule.id,
    description: rule.description,
    enforcementLevel: level,
    severity: rule.severity,
    remediationSteps: rule.steps,
    framework: { name: title, version: "", reference: section, specification: url ?? "" },
    tags: ["whatsapp", "content"],
    configSchema: configSchemaOf(rule.options),
    ...(url === undefined ? {} : { url }),
  };
  const isWaived: IsWaived = (resource) => waiverFor(waivers, rule.id, resource, surroundings.now()) !== undefined;
  return rule.kind === "content"
    ? { ...about, ...contentPolicy(rule, options, surroundings, isWaived, secrets) }
    : { ...about, validateStack: stackValidation(rule, options, surroundings, isWaived, secrets) };
}

type IsWaived = (resource: string) => boolean;

function contentPolicy(
  rule: ContentRule,
  options: Props,
  surroundings: Surroundings,
  isWaived: IsWaived,
  secrets: SecretTexts,
): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const checkOf = perConfig((config) => rule.with({ ...options, ...config }, surroundings));
  const { mend } = rule;
  const validateResource = validateResourceOfType(WelcomeMessageSequence, async (_props, args, report) => {
    const { value, unknown } = contentIn(args.props);
    const answer = await checkOf(args)(value);
    if (!(answer instanceof NotApplicable) && !isWaived(args.name))
      for (const finding of answer) report(secrets.described(finding, args.urn, rule.steps));
    // The rest is checked once it is known; the SDK says so.
    if (unknown !== undefined) throw unknown;
    if (answer instanceof NotApplicable) args.notApplicable(answer.reason);
  });
  if (mend === undefined) return { validateResource };
  return {
    validateResource,
    remediateResource: remediateResourceOfType(WelcomeMessageSequence, (_props, args) =>
      isWaived(args.name) ? undefined : mended(args.props, mend),
    ),
  };
}

function stackValidation(
  rule: StackRule,
  options: Props,
  surroundings: Surroundings,
  isWaived: IsWaived,
  secrets: SecretTexts,
): StackValidationPolicy["validateStack"] {
  const checkOf = perConfig((config) => rule.with({ ...options, ...config }, surroundings));
  return async (args, report) => {
    const { value: sequences, unknown } = sequencesOf(args.resources);
    if (sequences.length === 0) args.notApplicable("the stack has no sequences");
    const answer = await checkOf(args)(sequences);
    const nameOf = new Map(sequences.map(({ where, name }) => [where, name]));
    if (!(answer instanceof NotApplicable))
      for (const finding of answer)
        if (!isWaived(nameOf.get(finding.where) ?? ""))
          report(secrets.described(finding, finding.where, rule.steps), finding.where);
    if (unknown !== undefined) throw unknown;
    if (answer instanceof NotApplicable) args.notApplicable(answer.reason);
  };
}

/** A run has one configuration: what it makes of a rule is made once. */
function perConfig<Check>(make: (config: Props) => Check): (args: Pick<ResourceValidationArgs, "getConfig">) => Check {
  const made = new Map<string, Check>();
  return ({ getConfig }) => {
    const config: Props = getConfig<Record<string, unknown>>();
    const key = JSON.stringify(config);
    const check = made.get(key) ?? make(config);
    made.set(key, check);
    return check;
  };
}
