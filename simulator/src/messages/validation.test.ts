import { stringify } from "lossless-json";
import type { Exact, ExactObject } from "../exact";
import type { BehaviourOptions, Simulator } from "../index";
import { errorCodesOf } from "../testing/client";
import { bearer, createCurlForm, errorOf, sendHttp } from "../testing/http";
import {
  replaceAt,
  fullDetails,
  messageIdOf,
  messengerOf,
  nowMs,
  parametersPath,
  person,
  refusalOf,
  statusMessage,
  startOrderSimulator,
} from "../testing/orders";

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;

beforeEach(async () => {
  simulator = await startOrderSimulator();
  messenger = messengerOf(simulator);
});
afterEach(() => simulator.close());

function at(path: string): string {
  return path.startsWith("^") ? path.slice(1) : `${parametersPath}.${path}`;
}
const order = "order";
function long(length: number): string {
  return "x".repeat(length);
}
function soon(seconds: number): string {
  return String(nowMs / 1000 + seconds);
}

type Case = readonly [path: string, value: Exact | undefined];

/** Texts by their length. */
function addTitle<Row extends readonly [string, Exact | undefined, ...unknown[]]>(row: Row): readonly [string, ...Row] {
  const [path, value] = row;
  const shown = value === undefined ? "nothing" : (stringify(value) ?? "");
  return [`${at(path)} is ${shown.length > 40 ? `${shown.length} characters of JSON` : shown}`, ...row];
}

const passing: readonly Case[] = [
  ["^recipient_type", undefined],
  ["^to", "+55 (11) 98765-4321"],
  ["^biz_opaque_callback_data", undefined],
  ["^biz_opaque_callback_data", long(512)],
  ["^interactive", stringify(fullDetails["interactive"]) ?? ""],
  ["^interactive.header", undefined],
  ["^interactive.header.image.provider", undefined],
  ["^interactive.body.text", long(1024)],
  ["^interactive.footer", undefined],
  ["^interactive.footer.text", long(60)],
  ["reference_id", "A-z_0.9"],
  ["reference_id", long(60)],
  ["type", "digital-goods"],
  ["payment_settings", undefined],
  ["payment_settings", []],
  ...["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"].map((keyType): Case => [
    "payment_settings[0].pix_dynamic_code.key_type",
    keyType,
  ]),
  [`${order}.catalog_id`, undefined],
  [`${order}.expiration`, undefined],
  [`${order}.expiration.timestamp`, soon(300)],
  [`${order}.expiration.description`, long(120)],
  [`${order}.items[0].name`, long(60)],
  [`${order}.tax.description`, undefined],
  [`${order}.tax.description`, long(60)],
  [`${order}.shipping.description`, long(60)],
  [`${order}.discount.description`, long(60)],
  [`${order}.discount.discount_program_name`, long(60)],
];

