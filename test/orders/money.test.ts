import { once } from "node:events";
import fc from "fast-check";
import { Deadline } from "../../provider/src/client/clock";
import { GraphClient } from "../../provider/src/client/graph-client";
import { MessagesApi } from "../../provider/src/client/messages";
import { RateLimiter } from "../../provider/src/client/rate-limiter";
import { Retries } from "../../provider/src/client/retry";
import {
  formatReais,
  InvalidOrder,
  maxCentavos,
  orderDetails,
  reais,
  toWire,
  validateOrderMessage,
  wireText,
  type Centavos,
} from "../../provider/src/orders";
import { startServer } from "../support/listening";
import { most } from "./arbitraries";
import { at, Judge, now, parameters, person, readPublished } from "./support";
import { VersionMonitor } from "../../provider/src/client/version-monitor";

const boundaries = [
  ...[1n, 2n ** 31n, 2n ** 32n, 10n ** 15n, 10n ** 16n, 2n ** 53n, 2n ** 54n, 10n ** 18n, 2n ** 62n].flatMap((edge) => [
    edge - 1n,
    edge,
    edge + 1n,
  ]),
  9007199254740993n,
  1234567890123456789n,
  most - 1n,
  most,
].filter((amount) => amount >= 1n);

const anyAmount = fc.oneof(
  fc.bigInt({ min: 1n, max: most }),
  fc
    .integer({ min: 1, max: 62 })
    .chain((bits) => fc.bigInt({ min: 2n ** BigInt(bits), max: 2n ** BigInt(bits + 1) - 1n })),
);
const amounts = [...boundaries, ...fc.sample(anyAmount, { numRuns: 60, seed: 20_261_122 })];

/** One item, so that the amount is its price, the subtotal and the total. */
function one(amount: Centavos) {
  return orderDetails(
    {
      to: person,
      body: "Seu pedido",
      referenceId: `r-${amount}`,
      type: "digital-goods",
      order: { items: [{ retailerId: "1", name: "Bolo", amount, quantity: 1 }] },
    },
    { now },
  );
}

function messagesTo(baseUrl: string, accessToken = "EAAtokenOfThisTest") {
  const clock = { nowMs: () => 0, sleep: () => Promise.resolve() };
  const limits = { maxAttempts: 1, retryBudget: 0, operationTimeoutMs: 10_000 };
  const versions = new VersionMonitor(
    { apiVersion: "v25.0", marketingApiVersion: "v26.0" },
    { now: () => new Date("2026-11-29"), warn: () => undefined },
  );
  const shared = {
    clock,
    retries: new Retries(limits, clock),
    rateLimiter: new RateLimiter(clock, () => undefined),
    versions,
  };
  const connection = { ...limits, baseUrl, accessToken, attemptTimeoutMs: 10_000 };
  return { api: new MessagesApi(new GraphClient(connection, shared)), deadline: new Deadline(clock, 10_000) };
}

test("the request contains every digit of an amount", async () => {
  const bodies: string[] = [];
  const answer = readPublished("seed-response.json.txt");
  const server = await startServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    void once(request, "end").then(() => {
      bodies.push(Buffer.concat(parts).toString("latin1"));
      response.end(answer);
    });
  });
  try {
    const { api, deadline } = messagesTo(server.url);
    for (const amount of amounts) {
      const forms: readonly Centavos[] = [amount, `${amount}`, ...(amount < 2n ** 53n ? [Number(amount)] : [])];
      for (const form of forms) {
        const taken = await api.send("106540352242922", toWire(one(form)), deadline);
        expect(taken?.messageId).toBe("wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA");
        const body = bodies.pop() ?? "";
        for (const key of ["amount", "subtotal", "total_amount"]) {
          expect(body).toContain(`"${key}":{"value":${amount},"offset":100}`);
        }
      }
    }
  } finally {
    await server.close();
  }
});

test("the simulator keeps every digit that the client sends", async () => {
  const judge = await Judge.open();
  try {
    const { api, deadline } = messagesTo(judge.meta.url, judge.meta.accessToken);
    for (const amount of amounts) await api.send(judge.meta.phoneNumberId, toWire(one(amount)), deadline);
    const held = judge.meta.messages().map(({ interactive }) => interactive.action.parameters);
    expect(held.map((parameters) => at(parameters, "total_amount.value"))).toEqual(amounts);
    expect(held.map((parameters) => at(parameters, "order.items[0].amount.value"))).toEqual(amounts);
    expect(new Set(judge.meta.orders().map(({ total }) => total))).toEqual(new Set(amounts));
    const journal = judge.meta.journal().map(({ body }) => wireText(body));
    expect(journal.map((text, i) => text.includes(String(amounts[i])))).toEqual(amounts.map(() => true));
  } finally {
    await judge.close();
  }
});

function withTotal(literal: string): string {
  return wireText(
    toWire(orderDetails({ to: person, body: "b", referenceId: "r", type: "digital-goods", totalAmount: 77 })),
  ).replace('"value":77,', `"value":${literal},`);
}

/** Amount that a JSON literal represents. */
test.each([
  ["1", 1n],
  ["999999999999999", 999999999999999n],
  ["1000000000000000", 10n ** 15n],
  ["9007199254740991", 2n ** 53n - 1n],
  ["9007199254740992", 2n ** 53n],
  ["9007199254740993", 2n ** 53n + 1n],
  ["9223372036854775807", most],
  // Integers, however they are written, as long as nothing is lost.
  ["1e3", 1000n],
  ["1E2", 100n],
  ["12.0", 12n],
  ["0.12e2", 12n],
])("the literal %s is the amount %s", (literal, amount) => {
  const { failures, message } = validateOrderMessage(withTotal(literal), { now });
  expect([failures, message]).toEqual([[], expect.objectContaining({ totalAmount: amount })]);
  expect(message && wireText(toWire(message))).toContain(`"value":${amount},`);
});

