import type { InteractiveMessage } from "./wire-mapping";
import type { OrderDetails } from "./details";
import { interactiveWarnings } from "./warnings";
import type { PixKeyType } from "./fields";
import type { PaymentSetting } from "./payment-settings";

const link: PaymentSetting = { type: "payment_link", paymentLink: { uri: "https://a.example" } };
const details: OrderDetails = {
  kind: "order_details",
  to: "5511987654321",
  body: "b",
  referenceId: "r",
  type: "digital-goods",
  paymentSettings: [link],
  totalAmount: 5n,
};
function paths(message: InteractiveMessage): string[] {
  return interactiveWarnings(message).map(({ path }) => path);
}
function pathsOf(more: Partial<OrderDetails>): string[] {
  return paths({ ...details, ...more });
}

test("a usual message has no warnings", () => {
  expect(paths(details)).toStrictEqual([]);
});

test.each(["5511987654321", "+55 (11) 98765-4321", "551187654321"])("accepts the Brazilian number %s", (to) => {
  expect(pathsOf({ to })).toStrictEqual([]);
});
test.each(["14155550100", "915511987654321", "55119876543210", "5511", "abc", "351911222333"])(
  "warns that %s does not look Brazilian",
  (to) => {
    expect(pathsOf({ to })).toStrictEqual(["to"]);
  },
);

test("no addressee causes no warning: validation reports it", () => {
  expect(pathsOf({ to: undefined })).toStrictEqual([]);
});

test("texts of exactly the largest length have no warning", () => {
  expect(pathsOf({ body: "a".repeat(1024), footer: "a".repeat(60) })).toStrictEqual([]);
});

const wide = "\u{1f469}\u200d\u{1f467}";

test("warns of texts that only some counts find too long", () => {
  expect(
    pathsOf({
      body: wide.repeat(300),
      footer: wide.repeat(13),
      bizOpaqueCallbackData: wide.repeat(200),
      image: undefined,
      order: {
        items: [{ retailerId: "1", name: wide.repeat(60), amount: 5n, quantity: 1 }],
        expiration: { timestamp: "1", description: wide.repeat(120) },
        tax: { value: 0n, description: wide.repeat(60) },
        shipping: { value: 1n, description: wide.repeat(60) },
        discount: { value: 1n, description: wide.repeat(60), discountProgramName: wide.repeat(60) },
        subtotal: 5n,
      },
    }),
  ).toStrictEqual([
    "body",
    "footer",
    "bizOpaqueCallbackData",
    "order.items[0].name",
    "order.expiration.description",
    "order.tax.description",
    "order.shipping.description",
    "order.discount.description",
    "order.discount.discountProgramName",
  ]);
  expect(interactiveWarnings({ ...details, footer: wide.repeat(13) })).toStrictEqual([
    {
      path: "footer",
      reason: "has 13 characters but 65 UTF-16 units; Meta allows 60 and does not document how it counts",
    },
  ]);
});

const dynamicCode =
  "00020126420014br.gov.bcb.pix2520pix.example.com/v2/x5204000053039865802BR5914PADARIA AURORA6009SAO PAULO62070503***6304BB66";

function pix(keyType: PixKeyType, key: string, code = dynamicCode): string[] {
  return pathsOf({
    paymentSettings: [{ type: "pix_dynamic_code", pixDynamicCode: { code, merchantName: "A", key, keyType } }],
  });
}
const keyPath = "paymentSettings[0].pixDynamicCode.key";

test.each<[PixKeyType, readonly string[], readonly string[]]>([
  ["CPF", ["12345678909", "123.456.789-09"], ["1234567890", "39580525000189", "a@b.c", "12345678908", "11111111111"]],
  [
    "CNPJ",
    ["39580525000189", "39.580.525/0001-89", "12ABC34501DE35"],
    ["12345678909", "39580525000l89", "39580525000180", "12ABC34501DE34"],
  ],
  ["EMAIL", ["ana@example.com"], ["ana", "a b@c", "@"]],
  ["PHONE", ["+5511987654321", "+551187654321"], ["987", "+55 11 98765 4321", "11987654321", "+14155550100"]],
  ["EVP", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567e89b12d3a456426614174000"]],
])("warns of Pix keys that do not match the type %s", (kind, good, odd) => {
  expect(good.map((key) => pix(kind, key))).toStrictEqual(good.map(() => []));
  expect(odd.map((key) => pix(kind, key))).toStrictEqual(odd.map(() => [keyPath]));
});

test("warns of a Pix code without the BR Code prefix", () => {
  expect(pix("EMAIL", "a@b.c", "26700014")).toStrictEqual(["paymentSettings[0].pixDynamicCode.code"]);
});

test("warns of doubtful payment settings", () => {
  const card: PaymentSetting = {
    type: "offsite_card_pay",
    offsiteCardPay: { lastFourDigits: "5235", credentialId: "1" },
  };
  expect(pathsOf({ paymentSettings: undefined })).toStrictEqual(["paymentSettings"]);
  expect(pathsOf({ paymentSettings: [link, card] })).toStrictEqual([]);
  expect(pathsOf({ paymentSettings: [link, link, card] })).toStrictEqual(["paymentSettings"]);
  expect(
    pathsOf({ paymentSettings: [card, { type: "payment_link", paymentLink: { uri: "HTTP://a.example" } }] }),
  ).toStrictEqual(["paymentSettings[1].paymentLink.uri"]);
  for (const digitableLine of ["1".repeat(46), "1".repeat(49), `${"1".repeat(46)}x`, `x${"1".repeat(46)}`]) {
    expect(pathsOf({ paymentSettings: [{ type: "boleto", boleto: { digitableLine } }] })).toStrictEqual([
      "paymentSettings[0].boleto.digitableLine",
    ]);
  }
});

test("warns of a cancellation with a payment that prevents it", () => {
  const canceling = (
    payment: "captured" | "pending" | "failed" | undefined,
    status: "canceled" | "shipped" = "canceled",
  ) =>
    paths({
      kind: "order_status",
      to: "5511987654321",
      body: "b",
      referenceId: "r",
      order: { status },
      payment: payment && { status: payment },
    });
  expect([
    canceling("captured"),
    canceling("pending"),
    canceling("failed"),
    canceling(undefined),
    canceling("captured", "shipped"),
  ]).toStrictEqual([["payment.status"], ["payment.status"], [], [], []]);
});
