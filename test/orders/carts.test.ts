import fc from "fast-check";
import {
  fromWire,
  InvalidOrder,
  orderDetails,
  orderStatus,
  toWire,
  validateOrderMessage,
  wireText,
  type OrderDetailsArgs,
} from "../../provider/src/orders";
import { cart, envelope, isSendable, most, sums, wireDetails, wireOrder, wireStatus, type Cart } from "./arbitraries";
import { detailsArgs, statusArgs } from "./messages";
import { at, withChanges, now, parameters, person, type Json } from "./support";

function argsOf({ items, tax, shipping, discount }: Cart): OrderDetailsArgs {
  return {
    to: person,
    body: "Seu pedido",
    referenceId: "a",
    type: "digital-goods",
    order: {
      items: items.map(({ amount, sale, quantity }) => ({
        retailerId: "1",
        name: "Bolo",
        amount,
        saleAmount: sale,
        quantity,
      })),
      tax: { value: tax },
      shipping: shipping === undefined ? undefined : { value: shipping },
      discount: discount === undefined ? undefined : { value: discount },
    },
  };
}

/** Digits of an amount in the text. */
function digits(text: string, key: string): string | undefined {
  return new RegExp(`"${key}":\\{"value":(-?\\d+),"offset":100[,}]`).exec(text)?.[1];
}

test("property: builds exact sums by Meta's formula, or throws", () => {
  let sent = 0;
  fc.assert(
    fc.property(cart, (given) => {
      const { subtotal, total } = sums(given);
      if (!isSendable(given)) {
        expect(() => orderDetails(argsOf(given), { now })).toThrow(InvalidOrder);
        return;
      }
      sent++;
      const text = wireText(toWire(orderDetails(argsOf(given), { now })));
      expect([digits(text, "subtotal"), digits(text, "total_amount")]).toEqual([`${subtotal}`, `${total}`]);
      expect(validateOrderMessage(text, { now }).failures).toEqual([]);
      for (const { amount, sale } of given.items) {
        expect(text).toContain(`"amount":{"value":${amount},"offset":100}`);
        if (sale !== undefined) expect(text).toContain(`"sale_amount":{"value":${sale},"offset":100}`);
      }
    }),
    { numRuns: 200 },
  );
  expect(sent).toBeGreaterThan(50);
});

test("property: an invalid cart names the wrong sum with its calculation", () => {
  const tooMuch = cart.filter((given) => !isSendable(given));
  fc.assert(
    fc.property(tooMuch, (given) => {
      const { subtotal, total } = sums(given);
      const [path, sum] = subtotal > most ? ["order.items", subtotal] : ["order", total];
      const why = /^(order|order\.items): .*= (-?\d+)$/.exec(messageOf(() => orderDetails(argsOf(given), { now })));
      expect([why?.[1], why?.[2]]).toEqual([path, `${sum}`]);
    }),
    { numRuns: 100 },
  );
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidOrder) return error.message;
    throw error;
  }
  return "";
}

function wireOf(given: Cart): Json {
  return envelope(
    {
      type: "order_details",
      body: { text: "Seu pedido" },
      action: {
        name: "review_and_pay",
        parameters: {
          reference_id: "a",
          type: "digital-goods",
          payment_type: "br",
          currency: "BRL",
          total_amount: { value: sums(given).total, offset: 100 },
          order: wireOrder(given, ["1", "x", "Bolo", "1"], false),
        },
      },
    },
    undefined,
  );
}

const order = `${parameters}.order`;
const [subtotalPath, totalPath] = [`${order}.subtotal.value`, `${parameters}.total_amount.value`];

