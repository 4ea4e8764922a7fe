import { parseJsonIntegers } from "../exact-json";
import { interactiveFailures, wireKind } from "./wire";

const simple = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: "5511987654321",
  type: "interactive",
  interactive: {
    type: "order_details",
    body: { text: "b" },
    action: {
      name: "review_and_pay",
      parameters: {
        reference_id: "r",
        type: "digital-goods",
        payment_type: "br",
        currency: "BRL",
        total_amount: { value: 5, offset: 100 },
      },
    },
  },
};
const text = JSON.stringify(simple);
function paths(wire: unknown): string[] {
  return interactiveFailures(wire).map(({ path }) => path);
}

test("recognizes the kind of a body, if any", () => {
  expect(
    [simple, { interactive: { type: "order_status" } }, { interactive: { type: "list" } }, {}, null].map(wireKind),
  ).toEqual(["order_details", "order_status", undefined, undefined, undefined]);
});

test.each([null, undefined, 5, "text", [], [simple]])("rejects %p as a body", (wire) => {
  expect(interactiveFailures(wire)).toEqual([{ path: "body", reason: "must be a JSON object" }]);
});

test("reports every failure of a body of another kind", () => {
  expect(interactiveFailures({ ...simple, to: 5, extra: 1, interactive: { type: "list" } })).toEqual([
    { path: "to", reason: "must be a string, but is a number" },
    { path: "interactive.type", reason: 'must be one of "order_details", "order_status"' },
    { path: "extra", reason: expect.stringContaining("is not known") },
  ]);
  expect(paths({ ...simple, interactive: [] })).toEqual(["interactive"]);
});

test("requires an order or a payment in an order status", () => {
  const status = (parameters: object) => ({
    ...simple,
    interactive: {
      type: "order_status",
      body: { text: "b" },
      action: { name: "review_order", parameters: { reference_id: "r", ...parameters } },
    },
  });
  expect(interactiveFailures(status({}))).toEqual([
    {
      path: "interactive.action.parameters.order",
      reason: "is required unless `payment` is set",
    },
  ]);
  expect(paths(status({ order: { status: "shipped" } }))).toEqual([]);
  expect(paths(status({ payment: { status: "captured", timestamp: 1722445231000 } }))).toEqual([
    "interactive.action.parameters.payment.timestamp",
  ]);
});

test.each([
  ["__proto__", '"__proto__":{"to":"1"},'],
  ["constructor", '"constructor":{"prototype":{}},'],
  ["toString", '"toString":1,'],
  ["preview_url", '"preview_url":true,'],
])("rejects the unknown key %s", (key, parts) => {
  expect(paths(parseJsonIntegers(text.replace("{", `{${parts}`)))).toEqual([key]);
});

test("ignores inherited keys", () => {
  const { to: _to, ...rest } = simple;
  expect(paths(JSON.parse(JSON.stringify(Object.assign(Object.create({ to: "5511987654321" }), rest))))).toEqual([
    "to",
  ]);
});

test("rejects values of the wrong type at their path", () => {
  const parameters = "interactive.action.parameters";
  const wrong = (value: string): string[] =>
    paths(JSON.parse(text.replace('"currency"', `"payment_settings":${value},"order":[],"currency"`)));
  expect(wrong("{}")).toEqual([`${parameters}.payment_settings`, `${parameters}.order`]);
  expect(wrong("[null,[],5]")).toEqual([
    ...[0, 1, 2].map((i) => `${parameters}.payment_settings[${i}]`),
    `${parameters}.order`,
  ]);
  expect(paths(JSON.parse(JSON.stringify({ ...simple, to: null })))).toEqual(["to"]);
});

test("rejects deep nesting", () => {
  const deep = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
  const status = { ...simple, interactive: { type: "order_status", header: deep(100_000) } };
  expect(interactiveFailures(status)).toContainEqual({
    path: expect.stringMatching(/^interactive\.header(\.a){50}$/),
    reason: "is nested deeper than 50 levels",
  });
  expect(paths({ ...simple, extra: deep(100_000) })).toEqual(["extra"]);
});

