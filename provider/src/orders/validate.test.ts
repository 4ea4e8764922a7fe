import { exactJsonText } from "../schema/exact-json";
import { toWire } from "../schema/order/order-message";
import { orderDetails, orderStatus } from "./build";
import { validateOrderMessage } from "./validate";

const now = new Date("2026-11-21T00:00:00Z");
const parameters = "interactive.action.parameters";
const details = toWire(
  orderDetails(
    {
      to: "5511987654321",
      body: "b",
      referenceId: "r",
      type: "digital-goods",
      paymentSettings: [{ type: "boleto", boleto: { digitableLine: "1".repeat(47) } }],
      order: {
        items: [{ retailerId: "1", name: "n", amount: 2n ** 60n, quantity: 1 }],
        expiration: { timestamp: String(now.getTime() / 1000 + 300), description: "ends" },
      },
    },
    { now },
  ),
);
const status = toWire(
  orderStatus({ to: "5511987654321", body: "b", referenceId: "r", order: { status: "canceled", description: "" } }),
);

test("validates a body as exact JSON text or as a value", () => {
  const text = exactJsonText(details);
  const [byText, byValue] = [text, details].map((body) => validateOrderMessage(body, { now }));
  expect(byText).toEqual(byValue);
  expect(byText).toMatchObject({ failures: [], warnings: [], message: { totalAmount: 2n ** 60n } });
  // Here a digit was lost before anybody could look.
  expect(validateOrderMessage(JSON.parse(text), { now }).failures.map(({ path }) => path)).toEqual([
    `${parameters}.total_amount.value`,
    `${parameters}.order.items[0].amount.value`,
    `${parameters}.order.subtotal.value`,
  ]);
});

test("checks an expiration against now by default", () => {
  const ended = JSON.parse(
    exactJsonText(details, 0).replace(/"timestamp":"\d+"/, '"timestamp":"1000000000"'),
  ) as unknown;
  expect(validateOrderMessage(ended).failures.map(({ path }) => path)).toContain(
    `${parameters}.order.expiration.timestamp`,
  );
});

test.each([
  ["", /^is not JSON: /],
  ["{", /^is not JSON: /],
  ["{'to': 1}", /^is not JSON: /],
  ["\ufeff{}", /^is not JSON: /],
  ["[".repeat(1_000_000), /^is not JSON: /],
  [`{"n":1234567890123456789,"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, /^is nested too deeply to be read$/],
  ["null", /^must be a JSON object$/],
  ["[]", /^must be a JSON object$/],
  ["12345678901234567890", /^must be a JSON object$/],
])("rejects text that is not a JSON object", (text, reason) => {
  expect(validateOrderMessage(text, { now })).toEqual({
    failures: [{ path: "body", reason: expect.stringMatching(reason) }],
    warnings: [],
    message: undefined,
  });
});

test("a forbidden transition is a failure and suppresses warnings", () => {
  const currentState = { status: "shipped", payment: "captured" } as const;
  expect(validateOrderMessage(status, { now })).toMatchObject({
    failures: [],
    warnings: [{ path: "order.description" }],
    message: { kind: "order_status" },
  });
  expect(validateOrderMessage(status, { now, currentState })).toEqual({
    failures: [{ path: `${parameters}.order.status`, reason: expect.stringContaining("2047") }],
    warnings: [],
    message: undefined,
  });
  expect(validateOrderMessage(status, { now, currentState: { ...currentState, payment: "failed" } }).failures).toEqual(
    [],
  );
});

test("checks no transition of a payment or of order details", () => {
  const currentState = { status: "completed", payment: undefined } as const;
  const paid = toWire(orderStatus({ to: "1", body: "b", referenceId: "r", payment: { status: "captured" } }));
  for (const body of [paid, details]) expect(validateOrderMessage(body, { now, currentState }).failures).toEqual([]);
});

test("treats Pulumi's placeholder for an unknown value as text", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const text = exactJsonText(details);
  expect(validateOrderMessage(text.replace('"b"', `"${unknown}"`), { now })).toMatchObject({
    message: { body: unknown },
  });
  expect(validateOrderMessage(text.replace(/"quantity":1/, `"quantity":"${unknown}"`), { now }).failures).toEqual([
    { path: `${parameters}.order.items[0].quantity`, reason: expect.stringContaining("whole number") },
  ]);
});

test("uses the last value of a repeated key, like JSON.parse", () => {
  const text = exactJsonText(details).replace('"currency":"BRL"', '"currency":"USD","currency":"BRL"');
  expect(validateOrderMessage(text, { now }).failures).toEqual([]);
});

test("validates all of 10,000 items", () => {
  const item = { retailer_id: "1", name: "n", amount: { value: 1, offset: 100 }, quantity: 1 };
  const items = Array.from({ length: 10_000 }, (_, i) => (i === 9_999 ? { ...item, name: "n".repeat(61) } : item));
  const body = { ...details, interactive: { ...(details["interactive"] as object), action: actionOf(items) } };
  expect(validateOrderMessage(body, { now }).failures.map(({ path }) => path)).toEqual([
    `${parameters}.order.items[9999].name`,
  ]);
});

function actionOf(items: readonly object[]): object {
  return {
    name: "review_and_pay",
    parameters: {
      reference_id: "r",
      type: "digital-goods",
      payment_type: "br",
      currency: "BRL",
      total_amount: { value: items.length, offset: 100 },
      order: {
        status: "pending",
        items,
        subtotal: { value: items.length, offset: 100 },
        tax: { value: 0, offset: 100 },
      },
    },
  };
}

test("keeps each number of a header, or reports it as inexact", () => {
  const interactive = { ...(status["interactive"] as object), header: 7 };
  const text = exactJsonText({ ...status, interactive });
  const validateHeader = (header: string) =>
    validateOrderMessage(text.replace('"header":7', `"header":${header}`), { now });
  const exact = '{"a":[0.30000000000000004,1e-100,9007199254740991],"b":null}';
  const { message } = validateHeader(exact);
  expect(message && exactJsonText(toWire(message))).toContain(`"header":${exact}`);
  expect(validateHeader('{"a":[9007199254740993]}').failures).toEqual([
    {
      path: "interactive.header.a[0]",
      reason: "has more digits than a number can keep; write it as a string in quotes",
    },
  ]);
});
