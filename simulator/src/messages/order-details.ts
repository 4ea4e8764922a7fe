import { z } from "zod";
import {
  pixKeyTypes,
  type DetailsMessage,
  type DetailsParameters,
  type Item,
  type PaymentSetting,
} from "../state/orders";
import {
  describeTypeError,
  integer,
  list,
  object,
  oneOf,
  optional,
  positive,
  text,
  textLike,
  textUpTo,
  webAddress,
  type MessageRules,
} from "./message-fields";
import { findTotalProblem } from "./order-totals";

/** Source of the limits: the tables of Meta's page "Orders". */
export const bodyLimit = 1024;
export const footerLimit = 60;

export function createTextPart(rules: MessageRules, limit: number) {
  return object(rules, { text: textUpTo(rules, limit) });
}

export const referenceId = textLike(
  /^[A-Za-z0-9_.-]{1,60}$/,
  "1 to 60 English letters, numbers, underscores, dashes or dots",
);

const offset = integer.superRefine((value, context) => {
  if (value !== 100n) context.addIssue(`is ${value.toString()}, and must be 100 for BRL`);
});

/** Source: Meta's tables say "positive integer"; only the tax "can be zero", and the shipping has the same type. */
const fromZero = integer.superRefine((value, context) => {
  if (value < 0n) context.addIssue(`is ${value.toString()}, and must not be negative`);
});

function createAmounts(rules: MessageRules) {
  const aboveZero = rules.behaviour.zeroAmounts === "accept" ? fromZero : positive;
  const discountValue = rules.behaviour.zeroDiscount === "accept" ? fromZero : aboveZero;
  const description = optional(textUpTo(rules, 60));
  return {
    amount: object(rules, { value: aboveZero, offset }),
    described: object(rules, { value: fromZero, offset, description }),
    discount: object(rules, { value: discountValue, offset, description, discount_program_name: description }),
  };
}

type Amounts = ReturnType<typeof createAmounts>;

function createItem(rules: MessageRules, { amount }: Amounts) {
  return object(rules, {
    retailer_id: text,
    name: textUpTo(rules, 60),
    amount,
    quantity: positive,
    sale_amount: optional(amount),
  }).superRefine(({ amount: usual, sale_amount: sale }: Item, context) => {
    if (sale === undefined || sale.value < usual.value) return;
    const message = `is ${sale.value.toString()}, and must be less than amount.value, which is ${usual.value.toString()}`;
    context.addIssue({ code: "custom", path: ["sale_amount", "value"], message });
  });
}

const leastSeconds = 300;

/** Source: Meta's table: "Minimum threshold is 300 seconds", without a reference time. The simulator counts from its clock. */
function createTimestamp({ nowMs }: MessageRules) {
  return text.superRefine((value, context) => {
    if (!/^\d+$/.test(value)) {
      context.addIssue("must be UTC seconds in digits");
      return;
    }
    const earliest = Math.floor(nowMs() / 1000) + leastSeconds;
    if (BigInt(value) >= BigInt(earliest)) return;
    context.addIssue(`is ${value}, and must be at least ${leastSeconds} seconds ahead: ${earliest} or later`);
  });
}

function createOrder(rules: MessageRules, amounts: Amounts) {
  return object(rules, {
    status: oneOf("pending"),
    catalog_id: optional(text),
    expiration: optional(object(rules, { timestamp: createTimestamp(rules), description: textUpTo(rules, 120) })),
    items: list(createItem(rules, amounts)).min(1, "must have at least one entry"),
    subtotal: amounts.amount,
    tax: amounts.described,
    shipping: optional(amounts.described),
    discount: optional(amounts.discount),
  });
}

/** Source: Meta's pages on Pix, payment links, Boleto and one-click payments. */
function createPaymentSetting(rules: MessageRules): z.ZodType<PaymentSetting> {
  const pixCode = object(rules, { code: text, merchant_name: text, key: text, key_type: oneOf(...pixKeyTypes) });
  const storedCard = object(rules, { last_four_digits: textLike(/^\d{4}$/, "four digits"), credential_id: text });
  return z.discriminatedUnion(
    "type",
    [
      object(rules, { type: z.literal("pix_dynamic_code"), pix_dynamic_code: pixCode }),
      object(rules, { type: z.literal("payment_link"), payment_link: object(rules, { uri: webAddress }) }),
      object(rules, { type: z.literal("boleto"), boleto: object(rules, { digitable_line: text }) }),
      object(rules, { type: z.literal("offsite_card_pay"), offsite_card_pay: storedCard }),
    ],
    { error: describeTypeError("pix_dynamic_code", "payment_link", "boleto", "offsite_card_pay") },
  );
}

export function createDetailsParameters(rules: MessageRules): z.ZodType<DetailsParameters> {
  const amounts = createAmounts(rules);
  return object(rules, {
    reference_id: referenceId,
    type: oneOf("digital-goods", "physical-goods"),
    payment_type: oneOf("br"),
    payment_settings: optional(list(createPaymentSetting(rules))),
    currency: oneOf("BRL"),
    total_amount: amounts.amount,
    order: optional(createOrder(rules, amounts)),
  }).superRefine((parameters: DetailsParameters, context) => {
    const problem = findTotalProblem(parameters);
    if (problem !== undefined) context.addIssue({ code: "custom", path: [...problem.path], message: problem.rule });
  });
}

/** Source of the header rule: Meta's later page, where the total replaces the image without `order`. */
export function createOrderDetails(rules: MessageRules): z.ZodType<DetailsMessage> {
  const image = object(rules, { link: webAddress, provider: optional(text) });
  return object(rules, {
    type: oneOf("order_details"),
    header: optional(object(rules, { type: oneOf("image"), image })),
    body: createTextPart(rules, bodyLimit),
    footer: optional(createTextPart(rules, footerLimit)),
    action: object(rules, { name: oneOf("review_and_pay"), parameters: createDetailsParameters(rules) }),
  }).transform(({ header, ...message }, context) => {
    if (header === undefined) return message;
    if (message.action.parameters.order !== undefined) return { ...message, header };
    if (rules.behaviour.headerWithoutOrder === "refuse") {
      const reason = "cannot be shown without action.parameters.order: the total takes its place";
      context.addIssue({ code: "custom", path: ["header"], message: reason });
    }
    return message;
  });
}
