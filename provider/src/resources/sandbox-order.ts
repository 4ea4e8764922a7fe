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

/** A type without bigint, which Pulumi does not support. */
type Plain<T> = T extends bigint
  ? never
  : T extends readonly (infer Part)[]
    ? readonly Plain<Part>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;
/** Amount in centavos: a whole number up to 2^53 - 1, or digits as text. */
export type SandboxCentavos = Plain<Centavos>;
/** Items, shipping, tax and discount of an order, with amounts in centavos. */
export type SandboxBasket = Plain<OrderArgs>;

/** An input whose parts, at any depth, may be outputs of other resources. */
export type DeepInput<T> = pulumi.Input<Deep<T>>;
type Deep<T> = T extends readonly (infer Part)[]
  ? readonly DeepInput<Part>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepInput<T[Key]> }
    : T;

/** Payment status to send to the person. */
export interface SandboxPayment {
  /** Status; `"captured"` marks the order as paid in the chat. */
  readonly status: PaymentStatus;
  /** Time of the payment in seconds since 1970 (UTC). Default: none. */
  readonly timestamp?: number | undefined;
}

/** Arguments of {@link SandboxOrder}. Those of the `order_details` message are final once it is sent; the others can change later. */
export interface SandboxOrderArgs {
  /** Id of the phone number that sends the messages, 1 to 32 digits. Default: the provider's `phoneNumberId`, then `WHATSAPP_PHONE_NUMBER_ID`, then config `whatsapp:phoneNumberId`. Final. */
  phoneNumberId?: pulumi.Input<string | undefined>;
  /** Phone number of the person with country code; must be listed in `whatsapp:orderRecipients`. Stored as a secret. Default: none, then `recipient` is required. Final. */
  to?: pulumi.Input<string | undefined>;
  /** Business-scoped user id of the person, such as `BR.4Xk9`, instead of the number; must be listed in `whatsapp:orderRecipients`. Ignored if `to` is set, as by Meta. Stored as a secret. Default: none. Final. */
  recipient?: pulumi.Input<string | undefined>;
  /** Text of the message, at most 1024 characters. Final. */
  body: pulumi.Input<string>;
  /** Footer of the message, at most 60 characters. Default: none. Final. */
  footer?: pulumi.Input<string | undefined>;
  /** Thumbnail image. Default: Meta uses the first item that has an image in the catalog. Final. */
  image?: DeepInput<{ readonly link: string; readonly provider?: string | undefined } | undefined>;
  /** Unique id of the order in the business, 1 to 60 characters of `A-Z a-z 0-9 _ - .`. It cannot be reused. Final. Example: `"demo-1001"`. */
  referenceId: pulumi.Input<string>;
  /** Type of the goods, `"digital-goods"` or `"physical-goods"`. Final. */
  type: pulumi.Input<OrderType>;
  /** Payment methods that the person can use. Default: none. Final. */
  paymentSettings?: DeepInput<readonly PaymentSetting[] | undefined>;
  /** Items, shipping, tax and discount, with amounts in centavos; subtotal and total are computed. Default: none, then `totalAmount` is required. Final. */
  order?: DeepInput<SandboxBasket | undefined>;
  /** Total in centavos, for an order without `order`. Default: computed from `order`. Final. */
  totalAmount?: pulumi.Input<SandboxCentavos | undefined>;
  /** Status of the order. A change sends one `order_status`; a new order must be `"pending"`. Default: `"pending"`. */
  status?: pulumi.Input<OrderStatus | "partially-shipped" | undefined>;
  /** Description of the status on the order's page, at most 120 characters. A change sends one `order_status`; a new order has none. Default: none. */
  statusDescription?: pulumi.Input<string | undefined>;
  /** Payment status. A change sends one `order_status`; a new order has none. Default: none. */
  payment?: DeepInput<SandboxPayment | undefined>;
  /** Text of later `order_status` messages, at most 1024 characters. Default: a sentence such as `"Pedido demo-1001: em preparação."`. */
  statusBody?: pulumi.Input<string | undefined>;
  /** Footer of later `order_status` messages, at most 60 characters. Default: none. */
  statusFooter?: pulumi.Input<string | undefined>;
  /** If true, a delete sends an `order_status` that cancels the order. An order whose payment is captured or pending cannot be canceled. Default: `false`, nothing is sent. */
  cancelOnDelete?: pulumi.Input<boolean | undefined>;
  /** Text of the message that cancels the order, at most 1024 characters. Default: a sentence such as `"Pedido demo-1001: cancelado."`. */
  cancelBody?: pulumi.Input<string | undefined>;
}

