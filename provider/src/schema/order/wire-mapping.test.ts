import { z } from "zod";
import { interactiveFailures } from "./wire";
import { interactiveFromWire, interactiveToWire, type InteractiveMessage } from "./wire-mapping";

const whole: InteractiveMessage = {
  kind: "order_details",
  to: "5511987654321",
  body: "b",
  footer: "f",
  image: { link: "https://a.example/i.png", provider: "p" },
  referenceId: "r",
  type: "physical-goods",
  paymentSettings: [
    { type: "pix_dynamic_code", pixDynamicCode: { code: "1", merchantName: "2", key: "3", keyType: "EVP" } },
    { type: "payment_link", paymentLink: { uri: "https://a.example" } },
    { type: "boleto", boleto: { digitableLine: "4" } },
    { type: "offsite_card_pay", offsiteCardPay: { lastFourDigits: "5235", credentialId: "6" } },
  ],
  order: {
    catalogId: "c",
    expiration: { timestamp: "1893456000", description: "e" },
    items: [{ retailerId: "1", name: "n", amount: 2n ** 60n, saleAmount: 2n ** 60n - 1n, quantity: 1 }],
    tax: { value: 0n, description: "t" },
    shipping: { value: 1n, description: "s" },
    discount: { value: 1n, description: "d", discountProgramName: "p" },
    subtotal: 2n ** 60n - 1n,
  },
  totalAmount: 2n ** 60n - 1n,
  context: { messageId: "wamid.1" },
  bizOpaqueCallbackData: "cart",
};

test("converts every part to Meta's JSON and back", () => {
  const wire = interactiveToWire(whole);
  expect(wire).toEqual({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: "5511987654321",
    type: "interactive",
    context: { message_id: "wamid.1" },
    biz_opaque_callback_data: "cart",
    interactive: {
      type: "order_details",
      header: { type: "image", image: { link: "https://a.example/i.png", provider: "p" } },
      body: { text: "b" },
      footer: { text: "f" },
      action: {
        name: "review_and_pay",
        parameters: {
          reference_id: "r",
          type: "physical-goods",
          payment_type: "br",
          payment_settings: [
            {
              type: "pix_dynamic_code",
              pix_dynamic_code: { code: "1", merchant_name: "2", key: "3", key_type: "EVP" },
            },
            { type: "payment_link", payment_link: { uri: "https://a.example" } },
            { type: "boleto", boleto: { digitable_line: "4" } },
            { type: "offsite_card_pay", offsite_card_pay: { last_four_digits: "5235", credential_id: "6" } },
          ],
          currency: "BRL",
          total_amount: { value: 1152921504606846975n, offset: 100 },
          order: {
            status: "pending",
            catalog_id: "c",
            expiration: { timestamp: "1893456000", description: "e" },
            items: [
              {
                retailer_id: "1",
                name: "n",
                amount: { value: 1152921504606846976n, offset: 100 },
                quantity: 1,
                sale_amount: { value: 1152921504606846975n, offset: 100 },
              },
            ],
            subtotal: { value: 1152921504606846975n, offset: 100 },
            tax: { value: 0, offset: 100, description: "t" },
            shipping: { value: 1, offset: 100, description: "s" },
            discount: { value: 1, offset: 100, description: "d", discount_program_name: "p" },
          },
        },
      },
    },
  });
  expect(interactiveFromWire(wire)).toEqual(whole);
});

test("writes no undefined keys, also within a status header", () => {
  const wire = interactiveToWire({
    kind: "order_status",
    to: "1",
    body: "b",
    footer: undefined,
    referenceId: "r",
    order: { status: "shipped", description: undefined },
    header: { type: "text", text: undefined, list: [{ a: undefined }], none: null },
  });
  expect(wire["interactive"]).toStrictEqual({
    type: "order_status",
    header: { type: "text", list: [{}], none: null },
    body: { text: "b" },
    action: { name: "review_order", parameters: { reference_id: "r", order: { status: "shipped" } } },
  });
});