/** Every integer of a message, by its path. */
function integers(value: unknown, path = ""): readonly (readonly [string, bigint])[] {
  if (typeof value === "number" || typeof value === "bigint") return [[path, BigInt(value)]];
  if (Array.isArray(value)) return value.flatMap((part: unknown, i) => integers(part, `${path}[${i}]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => integers(part, path === "" ? key : `${path}.${key}`));
}

/** Paths at which Meta's rules reject a changed integer. */
function expectedFailurePaths(path: string, value: bigint, given: Cart): readonly string[] {
  const [, index, part] = /\.items\[(\d+)\]\.(\w+)/.exec(path) ?? [];
  const item = index === undefined ? undefined : given.items[Number(index)];
  if (path.endsWith(".offset")) return [path];
  const mayBeZero = [`${order}.tax.value`, `${order}.shipping.value`].includes(path);
  const isOut = value < (mayBeZero ? 0n : 1n) || value > (part === "quantity" ? BigInt(Number.MAX_SAFE_INTEGER) : most);
  if (isOut || path === subtotalPath || path === totalPath) return [path];
  if (item === undefined) return [totalPath];
  if (part === "amount" && item.sale !== undefined)
  // The sale counts; the amount only has to be more.
  {
    return value > item.sale ? [] : [`${order}.items[${index ?? ""}].sale_amount.value`];
  }
  if (part === "sale_amount" && value >= item.amount) return [path, subtotalPath];
  return [subtotalPath];
}

test("property: changing one integer fails exactly where Meta's rules break", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(cart.filter(isSendable), (given) => {
      const body = wireOf(given);
      for (const [path, value] of integers(body)) {
        for (const next of [value + 1n, value - 1n]) {
          const { failures } = validateOrderMessage(wireText(withChanges(body, { [path]: next })), { now });
          const paths = failures.map(({ path }) => path);
          expect([path, next, paths]).toEqual([path, next, expectedFailurePaths(path, next, given)]);
          seen.add(path.replace(/\[\d+\]/, ""));
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(seen.size).toBe(15);
});

test("property: two changes that keep the formula keep the message valid", () => {
  fc.assert(
    fc.property(cart.filter(isSendable), (given) => {
      const { total } = sums(given);
      fc.pre(total < most && given.tax < most);
      const body = wireOf({ ...given, tax: given.tax + 1n });
      expect(at(body, totalPath)).toBe(total + 1n);
      expect(validateOrderMessage(wireText(body), { now }).failures).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("property: a wrong sum is reported with its calculation", () => {
  fc.assert(
    fc.property(cart.filter(isSendable), (given) => {
      const { subtotal, total } = sums(given);
      fc.pre(total < most && subtotal < most);
      const wrong = withChanges(wireOf(given), { [subtotalPath]: subtotal + 1n, [totalPath]: total + 7n });
      const { failures } = validateOrderMessage(wireText(wrong), { now });
      expect(
        failures.map(({ reason }) => /^is (\d+), but should be (\d+): .* = (\d+)$/.exec(reason)?.slice(1)),
      ).toEqual(
        [
          [subtotal + 1n, subtotal, subtotal],
          [total + 7n, total, total],
        ].map((numbers) => numbers.map(String)),
      );
    }),
    { numRuns: 25 },
  );
});

test.each([
  ["order_details", wireDetails],
  ["order_status", wireStatus],
] as const)("property: %s reads from Meta's JSON and writes back unchanged", (_kind, wire) => {
  fc.assert(
    fc.property(wire, (body) => {
      const text = wireText(body);
      const { failures, message } = validateOrderMessage(text, { now });
      expect(failures).toEqual([]);
      expect(toWire(fromWire(body))).toEqual(body);
      expect(message && wireText(toWire(message))).toBe(text);
      expect(message && fromWire(toWire(message))).toEqual(message);
    }),
    { numRuns: 100 },
  );
});

test("property: built messages read back from Meta's JSON, hostile texts included", () => {
  fc.assert(
    fc.property(wireDetails, wireStatus, (details, status) => {
      const built = [orderDetails(detailsArgs(details), { now }), orderStatus(statusArgs(status))];
      expect(built.map(toWire)).toEqual([details, status]);
      expect(built.map((message) => fromWire(toWire(message)))).toEqual(built);
    }),
    { numRuns: 200 },
  );
});
