import { Secret, type ResourceValidationPolicy } from "@pulumi/policy";
import { kindOfType } from "pulumi-whatsapp/schema";
import { formatFinding, formatPlace, type Finding } from "../finding";
import { isRecord, copyWithoutProxy } from "./sequence-props";

/**
 * Remembers which texts a program marks as secret. The SDK shows secrets to remediations only, which run before validations, so a policy with
 * an empty remediation records them.
 */
export class SecretTexts {
  readonly #pathsByUrn = new Map<string, readonly string[]>();

  readonly policy: ResourceValidationPolicy = {
    name: "whatsapp-secret-texts",
    description: "Findings do not quote secret texts.",
    enforcementLevel: "remediate",
    severity: "low",
    remediationSteps: "No action is needed: the policy changes nothing.",
    tags: ["whatsapp"],
    remediateResource: (args) => {
      const kind = kindOfType(args.type);
      if (kind === "order" || kind === "sequence") {
        this.#pathsByUrn.set(args.urn, findSecretPaths(copyWithoutProxy(args.props)));
      }
    },
  };

  /** Formats a finding. For a secret text, shows only the path and what to do. */
  formatFinding(finding: Finding, urn: string, remediationSteps: string): string {
    // The total of an order would reveal its amounts.
    const isSecret =
      this.#pathsByUrn.get(urn)?.some((path) => isWithin(finding.path, path) || isWithin(path, finding.path)) ?? false;
    return isSecret
      ? `${formatPlace(finding, "en")}: the value violates the rule; it is secret and not shown. ${remediationSteps}`
      : formatFinding(finding, "en");
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

function findSecretPaths(value: unknown, path = ""): readonly string[] {
  if (value instanceof Secret) return [path];
  if (Array.isArray(value)) return value.flatMap((part, i) => findSecretPaths(part, `${path}[${i}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => findSecretPaths(part, path === "" ? key : `${path}.${key}`));
}
