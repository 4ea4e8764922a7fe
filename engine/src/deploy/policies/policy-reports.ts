import type { EnforcementLevel, PolicyFinding } from "../../host/analyzer-types";
import type { PolicyPack } from "../../policy/packs";
import type { PolicyEvent, PolicySummaryEvent } from "../../events";
import type { PropertyMap } from "../../state";
import { mapValues, maskSecrets } from "../../state/property-value";
import type { Reporter } from "../reporting/reporter";

/** Reports a policy violation as an engine event and a diagnostic. */
export function reportFinding(reporter: Reporter, pack: PolicyPack, urn: string, finding: PolicyFinding): void {
  const { policyName, message, enforcementLevel, severity } = finding;
  const policy = { name: policyName, packName: pack.name, packVersion: pack.version, enforcementLevel };
  reporter.diagnostics.push({
    urn,
    severity: enforcementLevel === "mandatory" ? "error" : "warning",
    message: `[${enforcementLevel}] ${pack.name}@v${pack.version} ${policyName}: ${message}`,
    policy,
  });
  reporter.send({
    policyEvent: {
      ...(urn === "" ? {} : { resourceUrn: urn }),
      ...{ message: `${message}\n`, color: "never", policyName, ...packOf(pack) },
      enforcementLevel: eventLevel(enforcementLevel),
      ...(severity === undefined ? {} : { severity }),
    },
  });
}

export function reportRemediation(
  reporter: Reporter,
  pack: PolicyPack,
  what: {
    readonly urn: string;
    readonly policyName: string;
    readonly before: PropertyMap;
    readonly after: PropertyMap;
  },
): void {
  const { urn: resourceUrn, policyName } = what;
  const [before, after] = [mapValues(what.before, maskSecrets), mapValues(what.after, maskSecrets)];
  reporter.send({
    policyRemediationEvent: { resourceUrn, color: "never", policyName, ...packOf(pack), before, after },
  });
}

/**
 * Names the policies that failed and those that passed: enabled, of the given kind, and neither failed nor not
 * applicable.
 */
export function policySummary(
  pack: PolicyPack,
  kind: "resource" | "stack",
  { failed, notApplicable }: { readonly failed: readonly string[]; readonly notApplicable: readonly string[] },
): PolicySummaryEvent {
  const excluded = new Set([...failed, ...notApplicable]);
  const passed = pack.policies.filter(
    (policy) => (policy.kind ?? kind) === kind && policy.enforcementLevel !== "disabled" && !excluded.has(policy.name),
  );
  return {
    ...packOf(pack),
    ...optionalNames(
      "passed",
      passed.map(({ name }) => name),
    ),
    ...optionalNames("failed", failed),
  };
}

function optionalNames(
  key: "passed" | "failed",
  list: readonly string[],
): Pick<PolicySummaryEvent, "passed" | "failed"> {
  return list.length === 0 ? {} : { [key]: [...new Set(list)].sort() };
}

function packOf({ name, version }: PolicyPack): {
  policyPackName: string;
  policyPackVersion: string;
  policyPackVersionTag: string;
} {
  return { policyPackName: name, policyPackVersion: version, policyPackVersionTag: version };
}

/** The CLI sends "advisory"; the SDK's type has "warning". */
function eventLevel(level: EnforcementLevel): PolicyEvent["enforcementLevel"] {
  return level as PolicyEvent["enforcementLevel"];
}