const parametersPath = "interactive.action.parameters";
function withParameters(changes: object): unknown {
  const { interactive } = simple;
  const parameters = { ...interactive.action.parameters, ...changes };
  return { ...simple, interactive: { ...interactive, action: { ...interactive.action, parameters } } };
}
const elsewhere = "which is for orders in another country; this library supports Brazil only";

test.each([
  ["payment_type", { payment_type: "upi", total_amount: 1 }, `is "upi", ${elsewhere}, where it is "br"`],
  ["currency", { currency: "INR", order: [] }, `is "INR", ${elsewhere}, where it is "BRL"`],
  ["payment_configuration", { payment_configuration: "shop" }, `is ${elsewhere}`],
  ["beneficiaries", { beneficiaries: [] }, `is ${elsewhere}`],
  [
    "payment_settings[1].type",
    { payment_settings: [{ type: "boleto" }, { type: "payment_gateway" }] },
    `is "payment_gateway", ${elsewhere}`,
  ],
  ["payment_settings[0].type", { payment_settings: [{ type: "upi_intent" }] }, `is "upi_intent", ${elsewhere}`],
])("an order for another country has one failure, at %s", (path, changes, reason) => {
  expect(interactiveFailures(withParameters(changes))).toEqual([{ path: `${parametersPath}.${path}`, reason }]);
});

test.each([
  ["payment_type", { payment_type: "" }],
  ["currency", { currency: 5 }],
  ["payment_settings[0].type", { payment_settings: [{ type: "my_payment_gateway" }] }],
  ["payment_settings[0].type", { payment_settings: [{ type: 5 }] }],
  ["payment_settings[0].type", { payment_settings: [{ type: ["upi"] }] }],
  ["payment_settings[0]", { payment_settings: ["upi"] }],
])("a wrong %s alone is not of another country: %j", (path, changes) => {
  const failures = interactiveFailures(withParameters(changes));
  expect(failures.map((failure) => failure.path)).toContain(`${parametersPath}.${path}`);
  expect(failures.map(({ reason }) => reason).join()).not.toContain("another country");
});

test("upper and lower case of the currency are not another country", () => {
  expect(interactiveFailures(withParameters({ currency: "brl", payment_type: "BR" }))).toEqual([
    { path: `${parametersPath}.payment_type`, reason: expect.not.stringContaining("another country") },
    { path: `${parametersPath}.currency`, reason: expect.not.stringContaining("another country") },
  ]);
});

test("a status with a currency has an unknown field", () => {
  const action = {
    name: "review_order",
    parameters: { reference_id: "r", order: { status: "shipped" }, currency: "INR" },
  };
  const wire = { ...simple, interactive: { type: "order_status", body: { text: "b" }, action } };
  expect(interactiveFailures(wire)).toEqual([
    { path: `${parametersPath}.currency`, reason: expect.stringContaining("is not known") },
  ]);
});

test.each(["order_details", "order_status", "list"])("Pulumi's marker of an unknown value is a text: %s", (type) => {
  const wire = {
    ...simple,
    type: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    interactive: { ...simple.interactive, type },
  };
  expect(paths(wire)).toContain("type");
});

test("an accepted discount of 0 is part of the total", () => {
  const brl = (value: number) => ({ value, offset: 100 });
  const order = {
    status: "pending",
    items: [{ retailer_id: "1", name: "n", amount: brl(5), quantity: 1 }],
    ...{ subtotal: brl(5), tax: brl(0), discount: brl(0) },
  };
  const wire = withParameters({ order, total_amount: brl(7) });
  const wrongTotal = {
    path: `${parametersPath}.total_amount.value`,
    reason: expect.stringContaining("but should be 5"),
  };
  expect(interactiveFailures(wire, { zeroDiscount: "accept" })).toContainEqual(wrongTotal);
  const refused = interactiveFailures(wire);
  expect(refused.map(({ path }) => path)).toContain(`${parametersPath}.order.discount.value`);
  expect(refused).not.toContainEqual(wrongTotal);
});
