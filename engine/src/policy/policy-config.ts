import type {
  AnalyzerInfo,
  PolicyConfig,
  PolicyConfigs,
  PolicyInfo,
  ResolvedPolicyConfig,
} from "../host/analyzer-types";
import type { PropertyMap, PropertyValue } from "../state";
import { isMap } from "../state/property-value";
import { errorText } from "../state/json";
import { schemaViolations } from "./config-schema";

type ConfigByPolicy = Readonly<Record<string, ResolvedPolicyConfig>>;
export interface ResolvedPolicyConfigs {
  readonly configs: ConfigByPolicy;
  /** Unknown policy names, and schemas that cannot be read. */
  readonly problems: readonly string[];
  /** Schema violations, as `<policy>: <problem>`. */
  readonly violations: readonly string[];
}

/** Merges the configuration of every policy: its defaults, then the pack's configuration, then the user's file. */
export function resolvePolicyConfig(info: AnalyzerInfo, given: PolicyConfigs): ResolvedPolicyConfigs {
  const defaults = Object.fromEntries(info.policies.map((policy) => [policy.name, defaultsOf(policy)]));
  const merged = [info.initialConfig, given].reduce<PolicyConfigs>(withConfig, defaults);
  const checked = info.policies.map((policy) => checkConfig(policy, merged[policy.name]?.properties ?? {}));
  const entries = Object.entries(merged);
  const strangers = entries
    .filter(([, config]) => !hasEnforcementLevel(config))
    .map(([name]) => unknownPolicyProblem(name, info));
  return {
    configs: Object.fromEntries(
      entries.flatMap(([name, config]) => (hasEnforcementLevel(config) ? [[name, config]] : [])),
    ),
    problems: [...strangers, ...checked.flatMap(({ problem }) => problem ?? [])],
    violations: checked.flatMap(({ violations }) => violations),
  };
}

function checkConfig(
  { name, configSchema }: PolicyInfo,
  properties: PropertyMap,
): { readonly violations: readonly string[]; readonly problem?: string } {
  try {
    return { violations: schemaViolations(configSchema, properties).map((text) => `${name}: ${text}`) };
  } catch (error) {
    return { violations: [], problem: `the schema of ${name} cannot be read: ${errorText(error)}` };
  }
}

function defaultsOf({ enforcementLevel, configSchema }: PolicyInfo): PolicyConfig {
  const properties: Record<string, PropertyValue> = {};
  for (const [key, schema] of Object.entries(configSchema.properties)) {
    if (isMap(schema) && schema["default"] !== undefined) properties[key] = schema["default"];
  }
  return { enforcementLevel, properties };
}

/** Applies `all` to every policy without a level of its own in the same configuration. */
function withConfig(before: PolicyConfigs, given: PolicyConfigs): PolicyConfigs {
  const forAll = given["all"]?.enforcementLevel;
  const result: Record<string, PolicyConfig> = Object.fromEntries(
    Object.entries(before).map(([name, config]) => [
      name,
      { ...config, enforcementLevel: forAll ?? config.enforcementLevel },
    ]),
  );
  for (const [name, { enforcementLevel, properties }] of Object.entries(given)) {
    const own = result[name];
    const merged: PropertyMap = { ...own?.properties, ...properties };
    result[name] = { enforcementLevel: enforcementLevel ?? own?.enforcementLevel, properties: merged };
  }
  return result;
}

function hasEnforcementLevel(config: PolicyConfig): config is ResolvedPolicyConfig {
  return config.enforcementLevel !== undefined;
}

/** Describes a policy without a level: the pack does not have it. */
function unknownPolicyProblem(name: string, { policies }: AnalyzerInfo): string {
  const names = policies.map((policy) => policy.name).join(", ");
  return `invalid enforcement level "": "${name}" is not a policy of the pack, which has ${names}`;
}
