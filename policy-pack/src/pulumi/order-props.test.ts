import { unknownCheckingProxy as guarded } from "@pulumi/policy";
import { listKnownFacts } from "../order";
import { link, orderArgs, pix } from "../testing/order-rules";
import { findUnknownValue, readOrder } from "./order-props";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownNumber = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
const unknownCheckingProxy = guarded as (props: object) => Record<string, unknown>;

function read(changes: object) {
  const props = unknownCheckingProxy(orderArgs(changes));
  const order = readOrder(props);
  return {
    totals: listKnownFacts(order, "totals").map(({ value }) => value),
    kinds: listKnownFacts(order, "pixKeyKinds").map(({ value }) => value),
    links: listKnownFacts(order, "paymentLinks").map(({ value }) => value),
    expiries: listKnownFacts(order, "expiries").map(({ value }) => value.atMs),
    notes: (["totals", "pixKeyKinds", "paymentLinks", "expiries"] as const).map(
      (aspect) => findUnknownValue(props, order, aspect)?.message,
    ),
  };
}

const whole = {
  totals: [1000n],
  kinds: ["CNPJ"],
  links: ["https://a.com"],
  expiries: [1000],
  notes: Array(4).fill(undefined),
};
const expiration = { timestamp: "1", description: "logo" };
const item = { retailerId: "cake", name: "Bolo", amount: 500, quantity: 2 };
const paymentSettings = [pix("CNPJ"), link("https://a.com")];
const order = { items: [item], expiration };

test("values that no rule reads may be unknown or null", () => {
  expect(read({ paymentSettings, order })).toEqual(whole);
  const code = { type: "pix_dynamic_code", pixDynamicCode: { code: unknown, key: unknown, keyType: "CNPJ" } };
  const changes = { to: unknown, body: unknown, referenceId: unknown, status: null, payment: null, totalAmount: null };
  const named = { items: [{ ...item, name: unknown, saleAmount: null }], expiration, tax: null, shipping: null };
  expect(read({ ...changes, paymentSettings: [code, link("https://a.com")], order: named })).toEqual(whole);
});

test.each([
  [
    "order",
    { paymentSettings, order: unknown },
    { totals: [], expiries: [] },
    [".order", undefined, undefined, ".order"],
  ],
  [
    "amount",
    { paymentSettings, order: { ...order, items: [item, { ...item, amount: unknownNumber }] } },
    { totals: [] },
    [".order.items.1.amount"],
  ],
  ["shipping", { paymentSettings, order: { ...order, shipping: unknown } }, { totals: [] }, [".order.shipping"]],
  [
    "timestamp",
    { paymentSettings, order: { ...order, expiration: { ...expiration, timestamp: unknown } } },
    { expiries: [] },
    [undefined, undefined, undefined, ".order.expiration.timestamp"],
  ],
  [
    "link",
    { paymentSettings: [...paymentSettings, link(unknown)], order },
    {},
    [undefined, undefined, ".paymentSettings.2.paymentLink.uri"],
  ],
  [
    "kind of key",
    { paymentSettings: [pix(unknown), ...paymentSettings], order },
    {},
    [undefined, ".paymentSettings.0.pixDynamicCode.keyType"],
  ],
  [
    "payment setting",
    { paymentSettings: [unknown, ...paymentSettings], order },
    {},
    [undefined, ".paymentSettings.0", ".paymentSettings.0"],
  ],
  [
    "payment settings",
    { paymentSettings: unknown, order },
    { kinds: [], links: [] },
    [undefined, ".paymentSettings", ".paymentSettings"],
  ],
])("unknown %s: reads the rest and reports the unknown value", (_what, changes, less, paths) => {
  const { notes, ...values } = read(changes);
  const { notes: _none, ...all } = whole;
  expect(values).toEqual({ ...all, ...less });
  expect(notes).toEqual(
    notes.map((_, i): unknown =>
      paths[i] === undefined ? undefined : expect.stringContaining(`value at ${paths[i]} can't be known`),
    ),
  );
});