test("every documented part is accepted, with Meta's response", async () => {
  const got = await messenger.send(fullDetails);
  expect([got.status, got.json]).toEqual([
    200,
    {
      messaging_product: "whatsapp",
      contacts: [{ input: person, wa_id: person }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    },
  ]);
  expect(simulator.messages()).toEqual([
    {
      id: messageIdOf(got),
      wabaId: simulator.wabaId,
      phoneNumberId: simulator.phoneNumberId,
      recipient: person,
      referenceId: "order-1",
      interactive: fullDetails["interactive"],
      template: null,
      callbackData: "cart-7",
      status: "delivered",
      errorCode: null,
      sentAtMs: nowMs,
    },
  ]);
  expect(simulator.orders()).toEqual([
    {
      wabaId: simulator.wabaId,
      phoneNumberId: simulator.phoneNumberId,
      referenceId: "order-1",
      recipient: person,
      status: "pending",
      payment: null,
      description: null,
      total: 123956n,
      messageIds: [messageIdOf(got)],
    },
  ]);
});

test.each(passing.map(addTitle))("%s is accepted", async (_title, path, value) => {
  const got = await messenger.send(replaceAt(fullDetails, at(path), value));
  expect([got.status, got.json["error"]]).toEqual([200, undefined]);
});

test("the response has the number as written and as WhatsApp id", async () => {
  const { json } = await messenger.send({ ...fullDetails, to: "+55 (11) 98765-4321" });
  expect(json["contacts"]).toEqual([{ input: "+55 (11) 98765-4321", wa_id: person }]);
});

const required: readonly string[] = [
  "^interactive",
  "^interactive.type",
  "^interactive.header.type",
  "^interactive.header.image",
  "^interactive.header.image.link",
  "^interactive.body",
  "^interactive.body.text",
  "^interactive.footer.text",
  "^interactive.action",
  "^interactive.action.name",
  "^interactive.action.parameters",
  "reference_id",
  "type",
  "payment_type",
  "currency",
  "total_amount",
  "total_amount.value",
  "total_amount.offset",
  "payment_settings[0].type",
  "payment_settings[0].pix_dynamic_code",
  ...["code", "merchant_name", "key", "key_type"].map((key) => `payment_settings[0].pix_dynamic_code.${key}`),
  "payment_settings[1].payment_link",
  "payment_settings[1].payment_link.uri",
  "payment_settings[2].boleto",
  "payment_settings[2].boleto.digitable_line",
  "payment_settings[3].offsite_card_pay",
  "payment_settings[3].offsite_card_pay.last_four_digits",
  "payment_settings[3].offsite_card_pay.credential_id",
  ...["status", "items", "subtotal", "tax"].map((key) => `${order}.${key}`),
  ...["timestamp", "description"].map((key) => `${order}.expiration.${key}`),
  ...["retailer_id", "name", "amount", "quantity"].map((key) => `${order}.items[0].${key}`),
  ...["subtotal", "tax", "shipping", "discount", "items[0].amount", "items[1].sale_amount"].flatMap((key) => [
    `${order}.${key}.value`,
    `${order}.${key}.offset`,
  ]),
];

test.each(required)("a message without %s is refused with 131008", async (path) => {
  const got = await messenger.send(replaceAt(fullDetails, at(path), undefined));
  expect([got.status, ...refusalOf(got)]).toEqual([400, 131008, `${at(path)} is required`]);
  expect(errorOf(got)["message"]).toBe("(#131008) Required parameter is missing");
  expect([simulator.messages(), simulator.orders()]).toEqual([[], []]);
});

const wrong: readonly (readonly [...Case, rule: string])[] = [
  ["^biz_opaque_callback_data", long(513), "is 513 characters long, and at most 512 are allowed"],
  ["^interactive", [], "must be an object"],
  ["^interactive.header.type", "video", "must be image"],
  ["^interactive.header.image.link", "cake.png", "must be a web address"],
  ["^interactive.body.text", "", "must not be empty"],
  ["^interactive.body.text", 5n, "must be a string"],
  ["^interactive.body.text", long(1025), "is 1025 characters long, and at most 1024 are allowed"],
  ["^interactive.footer.text", long(61), "is 61 characters long, and at most 60 are allowed"],
  ["^interactive.action.name", "review_order", "must be review_and_pay"],
  ...["", long(61), "a b", "maçã", "a/b"].map((id): readonly [...Case, string] => [
    "reference_id",
    id,
    id === "" ? "must not be empty" : "must be 1 to 60",
  ]),
  ["type", "goods", "must be one of digital-goods, physical-goods"],
  ["payment_type", "upi", "must be br"],
  ["currency", "USD", "must be BRL"],
  ["total_amount.value", 0n, "must be a positive integer"],
  ["total_amount.value", -1n, "must be a positive integer"],
  ["total_amount.value", 1239.5, "must be an integer"],
  ["total_amount.value", "123956", "must be an integer"],
  ["total_amount.offset", 1000n, "must be 100 for BRL"],
  ["payment_settings", {}, "must be a list"],
  ["payment_settings[0]", "pix", "must be an object"],
  ["payment_settings[0].type", "upi", "must be one of pix_dynamic_code, payment_link, boleto, offsite_card_pay"],
  ["payment_settings[0].pix_dynamic_code.code", "", "must not be empty"],
  ["payment_settings[0].pix_dynamic_code.key_type", "CEP", "must be one of CPF, CNPJ, EMAIL, PHONE, EVP"],
  ["payment_settings[1].payment_link.uri", "pay", "must be a web address"],
  ["payment_settings[2].boleto.digitable_line", 33n, "must be a string"],
  ["payment_settings[3].offsite_card_pay.last_four_digits", "52", "must be four digits"],
  [`${order}.status`, "processing", "must be pending"],
  [`${order}.catalog_id`, 5n, "must be a string"],
  [`${order}.expiration.timestamp`, nowMs, "must be a string"],
  [`${order}.expiration.timestamp`, "tomorrow", "must be UTC seconds in digits"],
  [`${order}.expiration.timestamp`, soon(299), "must be at least 300 seconds ahead"],
  [`${order}.expiration.description`, long(121), "at most 120"],
  [`${order}.items`, [], "must have at least one entry"],
  [`${order}.items[0].retailer_id`, "", "must not be empty"],
  [`${order}.items[0].name`, long(61), "at most 60"],
  [`${order}.items[0].quantity`, 0n, "must be a positive integer"],
  [`${order}.items[0].quantity`, 1.5, "must be an integer"],
  [`${order}.items[0].amount.value`, 0n, "must be a positive integer"],
  [`${order}.items[1].sale_amount.value`, 9000n, "must be less than amount.value, which is 9000"],
  [`${order}.tax.value`, -1n, "must not be negative"],
  [`${order}.tax.offset`, 10n, "must be 100 for BRL"],
  [`${order}.tax.description`, long(61), "at most 60"],
  [`${order}.shipping.description`, long(61), "at most 60"],
  [`${order}.discount.value`, 0n, "must be a positive integer"],
  [`${order}.discount.description`, long(61), "at most 60"],
  [`${order}.discount.discount_program_name`, long(61), "at most 60"],
];

test.each(wrong.map(addTitle))("%s is refused", async (_title, path, value, rule) => {
  const got = await messenger.send(replaceAt(fullDetails, at(path), value));
  const [code, details] = refusalOf(got);
  expect([got.status, code]).toEqual([400, 131009]);
  expect(String(details).startsWith(at(path))).toBe(true);
  expect(details).toContain(rule);
});

test.each([
  [`${order}.subtotal.value`, 122957n, "is 122957, and must equal the sum of the items: 50000 * 2 + 7652 * 3 = 122956"],
  [
    "total_amount.value",
    123955n,
    "is 123955, and must equal order.subtotal.value 122956 + order.tax.value 0 + order.shipping.value 2000 - order.discount.value 1000 = 123956",
  ],
])("a wrong %s is refused with both numbers", async (path, value, rule) => {
  const got = await messenger.send(replaceAt(fullDetails, at(path), value));
  expect(refusalOf(got)).toEqual([131009, `${at(path)} ${rule}`]);
});

test.each<[string, Exact | undefined, string]>([
  ["messaging_product", undefined, "The parameter messaging_product is required"],
  ["messaging_product", "telegram", "Param messaging_product must be whatsapp"],
  ["recipient_type", "group", "Param recipient_type must be individual"],
  ["to", undefined, "The parameter to is required"],
  ["to", "Ana", "Param to must be a phone number"],
  ["type", undefined, "The parameter type is required"],
  [at("order.country_of_origin"), "BR", `Unexpected key "country_of_origin" on param "${at("order")}"`],
])("%s as %j is refused with code 100", async (path, value, details) => {
  expect(refusalOf(await messenger.send(replaceAt(fullDetails, path, value)))).toEqual([100, details]);
});

test.each([
  ["type", "text"],
  ["type", "image"],
  ["interactive.type", "button"],
])("%s %s is answered like an unknown type", async (path, type) => {
  const [code, details] = refusalOf(await messenger.send(replaceAt(fullDetails, path, type)));
  expect([code, details]).toEqual([131051, expect.stringContaining(`${path} is "${type}"`)]);
});

test("a body that is not a JSON object is refused", async () => {
  const headers = { ...bearer(simulator.accessToken), "content-type": "application/json" };
  for (const body of ['{"to": 1', "[]"]) {
    const got = await sendHttp(messenger.url, { method: "POST", headers, body });
    expect(refusalOf(got)).toEqual([100, "The request body could not be parsed"]);
  }
});

test("a form carries the interactive object as JSON text", async () => {
  const form = createCurlForm([
    ["messaging_product", "whatsapp"],
    ["to", person],
    ["type", "interactive"],
    ["interactive", stringify(fullDetails["interactive"]) ?? ""],
  ]);
  const headers = { ...form.headers, ...bearer(simulator.accessToken) };
  expect((await sendHttp(messenger.url, { method: "POST", ...form, headers })).status).toBe(200);
  expect(simulator.messages()[0]?.interactive).toEqual(fullDetails["interactive"]);
});

function withoutOrder(body: ExactObject): ExactObject {
  return replaceAt(body, at("order"), undefined);
}
function withoutHeader(body: ExactObject): ExactObject {
  return replaceAt(body, "interactive.header", undefined);
}

test("order details without an order need no sums", async () => {
  expect((await messenger.send(withoutOrder(withoutHeader(fullDetails)))).status).toBe(200);
  expect(simulator.orders()).toMatchObject([{ referenceId: "order-1", total: 123956n }]);
});

test("without an order, an image header is refused or ignored", async () => {
  const [code, details] = refusalOf(await messenger.send(withoutOrder(fullDetails)));
  expect([code, details]).toEqual([131009, expect.stringContaining("interactive.header cannot be shown")]);
  simulator.setBehaviour({ headerWithoutOrder: "ignore" });
  expect((await messenger.send(withoutOrder(fullDetails))).status).toBe(200);
  expect(simulator.orderView("order-1").headerImage).toBeNull();
});

const family = "👩‍👩‍👧‍👦";

test.each<[BehaviourOptions["textLength"], number]>([
  ["utf16", 11],
  ["code-points", 7],
  ["graphemes", 1],
])("a family emoji counted as %s has length %i", async (textLength, length) => {
  simulator.setBehaviour({ textLength });
  const name = (characters: number): string => long(characters - length) + family;
  const path = at("order.items[0].name");
  expect((await messenger.send(replaceAt(fullDetails, path, name(60)))).status).toBe(200);
  expect(refusalOf(await messenger.send(replaceAt(fullDetails, path, name(61))))[0]).toBe(131009);
});

test("an amount of zero is refused unless Meta allows it", async () => {
  const free = replaceAt(replaceAt(fullDetails, at("order.discount.value"), 0n), at("total_amount.value"), 124956n);
  const freeShipping = replaceAt(
    replaceAt(fullDetails, at("order.shipping.value"), 0n),
    at("total_amount.value"),
    121956n,
  );
  expect([(await messenger.send(free)).status, (await messenger.send(freeShipping)).status]).toEqual([400, 200]);
  for (const allowed of [{ zeroDiscount: "accept" }, { zeroDiscount: "refuse", zeroAmounts: "accept" }] as const) {
    simulator.setBehaviour(allowed);
    expect((await messenger.send(free)).status).toBe(200);
  }
});

test("unknown keys can be ignored and are not stored", async () => {
  simulator.setBehaviour({ unknownMessageKeys: "ignore" });
  expect((await messenger.send(replaceAt(fullDetails, at("order.gift"), true))).status).toBe(200);
  expect(simulator.messages()[0]?.interactive).toEqual(fullDetails["interactive"]);
});

test.each([2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, 10n ** 40n + 1n])(
  "an amount of %i keeps every digit",
  async (amount) => {
    const total = amount * 3n;
    const item = { retailer_id: "1", name: "Cake", amount: { value: amount, offset: 100n }, quantity: 3n };
    const subtotal = { value: total, offset: 100n };
    const plain = { status: "pending", items: [item], subtotal, tax: { value: 0n, offset: 100n } };
    const body = replaceAt(replaceAt(fullDetails, at("order"), plain), at("total_amount.value"), total);
    expect((await messenger.send(body)).status).toBe(200);
    expect(simulator.orders()).toMatchObject([{ total }]);
    expect(JSON.stringify(simulator.journal()[0]?.body)).toContain(total.toString());
    const wrongByOne = await messenger.send(replaceAt(body, at("total_amount.value"), total + 1n));
    expect(refusalOf(wrongByOne)[1]).toContain(`is ${(total + 1n).toString()}, and must equal`);
    const held = await sendHttp(`${simulator.controlUrl}/orders`);
    expect(held.text).toContain(`"total":"${total.toString()}"`);
  },
);

test("an order status has the same limits", async () => {
  await messenger.send(fullDetails);
  const status = statusMessage({ order: { status: "processing", description: long(120) } });
  const wrongOnes: readonly (readonly [string, Exact | undefined, number])[] = [
    ["interactive.body.text", long(1025), 131009],
    ["interactive.body", undefined, 131008],
    ["interactive.footer", { text: long(61) }, 131009],
    ["interactive.header", "none", 131009],
    ["interactive.action.name", "review_and_pay", 131009],
    [at("reference_id"), "a b", 131009],
    [at("order.status"), "returned", 131009],
    [at("order.status"), undefined, 131008],
    [at("order.description"), long(121), 131009],
    [at("order"), undefined, 131008],
    [at("payment"), { status: "refunded" }, 131009],
    [at("payment"), {}, 131008],
    [at("payment"), { status: "captured", timestamp: "1722445231" }, 131009],
  ];
  for (const [path, value, code] of wrongOnes) {
    expect([path, refusalOf(await messenger.send(replaceAt(status, path, value)))[0]]).toEqual([path, code]);
  }
  expect((await messenger.send(replaceAt(status, "interactive.header", { type: "text", text: "Hi" }))).status).toBe(
    200,
  );
});

test("a token needs messaging scope, account access and manage access", async () => {
  const tokens = [
    simulator.addToken({ scopes: ["whatsapp_business_management"] }),
    simulator.addToken({ wabaIds: ["5"] }),
    simulator.addToken({ access: "view" }),
    "nobody",
  ];
  const found = [];
  for (const token of tokens) found.push(errorCodesOf(await messengerOf(simulator, token).send(fullDetails)));
  expect(found).toEqual([
    [403, 200, undefined],
    [400, 100, 33],
    [403, 131005, undefined],
    [401, 190, undefined],
  ]);
  const onlyMessages = simulator.addToken({ scopes: ["whatsapp_business_messaging"] });
  expect((await messengerOf(simulator, onlyMessages).send(fullDetails)).status).toBe(200);
});

test("an unknown number cannot send, and a number cannot message itself", async () => {
  const stranger = messengerOf(simulator, simulator.accessToken, "404");
  expect(errorCodesOf(await stranger.send(fullDetails))).toEqual([400, 100, 33]);
  expect(refusalOf(await messenger.send({ ...fullDetails, to: "+1 555-078-3881" }))[0]).toBe(131021);
});

test("a message without accepted payment terms is refused", async () => {
  simulator.setBehaviour({ paymentTermsAccepted: false });
  expect(errorCodesOf(await messenger.send(fullDetails))).toEqual([400, 134011, undefined]);
  expect(simulator.messages()).toEqual([]);
});