/**
 * An order for a demo account, a fixture or an end-to-end test. An order is an event, not configuration: each message reaches a person.
 * For real orders, use the library `pulumi-whatsapp/orders`.
 * Meta's page: https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orders
 *
 * The access token needs the permission `whatsapp_business_messaging`. `whatsapp:orderRecipients` lists the phone numbers and user ids that
 * may receive orders. A create sends 1 POST (`order_details`); a change of `status`, `payment` and `statusDescription` sends 1 POST
 * (`order_status`) for all of them. A refresh, a preview and an `up` without changes make no call, nor does a delete without
 * `cancelOnDelete`. The physical id is `<phoneNumberId>/<referenceId>`. There is no `get` and no import: Meta does not return orders.
 *
 * A preview rejects changes of arguments that are final, status transitions that Meta does not allow (the error names the allowed ones),
 * and every replacement: a changed `referenceId`, `--replace`, `replaceOnChanges`, a rename without alias, or an order missing from the
 * state. No message is sent twice. Each one is recorded in the outbox (`whatsapp:orderOutbox`) before it is sent, and a message with a
 * lost response has an unknown outcome and is never repeated. The command `pulumi-whatsapp orders` uses the same outbox. An unreadable
 * outbox file stops the messages of its order. Keep the outbox with the stack, also in CI: without it, a run does not know messages that
 * are missing from the state. `protect: true` prevents a removal by mistake.
 *
 * The messages are free-form, not templates: Meta delivers them only within 24 hours of the person's last message.
 *
 * An accepted message may still fail: Meta reports a message outside the 24 hours (131047), a status that is not allowed (2046) and a
 * failed cancellation (2047) by webhook only. `orderFailureOf` of `pulumi-whatsapp/webhooks` reads these reports.
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
 *   // Later, each with a separate `up`:
 *   // status: "processing", payment: { status: "captured" },
 * }, { protect: true });
 * ```
 */
export class SandboxOrder extends pulumi.CustomResource {
  /** Type token, by which typed policy helpers match resources. */
  static readonly __pulumiType = sandboxOrderType;

  /** Id of the phone number that sends the messages. */
  declare readonly phoneNumberId: pulumi.Output<string>;
  /** Phone number of the person; a secret. Undefined if not set. */
  declare readonly to: pulumi.Output<string | undefined>;
  /** Business-scoped user id of the person; a secret. Undefined if not set. */
  declare readonly recipient: pulumi.Output<string | undefined>;
  /** The argument as given. */
  declare readonly body: pulumi.Output<string>;
  /** The argument as given; undefined if not set. */
  declare readonly footer: pulumi.Output<string | undefined>;
  /** The argument as given; undefined if not set. */
  declare readonly image: pulumi.Output<{ readonly link: string; readonly provider?: string } | undefined>;
  /** The argument as given. */
  declare readonly referenceId: pulumi.Output<string>;
  /** The argument as given. */
  declare readonly type: pulumi.Output<OrderType>;
  /** The argument as given; undefined if not set. */
  declare readonly paymentSettings: pulumi.Output<readonly PaymentSetting[] | undefined>;
  /** The argument as given; undefined if not set. */
  declare readonly order: pulumi.Output<SandboxBasket | undefined>;
  /** Total in centavos, computed from `order` or as given; digits as text beyond 2^53 - 1. */
  declare readonly totalAmount: pulumi.Output<SandboxCentavos>;
  /** Order status of the last message; undefined means `"pending"`. */
  declare readonly status: pulumi.Output<OrderStatus | "partially-shipped" | undefined>;
  /** The argument as given; undefined if not set. */
  declare readonly statusDescription: pulumi.Output<string | undefined>;
  /** Payment status of the last message that had one; undefined if there was none. */
  declare readonly payment: pulumi.Output<SandboxPayment | undefined>;
  /** The argument as given; undefined if not set. */
  declare readonly statusBody: pulumi.Output<string | undefined>;
  /** The argument as given; undefined if not set. */
  declare readonly statusFooter: pulumi.Output<string | undefined>;
  /** The argument as given; undefined means `false`. */
  declare readonly cancelOnDelete: pulumi.Output<boolean | undefined>;
  /** The argument as given; undefined if not set. */
  declare readonly cancelBody: pulumi.Output<string | undefined>;
  /** Message id (`wamid...`) of the `order_details` message; undefined while its outcome is unknown. */
  declare readonly messageId: pulumi.Output<string | undefined>;
  /** Message id (`wamid...`) of the last `order_status` message; undefined if there is none or its outcome is unknown. */
  declare readonly lastStatusMessageId: pulumi.Output<string | undefined>;
  /** Outcome of the last message: `"accepted"` by Meta, or `"unknown"` after a lost response. Webhooks report the delivery. */
  declare readonly outcome: pulumi.Output<"accepted" | "unknown">;
  /** Correlation id of the last message, which status webhooks return as `biz_opaque_callback_data`. */
  declare readonly correlationId: pulumi.Output<string>;

  /** Returns true if a value is a sandbox order, even one of another copy of this package. */
  static override isInstance(value: unknown): value is SandboxOrder {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === SandboxOrder.__pulumiType
    );
  }

  /**
   * Declares an order.
   *
   * @param name Name of the resource in this program.
   * @param args Order to send, and its status.
   * @param opts Resource options.
   */
  constructor(name: string, args: SandboxOrderArgs, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("SandboxOrder", name, opts);
    requireArguments({ kind: "SandboxOrder", name, required: ["to", "body", "referenceId", "type"] }, args);
    const final = new FinalOptions(opts, toProperties(args));
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

/** Builds the properties to register. Lists every key, so that each becomes an output, and passes unknown keys on for check to reject. */
function toProperties(args: SandboxOrderArgs): pulumi.Inputs {
  return {
    ...Object.fromEntries(keys.map((key) => [key, undefined])),
    ...args,
    ...markSecret("to", args.to),
    ...markSecret("recipient", args.recipient),
    __provider: handlerText("sandboxOrder"),
  };
}

function markSecret(key: string, value: pulumi.Input<string | undefined>): pulumi.Inputs {
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
