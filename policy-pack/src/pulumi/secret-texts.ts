import { Secret, type ResourceValidationPolicy } from "@pulumi/policy";
import { WelcomeMessageSequence } from "pulumi-whatsapp";
import { described, type Finding } from "../finding";
import { orderType } from "../order";
import { isRecord, unguarded } from "./sequence-props";

/**
 * Which texts a program marks as secret. The SDK tells it to remediations only, which run before validations, so a remediation that
 * mends nothing takes it down.
 */
export class SecretTexts {
  /** Paths, by URN. */
  readonly #secret = new Map<string, readonly string[]>();

  readonly policy: ResourceValidationPolicy = {
    name: "whatsapp-secret-texts",
    description: "Findings quote nothing of a text that is secret.",
    enforcementLevel: "remediate",
    severity: "low",
    remediationSteps: "Nothing is to be done: it changes nothing.",
    tags: ["whatsapp"],
    remediateResource: (args) => {
      if (args.type === orderType || args.isType(WelcomeMessageSequence)) {
        this.#secret.set(args.urn, secretPathsIn(unguarded(args.props)));
      }
    },
  };

  /** The finding as a person reads it; of a text that is secret only where it is and what to do. */
  described(finding: Finding, urn: string, steps: string): string {
    // The total of an order tells what each of its amounts might be.
    const isSecret =
      this.#secret.get(urn)?.some((path) => isWithin(finding.path, path) || isWithin(path, finding.path)) ?? false;
    return described(
      isSecret ? { ...finding, says: "it breaks the rule; the text is secret and not shown", fix: steps } : finding,
    );
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

function secretPathsIn(value: unknown, path = ""): readonly string[] {
  if (value instanceof Secret) return [path];
  if (Array.isArray(value)) return value.flatMap((part, i) => secretPathsIn(part, `${path}[${i}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => secretPathsIn(part, path === "" ? key : `${path}.${key}`));
}
