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
  type Words,
} from "../world/orders";
import {
  anyObject,
  inside,
  integer,
  list,
  nonEmptyList,
  notValid,
  object,
  oneOf,
  optional,
  positive,
  required,
  text,
  textLike,
  textUpTo,
  webAddress,
  type Reader,
} from "./decode";
import { checkSums } from "./sums";

/** Source: Meta's page "Orders": these limits stand in its tables. */
export function words(limit: number): Reader<Words> {
  return object<Words>({ text: required(textUpTo(limit)) });
}
export const bodyLimit = 1024;
export const footerLimit = 60;

export const referenceId = textLike(
  /^[A-Za-z0-9_.-]{1,60}$/,
  "1 to 60 English letters, numbers, underscores, dashes or dots",
);

const offset: Reader<bigint> = (value, at) => {
  const given = integer(value, at);
  if (given !== 100n) throw notValid(at, `is ${given.toString()}, and must be 100 for BRL`);
  return given;
};

/** Meta's tables say "positive integer", and "can be zero" of the tax alone, which has the same type as the shipping. */
const fromZero: Reader<bigint> = (value, at) => {
  const given = integer(value, at);
  if (given < 0n) throw notValid(at, `is ${given.toString()}, and must not be negative`);
  return given;
};

const aboveZero: Reader<bigint> = (value, at) =>
  at.behaviour.zeroAmounts === "accept" ? fromZero(value, at) : positive(value, at);

const discountValue: Reader<bigint> = (value, at) =>
  at.behaviour.zeroDiscount === "accept" ? fromZero(value, at) : aboveZero(value, at);

const amount = object<Amount>({ value: required(aboveZero), offset: required(offset) });

const described = object<DescribedAmount>({
  value: required(fromZero),
  offset: required(offset),
  description: optional(textUpTo(60)),
});

const discount = object<Discount>({
  value: required(discountValue),
  offset: required(offset),
  description: optional(textUpTo(60)),
  discount_program_name: optional(textUpTo(60)),
});

const itemShape = object<Item>({
  retailer_id: required(text),
  name: required(textUpTo(60)),
  amount: required(amount),
  quantity: required(positive),
  sale_amount: optional(amount),
});

const item: Reader<Item> = (value, at) => {
  const given = itemShape(value, at);
  const { amount: usual, sale_amount: sale } = given;
  if (sale !== undefined && sale.value >= usual.value) {
    const rule = `is ${sale.value.toString()}, and must be less than amount.value, which is ${usual.value.toString()}`;
    throw notValid(inside(at, "sale_amount.value"), rule);
  }
  return given;
};

const leastSeconds = 300;

/** Meta's table: "Minimum threshold is 300 seconds"; it does not say from when. Here: from the simulator's now. */
const timestamp: Reader<string> = (value, at) => {
  const given = textLike(/^\d+$/, "UTC seconds in digits")(value, at);
  const earliest = Math.floor(at.nowMs / 1000) + leastSeconds;
  if (BigInt(given) < BigInt(earliest)) {
    throw notValid(at, `is ${given}, and must be at least ${leastSeconds} seconds ahead: ${earliest} or later`);
  }
  return given;
};

const order = object<OrderContent>({
  status: required(oneOf("pending")),
  catalog_id: optional(text),
  expiration: optional(
    object<NonNullable<OrderContent["expiration"]>>({
      timestamp: required(timestamp),
      description: required(textUpTo(120)),
    }),
  ),
  items: required(nonEmptyList(item)),
  subtotal: required(amount),
  tax: required(described),
  shipping: optional(described),
  discount: optional(discount),
});

type SettingOf<Type extends PaymentSetting["type"]> = Extract<PaymentSetting, { readonly type: Type }>;

/** Source: Meta's pages on Pix, payment links, Boleto and one-click payments. */
const settings: { readonly [Type in PaymentSetting["type"]]: Reader<SettingOf<Type>> } = {
  pix_dynamic_code: object<SettingOf<"pix_dynamic_code">>({
    type: required(oneOf("pix_dynamic_code")),
    pix_dynamic_code: required(
      object<PixCode>({
        code: required(text),
        merchant_name: required(text),
        key: required(text),
        key_type: required(oneOf(...pixKeyTypes)),
      }),
    ),
  }),
  payment_link: object<SettingOf<"payment_link">>({
    type: required(oneOf("payment_link")),
    payment_link: required(object<{ readonly uri: string }>({ uri: required(webAddress("https:", "http:")) })),
  }),
  boleto: object<SettingOf<"boleto">>({
    type: required(oneOf("boleto")),
    boleto: required(object<{ readonly digitable_line: string }>({ digitable_line: required(text) })),
  }),
  offsite_card_pay: object<SettingOf<"offsite_card_pay">>({
    type: required(oneOf("offsite_card_pay")),
    offsite_card_pay: required(
      object<StoredCard>({
        last_four_digits: required(textLike(/^\d{4}$/, "four digits")),
        credential_id: required(text),
      }),
    ),
  }),
};

const settingTypes = Object.keys(settings) as readonly PaymentSetting["type"][];

const setting: Reader<PaymentSetting> = (value, at) => {
  const type = required(oneOf(...settingTypes))(anyObject(value, at)["type"], inside(at, "type"));
  return settings[type](value, at);
};

const parametersShape = object<DetailsParameters>({
  reference_id: required(referenceId),
  type: required(oneOf("digital-goods", "physical-goods")),
  payment_type: required(oneOf("br")),
  payment_settings: optional(list(setting)),
  currency: required(oneOf("BRL")),
  total_amount: required(amount),
  order: optional(order),
});

export const detailsParameters: Reader<DetailsParameters> = (value, at) => {
  const given = parametersShape(value, at);
  if (given.order !== undefined) checkSums(given.order, given.total_amount, at);
  return given;
};

const header = object<ImageHeader>({
  type: required(oneOf("image")),
  image: required(
    object<ImageHeader["image"]>({ link: required(webAddress("https:", "http:")), provider: optional(text) }),
  ),
});

const shape = object<DetailsMessage>({
  type: required(oneOf("order_details")),
  header: optional(header),
  body: required(words(bodyLimit)),
  footer: optional(words(footerLimit)),
  action: required(
    object<DetailsMessage["action"]>({
      name: required(oneOf("review_and_pay")),
      parameters: required(detailsParameters),
    }),
  ),
});

/** Source of the rule about the header: Meta's later page: without `order` the total is shown in place of an image. */
export const orderDetails: Reader<DetailsMessage> = (value, at) => {
  const { header: image, ...given } = shape(value, at);
  if (image === undefined) return given;
  if (given.action.parameters.order !== undefined) return { ...given, header: image };
  if (at.behaviour.headerWithoutOrder === "ignore") return given;
  throw notValid(
    inside(at, "header"),
    "cannot be shown without action.parameters.order: the total stands in its place",
  );
};
