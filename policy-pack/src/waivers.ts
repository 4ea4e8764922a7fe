import { z } from "zod";
import type { Message } from "./finding";

const day = z.iso.date("must be a date such as 2027-01-31");

/** An accepted violation with an end date. */
export const waiverSchema = z.strictObject({
  /** Id of the rule. */
  rule: z.string().min(1),
  /** Name of the resource in the program, or of the sequence in a file. */
  resource: z.string().min(1),
  /** Reason, for later readers. */
  reason: z.string().min(10, "must explain the waiver in at least ten characters"),
  /** Last day of the waiver, in UTC. Required: a waiver without an end disables the rule. */
  expires: day,
});

export type Waiver = Readonly<z.infer<typeof waiverSchema>>;

/** True after the waiver's last day. */
export function isExpired({ expires }: Waiver, now: Date): boolean {
  return now.toISOString().slice(0, 10) > expires;
}

/** Finds the waiver of a rule for a resource that has not expired. */
export function findWaiver(waivers: readonly Waiver[], rule: string, resource: string, now: Date): Waiver | undefined {
  return waivers.find((waiver) => waiver.rule === rule && waiver.resource === resource && !isExpired(waiver, now));
}

/** Describes the error for an expired waiver. */
export function describeExpired({ rule, resource, expires, reason }: Waiver): Message {
  return {
    en: `The waiver of ${rule} for ${resource} expired on ${expires} (${reason}). Fix the violation and remove the waiver, or renew it.`,
    pt: `A dispensa de ${rule} para ${resource} venceu em ${expires} (${reason}). Corrija a violação e remova a dispensa, ou renove-a.`,
    es: `La exención de ${rule} para ${resource} venció el ${expires} (${reason}). Corrige la infracción y quita la exención, o renuévala.`,
  };
}
