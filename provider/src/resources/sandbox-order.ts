import * as pulumi from "@pulumi/pulumi";
import { handlerText, sandboxOrderType } from "../schema/handler";
import type { OrderArgs } from "../schema/order/details";
import type { OrderType } from "../schema/order/fields";
import type { Centavos } from "../schema/order/money";
import type { PaymentSetting } from "../schema/order/payment-settings";
import type { OrderStatus, PaymentStatus } from "../schema/order/status";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions } from "./require-arguments";

/** Pulumi has no bigint: an amount in centavos is a whole number up to 2^53 - 1, or digits as text. */
type Plain<T> = T extends bigint
  ? never
  : T extends readonly (infer Part)[]
    ? readonly Plain<Part>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;
export type SandboxCentavos = Plain<Centavos>;
export type SandboxBasket = Plain<OrderArgs>;

/** Any part may be an output of another resource. */
export type DeepInput<T> = pulumi.Input<Deep<T>>;
type Deep<T> = T extends readonly (infer Part)[]
  ? readonly DeepInput<Part>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepInput<T[Key]> }
    : T;

/** Payment status that the person receives. */
export interface SandboxPayment {
  /** `captured` puts the label "paid" on the order. */
  readonly status: PaymentStatus;
  /** UTC seconds. */
  readonly timestamp?: number | undefined;
}

/** Arguments of {@link SandboxOrder}: those of an `order_details` message, which are final once it is sent, and what may change later. */
export interface SandboxOrderArgs {
  /** Phone number id that sends, 1 to 32 digits. Default: the provider's `phoneNumberId`, then `WHATSAPP_PHONE_NUMBER_ID`, then config `whatsapp:phoneNumberId`. Final. */
  phoneNumberId?: pulumi.Input<string | undefined>;
  /** The person's number with country code; must be listed in `whatsapp:orderRecipients`. Kept as a secret. Default: none, then `recipient` is required. Final. */
  to?: pulumi.Input<string | undefined>;
  /** The person's business-scoped user id, such as `BR.4Xk9`, in place of the number; must be listed in `whatsapp:orderRecipients`. Beside `to` it is ignored, by Meta too. Kept as a secret. Default: none. Final. */
  recipient?: pulumi.Input<string | undefined>;
  /** Text of the message, at most 1024 characters. Final. */
  body: pulumi.Input<string>;
  /** At most 60 characters. Default: none. Final. */
  footer?: pulumi.Input<string | undefined>;
  /** Thumbnail. Default: Meta takes the first item with an image in the catalog. Final. */
  image?: DeepInput<{ readonly link: string; readonly provider?: string | undefined } | undefined>;
  /** Unique for each order of the business; 1 to 60 of `A-Z a-z 0-9 _ - .`; never used twice. Final. Example: `"demo-1001"`. */
  referenceId: pulumi.Input<string>;
  /** `"digital-goods"` or `"physical-goods"`. Final. */
  type: pulumi.Input<OrderType>;
  /** Ways to pay. Default: none. Final. */
  paymentSettings?: DeepInput<readonly PaymentSetting[] | undefined>;
  /** The basket, amounts in centavos; subtotal and total are computed. Default: none, then `totalAmount` is required. Final. */
  order?: DeepInput<SandboxBasket | undefined>;
  /** In centavos; only needed without `order`. Final. */
  totalAmount?: pulumi.Input<SandboxCentavos | undefined>;
  /** Where the order stands; a change sends one `order_status`. A new order is `"pending"`. Default `"pending"`. */
  status?: pulumi.Input<OrderStatus | "partially-shipped" | undefined>;
  /** Shown on the order's page, at most 120 characters; a change sends one `order_status`. Default: none. */
  statusDescription?: pulumi.Input<string | undefined>;
  /** The payment; a change sends one `order_status`. Default: none. */
  payment?: DeepInput<SandboxPayment | undefined>;
  /** Text of later `order_status` messages, at most 1024 characters. Default: a plain sentence like `"Pedido demo-1001: em preparação."`. */
  statusBody?: pulumi.Input<string | undefined>;
  /** Footer of later `order_status` messages, at most 60 characters. Default: none. */
  statusFooter?: pulumi.Input<string | undefined>;
  /** If true, a delete sends an `order_status` that cancels the order. An order that is paid, or whose payment is pending, cannot be canceled. Default `false`: nothing is sent. */
  cancelOnDelete?: pulumi.Input<boolean | undefined>;
  /** Text of the message that cancels, at most 1024 characters. Default: a plain sentence like `"Pedido demo-1001: cancelado."`. */
  cancelBody?: pulumi.Input<string | undefined>;
}