test.each([
  ["9007199254740991.2", "must be an integer"],
  ["0.99999999999999999", "must be an integer"],
  ["1000000000000000.0", "must be an integer"],
  ["1e-400", "must be an integer"],
  ["1e-2000000000", "must be an integer"],
  ["1000000000000000000000e-21", "must be an integer"],
  ["12.50", "is 12.5; amounts are whole centavos"],
  ["12.345678901234567", "is 12.345678901234567; amounts are whole centavos"],
  ["1e400", "is Infinity; amounts are whole centavos"],
  ["1e16", "is 10000000000000000, beyond 2^53 - 1"],
  ['"12"', "must be an integer, but is text"],
  ['"1e3"', "must be an integer, but is text"],
  ["-1", "is -1, but must be a positive integer"],
  ["0", "is 0, but must be a positive integer"],
  ["-0", "is 0, but must be a positive integer"],
  ["-0.0", "is 0, but must be a positive integer"],
  ["9223372036854775808", "Meta's largest integer is 2^63 - 1"],
  ["-9223372036854775808", "must be a positive integer"],
  ["1".repeat(400), "is an integer of more than 40 digits; Meta's largest integer is 2^63 - 1"],
  ["null", "must be a whole number of centavos, but is null"],
  ["true", "must be a whole number of centavos, but is boolean"],
  ["[1]", "must be a whole number of centavos, but is an array"],
  ['{"value":1}', "must be a whole number of centavos, but is object"],
])("rejects the literal %s", (literal, reason) => {
  const { failures } = validateOrderMessage(withTotal(literal), { now });
  expect(failures).toEqual([{ path: `${parameters}.total_amount.value`, reason: expect.stringContaining(reason) }]);
});

test.each(["01", "+5", "0x10", "1_000", "1,5", ".5", "5.", "NaN", "Infinity", "1n", "--1", "1e"])(
  "rejects the literal %s as JSON",
  (literal) => {
    const { failures } = validateOrderMessage(withTotal(literal), { now });
    expect(failures).toEqual([{ path: "body", reason: expect.stringContaining("is not JSON") }]);
  },
);

test("sends a tax of -0 as 0", () => {
  const text = wireText(toWire(one(5))).replace('"tax":{"value":0,', '"tax":{"value":-0,');
  const { failures, message } = validateOrderMessage(text, { now });
  expect(failures).toEqual([]);
  expect(message && wireText(toWire(message))).toContain('"tax":{"value":0,');
});

test.each<[unknown, string]>([
  [12.5, "is 12.5; amounts are whole centavos"],
  [0.1 + 0.2, "amounts are whole centavos"],
  [NaN, "is NaN; amounts are whole centavos"],
  [Infinity, "is Infinity; amounts are whole centavos"],
  [2 ** 53, "is 9007199254740992, beyond 2^53 - 1"],
  [1e21, "beyond 2^53 - 1"],
  [0, "must be a positive integer"],
  [-0, "must be a positive integer"],
  [-5n, "must be a positive integer"],
  ["0", "must be a positive integer"],
  [maxCentavos + 1n, "Meta's largest integer is 2^63 - 1"],
  ["9223372036854775808", "Meta's largest integer is 2^63 - 1"],
  ...["12.50", "12,50", "1e3", "", " 12", "12 ", "0x10", "١٢", "１２", "1_000", "--1", "R$ 12", "1".repeat(31)].map(
    (text): [unknown, string] => [text, "must be a whole number of centavos, but is text"],
  ),
  [null, "is required"],
  [true, "must be a whole number of centavos, but is boolean"],
  [[5], "must be a whole number of centavos, but is an array"],
  [{ valueOf: () => 5 }, "must be a whole number of centavos, but is object"],
  [new Number(5), "must be a whole number of centavos, but is object"],
])("rejects the argument %p as an amount", (amount, reason) => {
  expect(() => one(amount as Centavos)).toThrow(InvalidOrder);
  expect(() => one(amount as Centavos)).toThrow(`order.items[0].amount: `);
  expect(() => one(amount as Centavos)).toThrow(reason);
});

test("property: reais() parses what formatReais() writes, without rounding", () => {
  fc.assert(
    fc.property(
      fc.oneof(anyAmount, fc.bigInt({ min: 0n, max: 100_000n }), fc.constantFrom(...boundaries)),
      (amount) => {
        const shown = formatReais(amount);
        expect(shown).toMatch(/^R\$ \d{1,3}(\.\d{3})*,\d{2}$/);
        expect(BigInt(shown.replace(/\D/g, ""))).toBe(amount);
        const [whole, cents] = [amount / 100n, String(amount % 100n).padStart(2, "0")];
        const forms = [shown, `${whole},${cents}`, `${whole}.${cents}`, ` R$${whole},${cents} `];
        expect(forms.map(reais)).toEqual(forms.map(() => amount));
      },
    ),
    { numRuns: 500 },
  );
  expect(formatReais(-123456n)).toBe("-R$ 1.234,56");
});

test("a program's own toJSON on bigint changes no amount", () => {
  const prototype = BigInt.prototype as { toJSON?: unknown };
  prototype.toJSON = function (this: bigint) {
    return Number(this);
  };
  try {
    expect(wireText(toWire(one(9007199254740993n)))).toContain('"total_amount":{"value":9007199254740993,');
  } finally {
    delete prototype.toJSON;
  }
});