test("throws for a body that is not valid", () => {
  for (const wire of [
    undefined,
    {},
    { interactive: { type: "order_status" } },
    interactiveToWire({ ...whole, referenceId: "" }),
  ]) {
    expect(() => interactiveFromWire(wire)).toThrow(z.ZodError);
  }
});

test("converts the context of an order status", () => {
  const status: InteractiveMessage = {
    kind: "order_status",
    ...{ to: "5511987654321", body: "b", referenceId: "r", payment: { status: "captured" } },
    context: { messageId: "wamid.1" },
  };
  expect(interactiveToWire(status)["context"]).toEqual({ message_id: "wamid.1" });
  expect(interactiveFromWire(interactiveToWire(status))).toEqual(status);
});

test("writes the alias partially-shipped as Meta's status", () => {
  const order = { status: "partially-shipped" as "partially_shipped", description: "1 of 2" };
  const wire = interactiveToWire({ kind: "order_status", to: "5511987654321", body: "b", referenceId: "r", order });
  expect(wire).toMatchObject({
    interactive: { action: { parameters: { order: { status: "partially_shipped", description: "1 of 2" } } } },
  });
});

test("keeps parts that do not fit, for validation to reject", () => {
  const parameters = "interactive.action.parameters";
  const message = { ...whole, paymentSettings: [null, { type: "cash" }, { type: "boleto", boleto: "4" }], order: "x" };
  expect(interactiveFailures(interactiveToWire(message as unknown as InteractiveMessage))).toMatchObject([
    { path: `${parameters}.payment_settings[0]` },
    { path: `${parameters}.payment_settings[1].type` },
    { path: `${parameters}.payment_settings[2].boleto`, reason: "must be an object, but is a string" },
    { path: `${parameters}.order`, reason: "must be an object, but is a string" },
  ]);
});

test("keeps a value in place of a list or amount", () => {
  const parameters = "interactive.action.parameters";
  const order = { ...whole.order, items: { amount: 1 }, tax: { value: "free" }, shipping: 5 };
  const message = { ...whole, paymentSettings: "pix", order, totalAmount: 1.5 };
  expect(interactiveFailures(interactiveToWire(message as unknown as InteractiveMessage))).toMatchObject([
    { path: `${parameters}.payment_settings`, reason: "must be an array, but is a string" },
    { path: `${parameters}.total_amount.value` },
    { path: `${parameters}.order.items`, reason: "must be an array, but is an object" },
    { path: `${parameters}.order.tax.value` },
    { path: `${parameters}.order.shipping` },
  ]);
});

test("reads a body without optional parts as a message without them", () => {
  const { image: _image, paymentSettings: _settings, order: _order, context: _context, ...rest } = whole;
  const minimal = {
    ...rest,
    footer: undefined,
    bizOpaqueCallbackData: undefined,
    totalAmount: 5n,
  } as InteractiveMessage;
  const read = interactiveFromWire(interactiveToWire(minimal));
  expect(Object.keys(read).sort()).toEqual(
    [
      "kind",
      "to",
      "recipient",
      "body",
      "footer",
      "image",
      "referenceId",
      "type",
      "totalAmount",
      "order",
      "context",
      "bizOpaqueCallbackData",
    ].sort(),
  );
  expect(read).toEqual(minimal);
});

test("keeps unknown keys of a status, for validation to reject", () => {
  const parameters = "interactive.action.parameters";
  const update = { kind: "order_status", to: "5511999999999", body: "Enviado", referenceId: "demo-1" };
  const message = { ...update, order: { status: "shipped", descripton: "x" }, payment: { status: "captured", at: 1 } };
  expect(interactiveFailures(interactiveToWire(message as unknown as InteractiveMessage))).toMatchObject([
    { path: `${parameters}.order.descripton` },
    { path: `${parameters}.payment.at` },
  ]);
});
