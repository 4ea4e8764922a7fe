import type { PropertyMap } from "../state";

/** Types of Pulumi's analyzer protocol. */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";
export type PolicySeverity = "low" | "medium" | "high" | "critical";

/** Configuration of one policy. Unset values keep the pack's defaults. */
export interface PolicyConfig {
  readonly enforcementLevel: EnforcementLevel | undefined;
  readonly properties: PropertyMap;
}
/** Configuration by policy name. */
export type PolicyConfigs = Readonly<Record<string, PolicyConfig>>;
export interface ResolvedPolicyConfig extends PolicyConfig {
  readonly enforcementLevel: EnforcementLevel;
}

export interface PolicyInfo {
  readonly name: string;
  readonly enforcementLevel: EnforcementLevel;
  /** Undefined for old policy SDKs, which do not report it. */
  readonly kind: "resource" | "stack" | undefined;
  readonly severity: PolicySeverity | undefined;
  readonly configSchema: { readonly properties: PropertyMap; readonly required: readonly string[] };
}

export interface AnalyzerInfo {
  readonly name: string;
  readonly version: string;
  readonly supportsConfig: boolean;
  readonly policies: readonly PolicyInfo[];
  /** Configuration written into the pack itself. */
  readonly initialConfig: PolicyConfigs;
}

/** Stack that the policies run for. */
export interface AnalyzedStack {
  readonly organization: string;
  readonly projectName: string;
  readonly stackName: string;
  readonly dryRun: boolean;
  readonly config: Readonly<Record<string, { readonly value: string; readonly secret: boolean }>>;
}

export interface AnalyzedProvider {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly properties: PropertyMap;
}
export interface AnalyzedResource extends AnalyzedProvider {
  readonly provider: AnalyzedProvider | undefined;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    readonly deleteBeforeReplace: boolean | undefined;
    readonly additionalSecretOutputs: readonly string[];
    readonly aliases: readonly string[];
    /** In seconds, by operation. */
    readonly customTimeouts: Readonly<Record<string, number>>;
  };
}

export interface PolicyFinding {
  readonly policyName: string;
  readonly message: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly severity: PolicySeverity | undefined;
  /** Resource that a stack policy names; empty if it names none. */
  readonly urn: string;
}
export interface Analysis {
  readonly findings: readonly PolicyFinding[];
  /** Names of policies that do not apply. */
  readonly notApplicable: readonly string[];
}

export interface Remediation {
  readonly policyName: string;
  /** Error message; empty if the remediation ran. */
  readonly diagnostic: string;
  readonly properties: PropertyMap;
}
export interface Remediations {
  readonly remediations: readonly Remediation[];
  readonly notApplicable: readonly string[];
}