/**
 * One order of a demo account, a fixture or an end-to-end test. Orders are events, not configuration: every message reaches a person.
 * Services that take real orders use the library `pulumi-whatsapp/orders`.
 * Meta's page: https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orders
 *
 * Needs a token with `whatsapp_business_messaging`, and `whatsapp:orderRecipients`, the list of numbers and user ids that may get such orders. Calls:
 * create 1 POST (`order_details`); a change of `status`, `payment` or `statusDescription` 1 POST (`order_status`), all of them in one
 * message; refresh, preview and an `up` without changes none; delete none unless `cancelOnDelete`. The physical id is
 * `<phoneNumberId>/<referenceId>`; there is no `get` and no import, since orders cannot be read from Meta.
 *
 * Refused at plan time, before any call: edits of what was sent, statuses that may not follow (the allowed ones are named), and every
 * replacement (a changed `referenceId`, `--replace`, `replaceOnChanges`, a rename without alias, a row that the state lost). No message
 * is sent twice: each is recorded in the outbox (`whatsapp:orderOutbox`, default `.pulumi-whatsapp/orders` below the program's folder)
 * before it leaves, and one whose answer was lost is of unknown outcome and never repeated. The command `pulumi-whatsapp orders` uses the
 * same outbox. A file in it that cannot be read stops the messages of its order. Keep that folder with the stack, also in CI: a
 * run without it cannot know of a message that the state does not contain. `protect: true` keeps a row from being removed by mistake.
 *
 * Its messages are free-form: Meta delivers them only within 24 hours of the person's last message. The resource sends nothing by template.
 *
 * What Meta refuses later shows here as accepted: a message outside those 24 hours (131047), a status that may not follow (2046) or a cancellation that fails (2047) is reported by
 * webhook only; `orderFailureOf` of `pulumi-whatsapp/webhooks` reads it.
 *
 * @example
 * ```ts
 * import { SandboxOrder } from "pulumi-whatsapp/orders/sandbox";
 *
 * new SandboxOrder("demo", {
 *   to: "5511987654321",
 *   body: "Your order",
 *   referenceId: "demo-1001",
 *   type: "physical-goods",
 *   paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pay.example.com/1001" } }],
 *   order: { items: [{ retailerId: "cake", name: "Cake", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
 *   // Later, one `up` each:
 *   // status: "processing", payment: { status: "captured" },
 * }, { protect: true });
 * ```
 */
export class SandboxOrder extends pulumi.CustomResource {
  /** Type token; typed policy helpers match resources by it. */
  static readonly __pulumiType = sandboxOrderType;

