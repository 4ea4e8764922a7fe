import type { Failure } from "../failures";
import { countCharacters } from "../limits";
import type { Addressee } from "./addressee";
import type { InteractiveMessage } from "./wire-mapping";
import type { OrderDetails } from "./details";
import { advisedOrderLimits, orderLimits } from "./limits";
import type { PaymentSetting } from "./payment-settings";
import { describePixProblem, isPixError, listPixProblems } from "../pix-problems";

/** Lists warnings: rules of other providers that Meta does not document, and points that Meta leaves open. Paths as in a program. */
export function interactiveWarnings(message: InteractiveMessage): Failure[] {
  return [
    ...addresseeWarnings(message),
    ...lengthWarnings([
      ["body", message.body, orderLimits.body],
      ["footer", message.footer, orderLimits.footer],
      ["bizOpaqueCallbackData", message.bizOpaqueCallbackData, orderLimits.callbackData],
    ]),
    ...(message.referenceId.length > advisedOrderLimits.referenceId
      ? [
          warning(
            "referenceId",
            `has ${message.referenceId.length} characters; some providers accept at most ${advisedOrderLimits.referenceId}`,
          ),
        ]
      : []),
    ...(message.kind === "order_details" ? detailsWarnings(message) : statusWarnings(message)),
  ];
}

function warning(path: string, reason: string): Failure {
  return { path, reason };
}

/** Both numbers must be Brazilian according to a provider's page; Meta's 2040 does not state a reason. */
function addresseeWarnings({ to, recipient }: Addressee): Failure[] {
  if (to === undefined) {
    if (recipient === undefined || recipient.startsWith("BR.")) return [];
    return [warning("recipient", "is not from Brazil (BR); according to a provider, other people cannot pay")];
  }
  const ignored =
    recipient === undefined ? [] : [warning("recipient", "is ignored because `to` is set; omit one of them")];
  if (/^\+?55\d{10,11}$/.test(to.replace(/[\s()-]/g, ""))) return ignored;
  return [
    ...ignored,
    warning(
      "to",
      "does not look like a Brazilian number (55, area code, number); according to a provider, other numbers cannot pay",
    ),
  ];
}

type Length = readonly [path: string, text: string | undefined, most: number];

/** Warns about empty text, and text that is too long only when counted in UTF-16 units. */
function lengthWarnings(lengths: readonly Length[]): Failure[] {
  return lengths.flatMap(([path, text, most]) => {
    if (text === "") return [warning(path, "is empty; Meta does not document empty text, so omit it")];
    return text === undefined || text.length <= most
      ? []
      : [
          warning(
            path,
            `has ${countCharacters(text)} characters but ${text.length} UTF-16 units; Meta allows ${most} and does not document how it counts`,
          ),
        ];
  });
}

function detailsWarnings({ order, image, paymentSettings = [] }: OrderDetails): Failure[] {
  const items = order?.items ?? [];
  return [
    ...(image !== undefined && order === undefined
      ? [warning("image", "is not shown without a basket, according to Meta's later pages; the total replaces it")]
      : []),
    ...(paymentSettings.length === 0 ? [warning("paymentSettings", "is empty: the person has no way to pay")] : []),
    ...(paymentSettings.length > advisedOrderLimits.paymentSettings
      ? [
          warning(
            "paymentSettings",
            `has ${paymentSettings.length} entries; providers accept at most ${advisedOrderLimits.paymentSettings}`,
          ),
        ]
      : []),
    ...(["shipping", "discount"] as const).flatMap((key) =>
      order?.[key]?.value === 0n
        ? [warning(`order.${key}.value`, "is 0; Meta documents a positive integer, so omit it")]
        : [],
    ),
    ...paymentSettings.flatMap((setting, i) => settingWarnings(setting, `paymentSettings[${i}]`)),
    ...lengthWarnings([
      ...items.map(({ name }, i): Length => [`order.items[${i}].name`, name, orderLimits.itemName]),
      ["order.expiration.description", order?.expiration?.description, orderLimits.expirationDescription],
      ["order.tax.description", order?.tax.description, orderLimits.chargeDescription],
      ["order.shipping.description", order?.shipping?.description, orderLimits.chargeDescription],
      ["order.discount.description", order?.discount?.description, orderLimits.chargeDescription],
      ["order.discount.discountProgramName", order?.discount?.discountProgramName, orderLimits.discountProgramName],
    ]),
  ];
}

function settingWarnings(setting: PaymentSetting, path: string): Failure[] {
  switch (setting.type) {
    case "payment_link":
      return /^https:/i.test(setting.paymentLink.uri)
        ? []
        : [warning(`${path}.paymentLink.uri`, "is not https; providers reject other links")];
    case "boleto": {
      const digits = setting.boleto.digitableLine.replace(/[\s.-]/g, "");
      const [least, most] = advisedOrderLimits.digitableLine;
      return /^\d+$/.test(digits) && digits.length >= least && digits.length <= most
        ? []
        : [
            warning(
              `${path}.boleto.digitableLine`,
              `should have ${least} or ${most} digits; it has ${digits.length} characters`,
            ),
          ];
    }
    case "pix_dynamic_code":
      return listPixProblems(setting.pixDynamicCode)
        .filter((problem) => !isPixError(problem))
        .map((problem) => warning(`${path}.pixDynamicCode.${problem.property}`, describePixProblem(problem)));
    case "offsite_card_pay":
      return [];
    default:
      return setting satisfies never;
  }
}

function statusWarnings({ order, payment }: Extract<InteractiveMessage, { kind: "order_status" }>): Failure[] {
  return [
    ...lengthWarnings([["order.description", order?.description, orderLimits.statusDescription]]),
    ...(order?.status === "canceled" && payment !== undefined && payment.status !== "failed"
      ? [
          warning(
            "payment.status",
            `is "${payment.status}" in a message that cancels the order; a paid order cannot be canceled (2047)`,
          ),
        ]
      : []),
  ];
}
