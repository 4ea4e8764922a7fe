import {
  pixKeyTypes,
  type Amount,
  type DescribedAmount,
  type DetailsMessage,
  type DetailsParameters,
  type Discount,
  type ImageHeader,
  type Item,
  type OrderContent,
  type PaymentSetting,
  type PixCode,
  type StoredCard,
  type TextPart,
} from "../state/orders";
import {
  anyObject,
  memberLocation,
  integer,
  list,
  nonEmptyList,
  invalidValue,
  object,
  oneOf,
  optional,
  positive,
  requireField,
  text,
  textLike,
  textUpTo,
  webAddress,
  type Reader,
} from "./field-readers";
import { checkTotals } from "./order-totals";

/** Source of the limits: the tables of Meta's page "Orders". */
export function words(limit: number): Reader<TextPart> {
  return object<TextPart>({ text: requireField(textUpTo(limit)) });
}
export const bodyLimit = 1024;
export const footerLimit = 60;

export const referenceId = textLike(
  /^[A-Za-z0-9_.-]{1,60}$/,
  "1 to 60 English letters, numbers, underscores, dashes or dots",
);

const offset: Reader<bigint> = (value, at) => {
  const given = integer(value, at);
  if (given !== 100n) throw invalidValue(at, `is ${given.toString()}, and must be 100 for BRL`);
  return given;
};

/** Source: Meta's tables say "positive integer"; only the tax "can be zero", and the shipping has the same type. */
const fromZero: Reader<bigint> = (value, at) => {
  const given = integer(value, at);
  if (given < 0n) throw invalidValue(at, `is ${given.toString()}, and must not be negative`);
  return given;
};

const aboveZero: Reader<bigint> = (value, at) =>
  at.behaviour.zeroAmounts === "accept" ? fromZero(value, at) : positive(value, at);

const discountValue: Reader<bigint> = (value, at) =>
  at.behaviour.zeroDiscount === "accept" ? fromZero(value, at) : aboveZero(value, at);

const amount = object<Amount>({ value: requireField(aboveZero), offset: requireField(offset) });

const described = object<DescribedAmount>({
  value: requireField(fromZero),
  offset: requireField(offset),
  description: optional(textUpTo(60)),
});

const discount = object<Discount>({
  value: requireField(discountValue),
  offset: requireField(offset),
  description: optional(textUpTo(60)),
  discount_program_name: optional(textUpTo(60)),
});

const itemShape = object<Item>({
  retailer_id: requireField(text),
  name: requireField(textUpTo(60)),
  amount: requireField(amount),
  quantity: requireField(positive),
  sale_amount: optional(amount),
});

const item: Reader<Item> = (value, at) => {
  const given = itemShape(value, at);
  const { amount: usual, sale_amount: sale } = given;
  if (sale !== undefined && sale.value >= usual.value) {
    const rule = `is ${sale.value.toString()}, and must be less than amount.value, which is ${usual.value.toString()}`;
    throw invalidValue(memberLocation(at, "sale_amount.value"), rule);
  }
  return given;
};

const leastSeconds = 300;

/** Source: Meta's table: "Minimum threshold is 300 seconds", without a reference time. The simulator counts from its clock. */
const timestamp: Reader<string> = (value, at) => {
  const given = textLike(/^\d+$/, "UTC seconds in digits")(value, at);
  const earliest = Math.floor(at.nowMs / 1000) + leastSeconds;
  if (BigInt(given) < BigInt(earliest)) {
    throw invalidValue(at, `is ${given}, and must be at least ${leastSeconds} seconds ahead: ${earliest} or later`);
  }
  return given;
};

const order = object<OrderContent>({
  status: requireField(oneOf("pending")),
  catalog_id: optional(text),
  expiration: optional(
    object<NonNullable<OrderContent["expiration"]>>({
      timestamp: requireField(timestamp),
      description: requireField(textUpTo(120)),
    }),
  ),
  items: requireField(nonEmptyList(item)),
  subtotal: requireField(amount),
  tax: requireField(described),
  shipping: optional(described),
  discount: optional(discount),
});

type SettingOf<Type extends PaymentSetting["type"]> = Extract<PaymentSetting, { readonly type: Type }>;

/** Source: Meta's pages on Pix, payment links, Boleto and one-click payments. */
const settings: { readonly [Type in PaymentSetting["type"]]: Reader<SettingOf<Type>> } = {
  pix_dynamic_code: object<SettingOf<"pix_dynamic_code">>({
    type: requireField(oneOf("pix_dynamic_code")),
    pix_dynamic_code: requireField(
      object<PixCode>({
        code: requireField(text),
        merchant_name: requireField(text),
        key: requireField(text),
        key_type: requireField(oneOf(...pixKeyTypes)),
      }),
    ),
  }),
  payment_link: object<SettingOf<"payment_link">>({
    type: requireField(oneOf("payment_link")),
    payment_link: requireField(object<{ readonly uri: string }>({ uri: requireField(webAddress("https:", "http:")) })),
  }),
  boleto: object<SettingOf<"boleto">>({
    type: requireField(oneOf("boleto")),
    boleto: requireField(object<{ readonly digitable_line: string }>({ digitable_line: requireField(text) })),
  }),
  offsite_card_pay: object<SettingOf<"offsite_card_pay">>({
    type: requireField(oneOf("offsite_card_pay")),
    offsite_card_pay: requireField(
      object<StoredCard>({
        last_four_digits: requireField(textLike(/^\d{4}$/, "four digits")),
        credential_id: requireField(text),
      }),
    ),
  }),
};

const settingTypes = Object.keys(settings) as readonly PaymentSetting["type"][];

const setting: Reader<PaymentSetting> = (value, at) => {
  const type = requireField(oneOf(...settingTypes))(anyObject(value, at)["type"], memberLocation(at, "type"));
  return settings[type](value, at);
};

const parametersShape = object<DetailsParameters>({
  reference_id: requireField(referenceId),
  type: requireField(oneOf("digital-goods", "physical-goods")),
  payment_type: requireField(oneOf("br")),
  payment_settings: optional(list(setting)),
  currency: requireField(oneOf("BRL")),
  total_amount: requireField(amount),
  order: optional(order),
});

export const detailsParameters: Reader<DetailsParameters> = (value, at) => {
  const given = parametersShape(value, at);
  if (given.order !== undefined) checkTotals(given.order, given.total_amount, at);
  return given;
};

const header = object<ImageHeader>({
  type: requireField(oneOf("image")),
  image: requireField(
    object<ImageHeader["image"]>({ link: requireField(webAddress("https:", "http:")), provider: optional(text) }),
  ),
});

const shape = object<DetailsMessage>({
  type: requireField(oneOf("order_details")),
  header: optional(header),
  body: requireField(words(bodyLimit)),
  footer: optional(words(footerLimit)),
  action: requireField(
    object<DetailsMessage["action"]>({
      name: requireField(oneOf("review_and_pay")),
      parameters: requireField(detailsParameters),
    }),
  ),
});

/** Source of the header rule: Meta's later page, where the total replaces the image without `order`. */
export const orderDetails: Reader<DetailsMessage> = (value, at) => {
  const { header: image, ...given } = shape(value, at);
  if (image === undefined) return given;
  if (given.action.parameters.order !== undefined) return { ...given, header: image };
  if (at.behaviour.headerWithoutOrder === "ignore") return given;
  throw invalidValue(
    memberLocation(at, "header"),
    "cannot be shown without action.parameters.order: the total takes its place",
  );
};
