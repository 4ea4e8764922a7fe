import {
  type Policies,
  type PolicyConfigSchema,
  type ReportViolation,
  type ResourceValidation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { kindOfType } from "pulumi-whatsapp/schema";
import { z } from "zod";
import type { Finding } from "../finding";
import { NotApplicable, type ContentRule, type OrderRule, type Rule, type StackRule, type Clock } from "../rules/rule";
import { createSelection, type SelectedRule, type SelectionArgs } from "../selection";
import { findWaiver, type Waiver } from "../waivers";
import { findUnknownValue, readOrder } from "./order-props";
import { SecretTexts } from "./secret-texts";
import { listStackSequences, readContent, remediateProps, type Props } from "./sequence-props";
import { createExpiredWaiversPolicy, createWaivedPolicy } from "./waiver-policies";

const systemClock: Clock = { now: () => new Date() };

/**
 * Creates the policies of your own pack: `new PolicyPack("ours", { policies: select({ preset: "brazil" }) })`. The result contains all rules.
 * Those that neither preset nor overrides enable are `disabled`, and a configuration file (`--policy-pack-config`) can enable them.
 * @throws InvalidSelection with all problems
 */
export function select(args: SelectionArgs = {}, clock: Clock = systemClock): Policies {
  const selection = createSelection(args);
  const secrets = new SecretTexts();
  return [
    secrets.policy,
    ...selection.rules.map((selected) => createPolicy(selected, selection.waivers, clock, secrets)),
    createWaivedPolicy(selection, clock, secrets),
    createExpiredWaiversPolicy(selection, clock),
  ];
}

function createPolicy(
  { rule, enforcementLevel, options }: SelectedRule,
  waivers: readonly Waiver[],
  clock: Clock,
  secrets: SecretTexts,
): ResourceValidationPolicy | StackValidationPolicy {
  const { title, section, url } = rule.reference;
  const info = {
    name: rule.id,
    description: rule.description,
    enforcementLevel,
    severity: rule.severity,
    remediationSteps: rule.remediationSteps,
    framework: { name: title, version: "", reference: section, specification: url ?? "" },
    tags: ["whatsapp", rule.kind === "order" ? "orders" : "content"],
    configSchema: createConfigSchema(rule.options),
    ...(url === undefined ? {} : { url }),
  };
  const isWaived: IsWaived = (resource) => findWaiver(waivers, rule.id, resource, clock.now()) !== undefined;
  switch (rule.kind) {
    case "content":
      return { ...info, ...createContentPolicy(rule, options, clock, isWaived, secrets) };
    case "order":
      return { ...info, validateResource: createOrderValidation(rule, options, clock, isWaived, secrets) };
    case "stack":
      return { ...info, validateStack: createStackValidation(rule, options, clock, isWaived, secrets) };
    default:
      return rule satisfies never;
  }
}

type IsWaived = (resource: string) => boolean;

function createContentPolicy(
  rule: ContentRule,
  options: Props,
  clock: Clock,
  isWaived: IsWaived,
  secrets: SecretTexts,
): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const getCheck = memoizeByConfig((config) => rule.configure({ ...options, ...config }, clock));
  const { remediate } = rule;
  const validateResource: ResourceValidation = async (args, report) => {
    if (kindOfType(args.type) !== "sequence") args.notApplicable("the rule only applies to welcome message sequences");
    const { value, unknown } = readContent(args.props);
    const result = await getCheck(args)(value);
    reportResult(rule, { result, unknown }, args, isWaived(args.name) ? undefined : report, secrets);
  };
  if (remediate === undefined) return { validateResource };
  return {
    validateResource,
    remediateResource: (args) =>
      kindOfType(args.type) !== "sequence" || isWaived(args.name) ? undefined : remediateProps(args.props, remediate),
  };
}

function createOrderValidation(
  rule: OrderRule,
  options: Props,
  clock: Clock,
  isWaived: IsWaived,
  secrets: SecretTexts,
): ResourceValidation {
  const getCheck = memoizeByConfig((config) => rule.configure({ ...options, ...config }, clock));
  return async (args, report) => {
    if (kindOfType(args.type) !== "order") args.notApplicable("the rule only applies to orders");
    const order = readOrder(args.props);
    const result = await getCheck(args)(order);
    const unknown = findUnknownValue(args.props, order, rule.aspect);
    reportResult(rule, { result, unknown }, args, isWaived(args.name) ? undefined : report, secrets);
  };
}

interface PolicyResult {
  readonly result: readonly Finding[] | NotApplicable;
  readonly unknown: Error | undefined;
}

/** Reports the findings, then throws the SDK's error for a value that is not known yet. */
function reportResult(
  rule: Rule,
  { result, unknown }: PolicyResult,
  args: ResourceValidationArgs,
  report: ReportViolation | undefined,
  secrets: SecretTexts,
): void {
  if (!(result instanceof NotApplicable)) {
    for (const finding of result) report?.(secrets.formatFinding(finding, args.urn, rule.remediationSteps));
  }
  // The SDK reports that the rest is checked once it is known.
  if (unknown !== undefined) throw unknown;
  if (result instanceof NotApplicable) args.notApplicable(result.reason.en);
}

function createStackValidation(
  rule: StackRule,
  options: Props,
  clock: Clock,
  isWaived: IsWaived,
  secrets: SecretTexts,
): StackValidationPolicy["validateStack"] {
  const getCheck = memoizeByConfig((config) => rule.configure({ ...options, ...config }, clock));
  return async (args, report) => {
    const { value: sequences, unknown } = listStackSequences(args.resources);
    if (sequences.length === 0) args.notApplicable("the stack has no sequences");
    const result = await getCheck(args)(sequences);
    const names = new Map(sequences.map(({ location, name }) => [location, name]));
    if (!(result instanceof NotApplicable)) {
      for (const finding of result) {
        if (!isWaived(names.get(finding.location) ?? "")) {
          report(secrets.formatFinding(finding, finding.location, rule.remediationSteps), finding.location);
        }
      }
    }
    if (unknown !== undefined) throw unknown;
    if (result instanceof NotApplicable) args.notApplicable(result.reason.en);
  };
}

/** Memoizes the check of a rule: a run has one configuration. */
function memoizeByConfig<Check>(
  create: (config: Props) => Check,
): (args: Pick<ResourceValidationArgs, "getConfig">) => Check {
  const checks = new Map<string, Check>();
  return ({ getConfig }) => {
    const config: Props = getConfig<Record<string, unknown>>();
    const key = JSON.stringify(config);
    const check = checks.get(key) ?? create(config);
    checks.set(key, check);
    return check;
  };
}

/**
 * Creates the JSON schema with which Pulumi validates a rule's options in a configuration file. No option is required. Leaves out patterns:
 * Pulumi compiles them as Go regular expressions, which have no lookahead, and would reject the pack. The rule checks them.
 */
function createConfigSchema(options: z.ZodType): PolicyConfigSchema {
  const { properties = {} } = z.toJSONSchema(options, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
    },
  });
  return { properties: properties as PolicyConfigSchema["properties"] };
}
