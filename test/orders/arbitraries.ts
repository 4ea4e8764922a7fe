import fc from "fast-check";
import { ahead } from "./messages";
import { person, type Json } from "./support";

export const most = 2n ** 63n - 1n;

/** Amounts of every size, and those at which a representation ends. */
export function amount(least = 1n): fc.Arbitrary<bigint> {
  return fc.oneof(
    fc.bigInt({ min: least, max: 100_000n }),
    fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }),
    fc.bigInt({ min: 10n ** 15n - 2n, max: 10n ** 15n + 2n }),
    fc.bigInt({ min: 2n ** 32n - 2n, max: 2n ** 32n + 2n }),
    fc.bigInt({ min: least, max: most }),
  );
}

export interface CartItem {
  readonly amount: bigint;
  readonly sale: bigint | undefined;
  readonly quantity: number;
}

export interface Cart {
  readonly items: readonly CartItem[];
  readonly tax: bigint;
  readonly shipping: bigint | undefined;
  readonly discount: bigint | undefined;
}

const quantity = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) },
);

const item = fc
  .record({ amount: amount(), part: fc.option(fc.nat({ max: 1000 })), quantity })
  .map(({ amount, part, quantity }): CartItem => {
    const sale = part === null || amount < 2n ? undefined : 1n + ((amount - 2n) * BigInt(part)) / 1000n;
    return { amount, sale, quantity };
  });

export const cart: fc.Arbitrary<Cart> = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 5 }),
  tax: fc.oneof(fc.constant(0n), amount(0n)),
  shipping: fc.option(amount(), { nil: undefined }),
  discount: fc.option(amount(), { nil: undefined }),
});

const hostile = [
  "__proto__",
  "constructor",
  "null",
  "9007199254740993",
  "-0",
  '"',
  "\\",
  "\\u0041",
  '"}],"total_amount":{"value":1',
  "</script><!--",
  "\u0000\u0007\u001b[31m",
  "\u202egnp.exe",
  "a\r\nb\tc",
  "{{x}} ${x} %s",
  "\u{1f469}\u200d\u{1f467}",
  "e\u0301",
  "\ufeff",
  "\u2028\u2029",
  "00000000-0000-4000-8000-0000000000001234567890123456",
];

/** Text that Meta would show, hostile or not, up to the smallest limit. */
export const text: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
    fc.string({ minLength: 1, maxLength: 60 }),
  )
  .filter((value) => value.length <= 60);

function maybe<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

