import { z } from "zod";
import type { Message, Violation } from "../finding";
import type { KnownFact } from "../order";
import { citeOrganization } from "./reference";
import { NotApplicable, orderRule } from "./rule";

const hours = z.number().positive().max(100_000).optional();
const msPerHour = 3_600_000;

const expiryOptions = z
  .strictObject({
    required: z.boolean().default(false).describe("True if each order must have an expiration; default false."),
    minHours: hours.describe("Minimum hours from now to the expiration, more than 0. Absent: Meta's minimum applies."),
    maxHours: hours.describe("Maximum hours from now to the expiration, more than 0. Absent: no maximum."),
  })
  .refine(({ minHours = 0, maxHours = Infinity }) => minHours <= maxHours, {
    path: ["maxHours"],
    error: "must not be less than minHours",
  });

export const orderExpiry = orderRule({
  id: "whatsapp-order-expiry",
  description: "Orders expire neither too soon nor too late.",
  doesNotDetect: {
    summary:
      "Expirations that fit the limits but do not suit the customer, such as one at night, and orders that have expired already.",
    reported: {},
    missed: {
      order: {
        items: [{ retailerId: "cake", name: "Bolo", amount: 500, quantity: 2 }],
        expiration: { timestamp: "1772463600", description: "Vence de madrugada" },
      },
    },
    options: { required: true },
  },
  severity: "medium",
  reference: citeOrganization("Time that customers have to pay"),
  fix: {
    en: "Set `order.expiration` so that customers have time to pay while stock and prices are still valid.",
    pt: "Defina `order.expiration` de modo que o cliente tenha tempo de pagar enquanto o estoque e os preços ainda valem.",
    es: "Define `order.expiration` de modo que el cliente tenga tiempo de pagar mientras el inventario y los precios siguen vigentes.",
  },
  notes:
    "The rule skips orders that have expired or are no longer pending. Policies cannot see differences, so `minHours` also reports an order that was sent before and expires soon: waive it, or disable the rule in runs that send nothing.",
  aspect: "expiries",
  options: expiryOptions,
  check: (limits, { now }) => {
    const { required, minHours, maxHours } = limits;
    if (!required && minHours === undefined && maxHours === undefined) {
      return () =>
        new NotApplicable({
          en: "no limit of the expiration is set",
          pt: "nenhum limite de vencimento está definido",
          es: "no hay ningún límite de vencimiento definido",
        });
    }
    return (expiries) => expiries.flatMap((expiry) => checkExpiry(expiry, limits, now().getTime()));
  },
});

function checkExpiry(
  { path, value: { atMs, mayHaveBeenSent } }: KnownFact<"expiries">,
  { required, minHours = 0, maxHours = Infinity }: z.output<typeof expiryOptions>,
  nowMs: number,
): readonly Violation[] {
  if (atMs === undefined) return required ? [{ path, ...neverExpires }] : [];
  const aheadMs = atMs - nowMs;
  // The provider refuses to send an expired order, so this one was sent before.
  if (mayHaveBeenSent && aheadMs <= 0) return [];
  const when = describeExpiry(atMs, aheadMs);
  if (aheadMs < minHours * msPerHour) return [{ path, ...describeTooSoon(when, minHours) }];
  if (aheadMs > maxHours * msPerHour) return [{ path, ...describeTooLate(when, maxHours) }];
  return [];
}

type Description = Required<Pick<Violation, "message" | "fix">>;

const neverExpires: Description = {
  message: { en: "the order never expires", pt: "o pedido nunca vence", es: "el pedido nunca vence" },
  fix: {
    en: "Set an expiration with timestamp and description.",
    pt: "Defina um vencimento com timestamp e description.",
    es: "Define un vencimiento con timestamp y description.",
  },
};

function describeTooSoon(when: Message, minHours: number): Description {
  return {
    message: {
      en: `${when.en}; the minimum is ${minHours} h`,
      pt: `${when.pt}; o mínimo é ${minHours} h`,
      es: `${when.es}; el mínimo es ${minHours} h`,
    },
    fix: {
      en: "Give customers more time to pay.",
      pt: "Dê mais tempo para o cliente pagar.",
      es: "Da más tiempo al cliente para pagar.",
    },
  };
}

function describeTooLate(when: Message, maxHours: number): Description {
  return {
    message: {
      en: `${when.en}; the maximum is ${maxHours} h`,
      pt: `${when.pt}; o máximo é ${maxHours} h`,
      es: `${when.es}; el máximo es ${maxHours} h`,
    },
    fix: {
      en: "Use an earlier expiration.",
      pt: "Use um vencimento mais próximo.",
      es: "Usa un vencimiento más próximo.",
    },
  };
}

/** Describes when an order expires, e.g. `the order expires at (...), 23 h 59 min from now`, rounded down. */
function describeExpiry(atMs: number, aheadMs: number): Message {
  const at = new Date(atMs).toISOString();
  const minutes = Math.floor(Math.abs(aheadMs) / 60_000);
  const distance = `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return aheadMs < 0
    ? {
        en: `the order expires at ${at}, ${distance} ago`,
        pt: `o pedido venceu em ${at}, há ${distance}`,
        es: `el pedido venció el ${at}, hace ${distance}`,
      }
    : {
        en: `the order expires at ${at}, ${distance} from now`,
        pt: `o pedido vence em ${at}, daqui a ${distance}`,
        es: `el pedido vence el ${at}, dentro de ${distance}`,
      };
}