  /** Phone number id that sent it. */
  declare readonly phoneNumberId: pulumi.Output<string>;
  /** The person's number; a secret. */
  declare readonly to: pulumi.Output<string | undefined>;
  /** The person's user id; a secret. */
  declare readonly recipient: pulumi.Output<string | undefined>;
  /** As given. */
  declare readonly body: pulumi.Output<string>;
  /** As given. */
  declare readonly footer: pulumi.Output<string | undefined>;
  /** As given. */
  declare readonly image: pulumi.Output<{ readonly link: string; readonly provider?: string } | undefined>;
  /** As given. */
  declare readonly referenceId: pulumi.Output<string>;
  /** As given. */
  declare readonly type: pulumi.Output<OrderType>;
  /** As given. */
  declare readonly paymentSettings: pulumi.Output<readonly PaymentSetting[] | undefined>;
  /** As given. */
  declare readonly order: pulumi.Output<SandboxBasket | undefined>;
  /** In centavos, computed; digits as text beyond 2^53 - 1. */
  declare readonly totalAmount: pulumi.Output<SandboxCentavos>;
  /** Order status in the last message; undefined means `"pending"`. */
  declare readonly status: pulumi.Output<OrderStatus | "partially-shipped" | undefined>;
  /** As given. */
  declare readonly statusDescription: pulumi.Output<string | undefined>;
  /** Payment status in the last message that had one; undefined before the first. */
  declare readonly payment: pulumi.Output<SandboxPayment | undefined>;
  /** As given. */
  declare readonly statusBody: pulumi.Output<string | undefined>;
  /** As given. */
  declare readonly statusFooter: pulumi.Output<string | undefined>;
  /** As given; undefined means `false`. */
  declare readonly cancelOnDelete: pulumi.Output<boolean | undefined>;
  /** As given. */
  declare readonly cancelBody: pulumi.Output<string | undefined>;
  /** `wamid...` of the `order_details`; undefined while its outcome is unknown. */
  declare readonly messageId: pulumi.Output<string | undefined>;
  /** `wamid...` of the last `order_status`; undefined when there is none, or its outcome is unknown. */
  declare readonly lastStatusMessageId: pulumi.Output<string | undefined>;
  /** Of the last message: Meta took it, or its answer was lost. Taken is not delivered: webhooks tell that. */
  declare readonly outcome: pulumi.Output<"accepted" | "unknown">;
  /** Of the last message: status webhooks carry it as `biz_opaque_callback_data`. */
  declare readonly correlationId: pulumi.Output<string>;

  /** Returns true if a value is a sandbox order, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is SandboxOrder {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === SandboxOrder.__pulumiType
    );
  }

  /**
   * @param name Name of the resource in this program.
   * @param args The order to send, and later its statuses.
   */
  constructor(name: string, args: SandboxOrderArgs, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("SandboxOrder", name, opts);
    requireArguments({ kind: "SandboxOrder", name, required: ["to", "body", "referenceId", "type"] }, args);
    const final = new FinalOptions(opts, propertiesOf(args));
    super(SandboxOrder.__pulumiType, name, final.properties, final.observed);
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    warnAboutReplaceOnChanges(this, final.options, replacement);
  }
}

const keys = [
  ...[
    "phoneNumberId",
    "to",
    "recipient",
    "body",
    "footer",
    "image",
    "referenceId",
    "type",
    "paymentSettings",
    "order",
    "totalAmount",
  ],
  ...["status", "statusDescription", "payment", "statusBody", "statusFooter", "cancelOnDelete", "cancelBody"],
  ...["messageId", "lastStatusMessageId", "outcome", "correlationId"],
];

/** Every key is named, so that each becomes an output; unknown keys are passed on for check to refuse. */
function propertiesOf(args: SandboxOrderArgs): pulumi.Inputs {
  return {
    ...Object.fromEntries(keys.map((key) => [key, undefined])),
    ...args,
    ...secretly("to", args.to),
    ...secretly("recipient", args.recipient),
    __provider: handlerText("sandboxOrder"),
  };
}

function secretly(key: string, value: pulumi.Input<string | undefined>): pulumi.Inputs {
  return value === undefined ? {} : { [key]: pulumi.secret(value) };
}

const replacement: Replacement = {
  replaced: [],
  isComplete: false,
  advice:
    "An order is a message to a person and is never replaced: a change of what was sent is refused. For a new order use a new referenceId.",
};

const computed: ComputedOutputs = {
  returned: ["messageId", "lastStatusMessageId", "outcome", "correlationId"],
  derived: [],
};
