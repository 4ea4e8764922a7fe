import {
  remediateResourceOfType,
  validateResourceOfType,
  type Policies,
  type ReportViolation,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { WelcomeMessageSequence } from "pulumi-whatsapp";
import type { Finding } from "../finding";
import { orderType } from "../order";
import {
  NotApplicable,
  type ContentRule,
  type OrderRule,
  type Rule,
  type StackRule,
  type Surroundings,
} from "../rules/rule";
import { selection, type Selected, type SelectionArgs } from "../selection";
import { waiverFor, type Waiver } from "../waivers";
import { configSchemaOf } from "./config-schema";
import { missing, orderIn } from "./order-props";
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
    tags: ["whatsapp", rule.kind === "order" ? "orders" : "content"],
    configSchema: configSchemaOf(rule.options),
    ...(url === undefined ? {} : { url }),
  };
  const isWaived: IsWaived = (resource) => waiverFor(waivers, rule.id, resource, surroundings.now()) !== undefined;
  switch (rule.kind) {
    case "content":
      return { ...about, ...contentPolicy(rule, options, surroundings, isWaived, secrets) };
    case "order":
      return { ...about, validateResource: orderValidation(rule, options, surroundings, isWaived, secrets) };
    case "stack":
      return { ...about, validateStack: stackValidation(rule, options, surroundings, isWaived, secrets) };
    default:
      return rule satisfies never;
  }
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
    conclude(rule, { answer, unknown }, args, isWaived(args.name) ? undefined : report, secrets);
  });
  if (mend === undefined) return { validateResource };
  return {
    validateResource,
    remediateResource: remediateResourceOfType(WelcomeMessageSequence, (_props, args) =>
      isWaived(args.name) ? undefined : mended(args.props, mend),
    ),
  };
}

/** By the type's name, not its class: that stands behind a door of its own, which policies need not open. */
function orderValidation(
  rule: OrderRule,
  options: Props,
  surroundings: Surroundings,
  isWaived: IsWaived,
  secrets: SecretTexts,
): ResourceValidation {
  const checkOf = perConfig((config) => rule.with({ ...options, ...config }, surroundings));
  return async (args, report) => {
    if (args.type !== orderType) args.notApplicable(`the rule only applies to resources of type ${orderType}`);
    const order = orderIn(args.props);
    const answer = await checkOf(args)(order);
    const unknown = missing(args.props, order, rule.looksAt);
    conclude(rule, { answer, unknown }, args, isWaived(args.name) ? undefined : report, secrets);
  };
}

interface Outcome {
  readonly answer: readonly Finding[] | NotApplicable;
  readonly unknown: Error | undefined;
}

/** Reports what was found, and then that something was not looked at. */
function conclude(
  rule: Rule,
  { answer, unknown }: Outcome,
  args: ResourceValidationArgs,
  report: ReportViolation | undefined,
  secrets: SecretTexts,
): void {
  if (!(answer instanceof NotApplicable)) {
    for (const finding of answer) report?.(secrets.described(finding, args.urn, rule.steps));
  }
  // The rest is checked once it is known; the SDK says so.
  if (unknown !== undefined) throw unknown;
  if (answer instanceof NotApplicable) args.notApplicable(answer.reason);
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
    if (!(answer instanceof NotApplicable)) {
      for (const finding of answer) {
        if (!isWaived(nameOf.get(finding.where) ?? "")) {
          report(secrets.described(finding, finding.where, rule.steps), finding.where);
        }
      }
    }
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
