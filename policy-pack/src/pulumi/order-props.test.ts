import { unknownCheckingProxy as guarded } from "@pulumi/policy";
import { knownOf } from "../order";
import { link, orderArgs, pix } from "../testing/orders";
import { missing, orderIn } from "./order-props";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownNumber = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
const unknownCheckingProxy = guarded as (props: object) => Record<string, unknown>;

function read(changes: object) {
  const props = unknownCheckingProxy(orderArgs(changes));
  const order = orderIn(props);
  return {
    totals: knownOf(order, "totals").map(({ value }) => value),
    kinds: knownOf(order, "pixKeyKinds").map(({ value }) => value),
    links: knownOf(order, "paymentLinks").map(({ value }) => value),
    expiries: knownOf(order, "expiries").map(({ value }) => value.atMs),
    notes: (["totals", "pixKeyKinds", "paymentLinks", "expiries"] as const).map(
      (aspect) => missing(props, order, aspect)?.message,
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

test("what no rule looks at may be unknown, or null", () => {
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
    "an amount",
    { paymentSettings, order: { ...order, items: [item, { ...item, amount: unknownNumber }] } },
    { totals: [] },
    [".order.items.1.amount"],
  ],
  ["shipping", { paymentSettings, order: { ...order, shipping: unknown } }, { totals: [] }, [".order.shipping"]],
  [
    "the moment",
    { paymentSettings, order: { ...order, expiration: { ...expiration, timestamp: unknown } } },
    { expiries: [] },
    [undefined, undefined, undefined, ".order.expiration.timestamp"],
  ],
  [
    "one link",
    { paymentSettings: [...paymentSettings, link(unknown)], order },
    {},
    [undefined, undefined, ".paymentSettings.2.paymentLink.uri"],
  ],
  [
    "one kind of key",
    { paymentSettings: [pix(unknown), ...paymentSettings], order },
    {},
    [undefined, ".paymentSettings.0.pixDynamicCode.keyType"],
  ],
  [
    "one way to pay",
    { paymentSettings: [unknown, ...paymentSettings], order },
    {},
    [undefined, ".paymentSettings.0", ".paymentSettings.0"],
  ],
  [
    "the ways to pay",
    { paymentSettings: unknown, order },
    { kinds: [], links: [] },
    [undefined, ".paymentSettings", ".paymentSettings"],
  ],
])("while %s is not known the rest is read, and the rules that miss it say so", (_what, changes, less, paths) => {
  const { notes, ...values } = read(changes);
  const { notes: _none, ...all } = whole;
  expect(values).toEqual({ ...all, ...less });
  expect(notes).toEqual(
    notes.map((_, i): unknown =>
      paths[i] === undefined ? undefined : expect.stringContaining(`value at ${paths[i]} can't be known`),
    ),
  );
});
