import type { Host } from "../../host/host";
import type { PolicyHost } from "../../host/policy-process";
import { PolicyPacks, type PackSettings } from "../../policy/packs";
import type { ConfigValue, Project } from "../../state";
import type { ResourceTable } from "../resources/resource-table";
import { Policies } from "./policies";
import type { Reporter } from "../reporting/reporter";
import { SecretRedactor } from "./secret-redactor";
import { configProperties } from "../providers/provider-config";

export interface PolicyOptions extends Pick<PolicyHost, "engineAddress" | "env" | "onLine"> {
  readonly host: Host;
  readonly policyPacks: readonly PackSettings[];
  /** Base directory of relative paths. */
  readonly workDir: string;
  readonly project: Project;
  readonly stackName: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly config: Readonly<Record<string, ConfigValue>>;
}

/** Prepares the policy packs without starting them. Configuration secrets are redacted from their output. */
export function setUpPolicies(options: PolicyOptions, reporter: Reporter, resourceTable: ResourceTable): Policies {
  const { project, stackName, organization, dryRun, config, env, engineAddress } = options;
  const secrets = new SecretRedactor();
  secrets.add(configProperties(config));
  const policyHost: PolicyHost = {
    stack: { organization, projectName: project.name, stackName, dryRun, config },
    ...{ env, engineAddress },
    onLine: (line, stream) => options.onLine(secrets.redact(line), stream),
  };
  const packs = new PolicyPacks(options.policyPacks, policyHost, options.workDir, options.host.startPolicyPack);
  return new Policies({ packs, reporter, resourceTable, secrets, dryRun });
}
