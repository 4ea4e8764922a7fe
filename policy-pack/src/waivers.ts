import { z } from "zod";

const day = z.iso.date("must be a day such as 2027-01-31");

/** A finding that somebody has decided to live with, and until when. */
export const waiverSchema = z.strictObject({
  /** Id of the rule. */
  rule: z.string().min(1),
  /** Name of the resource in the program, or of the sequence in a file. */
  resource: z.string().min(1),
  /** Why, for whoever reads it later. */
  reason: z.string().min(10, "must say why, in at least ten characters"),
  /** The last day on which it holds, in UTC. Required: a waiver without an end is a rule that is off. */
  expires: day,
});

export type Waiver = Readonly<z.infer<typeof waiverSchema>>;

/** On the day itself it still holds. */
export function isExpired({ expires }: Waiver, now: Date): boolean {
  return now.toISOString().slice(0, 10) > expires;
}

/** The waiver under which this rule lets this resource pass, if there is one that holds. */
export function waiverFor(waivers: readonly Waiver[], rule: string, resource: string, now: Date): Waiver | undefined {
  return waivers.find((waiver) => waiver.rule === rule && waiver.resource === resource && !isExpired(waiver, now));
}
