import { z } from "zod";
import type { Finding } from "../finding";
import type { Known } from "../order";
import { organisationOn } from "./basis";
import { NotApplicable, orderRule } from "./rule";

const hours = z.number().positive().max(100_000).optional();
const msPerHour = 3_600_000;

const options = z
  .strictObject({
    required: z.boolean().default(false).describe("Whether every order must have an expiration."),
    minHours: hours.describe(
      "Hours from now to the expiration, at least; more than 0. Absent: as short as Meta takes it.",
    ),
    maxHours: hours.describe("Hours from now to the expiration, at most; more than 0. Absent: as long as one likes."),
  })
  .refine(({ minHours = 0, maxHours = Infinity }) => minHours <= maxHours, {
    path: ["maxHours"],
    error: "must not be less than minHours",
  });

export const orderExpiry = orderRule({
  id: "whatsapp-order-expiry",
  description: "Orders end as the organisation wants it: not never, not too soon, not too late.",
  severity: "medium",
  basis: organisationOn("How long a person may pay"),
  steps:
    "Set `order.expiration` so that the person has time to pay, and stock and prices still hold. Policies see no differences: `minHours` also speaks of an order that was sent before and ends soon; waive it, or leave the rule out of runs that send nothing. An order that is over, or has gone on from pending, is passed over.",
  looksAt: "expiries",
  options,
  check: (limits, { now }) => {
    const { required, minHours, maxHours } = limits;
    if (!required && minHours === undefined && maxHours === undefined) {
      return () => new NotApplicable("no limit of the expiration is configured");
    }
    return (expiries) => expiries.flatMap((expiry) => findingsOn(expiry, limits, now().getTime()));
  },
});

function findingsOn(
  { path, value: { atMs, mayBeSent } }: Known<"expiries">,
  { required, minHours = 0, maxHours = Infinity }: z.output<typeof options>,
  nowMs: number,
): readonly Finding[] {
  if (atMs === undefined) {
    return required
      ? [{ path, says: "it never expires", fix: "Set an expiration, with timestamp and description." }]
      : [];
  }
  const aheadMs = atMs - nowMs;
  // The provider itself refuses to send what is over, so this was sent before.
  if (mayBeSent && aheadMs <= 0) return [];
  const when = `it expires at ${new Date(atMs).toISOString()}, ${toldHours(aheadMs)}`;
  if (aheadMs < minHours * msPerHour) {
    return [{ path, says: `${when}, sooner than ${minHours} h ahead`, fix: "Give people more time to pay." }];
  }
  if (aheadMs > maxHours * msPerHour) {
    return [{ path, says: `${when}, later than ${maxHours} h ahead`, fix: "Let it expire sooner." }];
  }
  return [];
}

/** `23 h 59 min ahead`; rounded down. */
function toldHours(aheadMs: number): string {
  const minutes = Math.floor(Math.abs(aheadMs) / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min ${aheadMs < 0 ? "ago" : "ahead"}`;
}