/** Removes undefined values and keeps the order of keys. */
function omitUndefined(parts: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function recordOf(parts: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Json> {
  return fc.record(parts).map(omitUndefined);
}

function settingOf(type: string, parts: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Json> {
  return recordOf({ type: fc.constant(type), [type]: recordOf(parts) });
}

const link = fc.webUrl();
const setting = fc.oneof(
  settingOf("pix_dynamic_code", {
    code: text,
    merchant_name: text,
    key: text,
    key_type: fc.constantFrom("CPF", "CNPJ", "EMAIL", "PHONE", "EVP"),
  }),
  settingOf("payment_link", { uri: link }),
  settingOf("boleto", { digitable_line: text }),
  settingOf("offsite_card_pay", { last_four_digits: fc.stringMatching(/^\d{4}$/), credential_id: text }),
);

function number(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
function brl(value: bigint): Json {
  return { value: number(value), offset: 100 };
}

/** Sums by the formula of Meta's page, computed independently. */
export function sums({ items, tax, shipping = 0n, discount = 0n }: Cart): {
  readonly subtotal: bigint;
  readonly total: bigint;
} {
  let subtotal = 0n;
  for (const { amount, sale, quantity } of items) subtotal += (sale ?? amount) * BigInt(quantity);
  return { subtotal, total: subtotal + tax + shipping - discount };
}

export function isSendable(cart: Cart): boolean {
  const { subtotal, total } = sums(cart);
  return subtotal <= most && total >= 1n && total <= most;
}

export interface Words {
  readonly texts: readonly string[];
  readonly settings: readonly Json[] | undefined;
  readonly hasImage: boolean;
  readonly hasExpiration: boolean;
  readonly link: string;
}

const words: fc.Arbitrary<Words> = fc.record({
  texts: fc.array(text, { minLength: 12, maxLength: 12 }),
  settings: maybe(fc.array(setting, { maxLength: 3 })),
  hasImage: fc.boolean(),
  hasExpiration: fc.boolean(),
  link,
});

/** A basket in Meta's JSON, with its sums. */
export function wireOrder(cart: Cart, texts: readonly string[], hasExpiration: boolean): Json {
  const [catalog, expires, name, retailer, tax, shipping, discount, program] = texts;
  const charge = (value: bigint | undefined, description: string | undefined, more: Json = {}): Json | undefined =>
    value === undefined ? undefined : omitUndefined({ ...brl(value), description, ...more });
  return omitUndefined({
    status: "pending",
    catalog_id: catalog,
    expiration: hasExpiration ? { timestamp: ahead(86_400), description: expires } : undefined,
    items: cart.items.map(({ amount, sale, quantity }) =>
      omitUndefined({
        retailer_id: retailer,
        name,
        amount: brl(amount),
        quantity,
        sale_amount: sale === undefined ? undefined : brl(sale),
      }),
    ),
    subtotal: brl(sums(cart).subtotal),
    tax: charge(cart.tax, tax),
    shipping: charge(cart.shipping, shipping),
    discount: charge(cart.discount, discount, omitUndefined({ discount_program_name: program })),
  });
}

export function envelope(interactive: Json, callbackData: string | undefined): Json {
  return omitUndefined({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: person,
    type: "interactive",
    interactive,
    biz_opaque_callback_data: callbackData,
  });
}

/** A valid `order_details` message, its keys in the order in which they are sent. */
export const wireDetails: fc.Arbitrary<Json> = fc
  .record({ cart: cart.filter(isSendable), words, hasOrder: fc.boolean(), id: fc.stringMatching(/^[\w.-]{1,60}$/) })
  .map(({ cart, words: { texts, settings, hasImage, hasExpiration, link }, hasOrder, id }) => {
    const [body, footer, provider, callbackData, ...rest] = texts;
    return envelope(
      omitUndefined({
        type: "order_details",
        header: hasImage ? { type: "image", image: { link, provider } } : undefined,
        body: { text: body },
        footer: { text: footer },
        action: {
          name: "review_and_pay",
          parameters: omitUndefined({
            reference_id: id,
            type: "digital-goods",
            payment_type: "br",
            payment_settings: settings,
            currency: "BRL",
            total_amount: brl(sums(cart).total),
            order: hasOrder ? wireOrder(cart, rest, hasExpiration) : undefined,
          }),
        },
      }),
      callbackData,
    );
  });

const header = fc
  .dictionary(text, fc.jsonValue({ depthSize: "small" }), { maxKeys: 4, noNullPrototype: true })
  .filter((value) => !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)))
  .map((value) => JSON.parse(JSON.stringify(value, (_key, part: unknown) => (isTooLong(part) ? 7 : part))) as Json);
function isTooLong(part: unknown): boolean {
  return typeof part === "number" && Number.isInteger(part) && !Number.isSafeInteger(part);
}

/** A valid `order_status` message, its keys in the order in which they are sent. */
export const wireStatus: fc.Arbitrary<Json> = fc
  .record({
    header: maybe(header),
    texts: fc.array(text, { minLength: 4, maxLength: 4 }),
    id: fc.stringMatching(/^[\w.-]{1,60}$/),
    order: fc.constantFrom("pending", "processing", "partially_shipped", "shipped", "completed", "canceled"),
    payment: maybe(fc.constantFrom("pending", "captured", "failed")),
    timestamp: maybe(fc.integer({ min: 0, max: 9_999_999_999 })),
    hasOrder: fc.boolean(),
  })
  .map(({ header, texts: [body, footer, description, data], id, order, payment, timestamp, hasOrder }) =>
    envelope(
      omitUndefined({
        type: "order_status",
        header,
        body: { text: body },
        footer: { text: footer },
        action: {
          name: "review_order",
          parameters: omitUndefined({
            reference_id: id,
            order: hasOrder || payment === undefined ? { status: order, description } : undefined,
            payment: payment === undefined ? undefined : omitUndefined({ status: payment, timestamp }),
          }),
        },
      }),
      data,
    ),
  );
