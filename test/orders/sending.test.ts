import type { FaultEffect, OrderRow } from "pulumi-whatsapp-simulator";
import {
  OrderClient,
  offsiteCardPay,
  orderDetails,
  orderStatus,
  pixDynamicCode,
  type OrderClientOptions,
  type OrderDetailsContent,
  type OrderMessage,
  type SendResult,
} from "../../provider/src/orders";
import { startReceiver, type Receiver } from "../../simulator/src/testing/receiver";
import { errorMeaning } from "../../provider/src/schema/error-codes";
import { orderFailureOf, receive, resolveSendOutcome, type WebhookEvent } from "../../provider/src/webhooks";
import { TestAccount } from "../support/world/account";
import { watchForTokens } from "../support/leaks";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
afterAll(() => account.close());

const to = "5511987654321";
function details(changes: Partial<OrderDetailsContent & { readonly to: string }> = {}): OrderMessage {
  return orderDetails({
    ...{ to, body: "Seu pedido", referenceId: "order-1001", type: "physical-goods" },
    paymentSettings: [
      pixDynamicCode({ code: "000201", merchantName: "Sol", key: "39580525000189", keyType: "CNPJ" }),
      offsiteCardPay({ lastFourDigits: "1234", credentialId: "c" }),
    ],
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }] },
    ...changes,
  });
}
function status(order: Parameters<typeof orderStatus>[0]["order"]): OrderMessage {
  return orderStatus({ to, body: "Novidades", referenceId: "order-1001", order });
}

/** Waits are skipped. */
function instantClock() {
  let skippedMs = 0;
  const sleep = (ms: number): Promise<void> => {
    skippedMs += ms;
    return new Promise((resolve) => setImmediate(resolve));
  };
  return { nowMs: () => performance.now() + skippedMs, sleep };
}

function client(changes: Partial<OrderClientOptions> = {}): OrderClient {
  const { accessToken, phoneNumberId, url: baseUrl } = account.meta;
  return new OrderClient({ accessToken, phoneNumberId, baseUrl, ...changes }, instantClock());
}
function send(message = details(), by = client()): Promise<SendResult> {
  return watchForTokens("send", by.send(message));
}
function fault(effect: FaultEffect, more: { when?: "before" | "after"; times?: number; id?: string } = {}) {
  const { id, ...rest } = more;
  return account.meta.faults.add({ match: { verb: "send", ...(id === undefined ? {} : { id }) }, effect, ...rest });
}
function totals(rows: readonly OrderRow[]): readonly bigint[] {
  return rows.map(({ total }) => total);
}

test("the simulator stores both kinds of message with the returned ids", async () => {
  const first = await send();
  const second = await send(status({ status: "shipped", description: "BR123" }));
  expect([first, second]).toMatchObject(
    account.meta.messages().map(({ id, callbackData }) => ({
      ...{ outcome: "accepted", messageId: id, correlationId: callbackData, waId: to },
    })),
  );
  expect(account.meta.orders()).toMatchObject([
    { referenceId: "order-1001", recipient: to, status: "shipped", description: "BR123", total: 9980n },
  ]);
});

test("amounts arrive exactly, up to the greatest", async () => {
  for (const [i, amount] of [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n].entries()) {
    const order = { items: [{ retailerId: "a", name: "Ilha", amount, quantity: 1 }] };
    expect(await send(details({ referenceId: `big-${i}`, order }))).toMatchObject({ outcome: "accepted" });
    expect(totals(account.meta.orders()).at(-1)).toBe(amount);
  }
});

test.each([2040, 2046, 2047, 100, 131008, 131009, 131026, 131047, 131048, 131049, 131056, 134011, 190, 10, 368])(
  "%i has the documented outcome, and no message is stored",
  async (code) => {
    fault({ kind: "graph", code });
    const { kind, outcome, retry, advice } = errorMeaning({ code });
    expect(await send()).toMatchObject({ outcome, error: { code, kind, retry, advice } });
    expect(account.meta.messages()).toEqual([]);
    expect(account.meta.journal()).toHaveLength(1);
  },
);

test("reports the simulator's rejections with the field", async () => {
  expect(await send(details(), client({ phoneNumberId: "1" }))).toMatchObject({
    outcome: "rejected",
    error: { code: 100, advice: expect.stringContaining("phoneNumberId") },
  });
  expect(await send(status({ status: "shipped" }))).toMatchObject({ outcome: "rejected", error: { kind: "invalid" } });
  expect(await send(details(), client({ accessToken: "EAAnobodysToken" }))).toMatchObject({
    error: { kind: "credentials" },
  });
  account.meta.setBehaviour({ cannotReceive: [to] });
  expect(await send()).toMatchObject({ outcome: "rejected", error: { code: 2040, kind: "cannot-receive" } });
  expect(account.meta.messages()).toEqual([]);
});

describe("webhooks", () => {
  let target: Receiver;
  beforeAll(async () => {
    target = await startReceiver();
  });
  beforeEach(() => account.meta.setWebhook({ url: target.url, verifyToken: "v" }));
  afterAll(() => target.close());

  /** The events of all deliveries that this message caused, each verified. */
  async function heard(from: number): Promise<WebhookEvent[]> {
    await account.meta.webhooksSettled();
    const { appSecret } = account.meta;
    const all = target.received
      .slice(from)
      .map(({ bytes: rawBody, headers }) => receive({ rawBody, headers, appSecret }));
    return (await Promise.all(all)).flatMap(({ events }) => events);
  }

  test.each<[string, FaultEffect]>([
    ["the connection is reset", { kind: "drop" }],
    ["a gateway answers", { kind: "status", status: 502, body: "bad gateway" }],
    ["Meta reports a trouble", { kind: "graph", code: 131000 }],
    ["nothing ever comes", { kind: "hang" }],
  ])("resolve a lost response to one message: %s", async (_what, effect) => {
    const before = target.received.length;
    fault(effect, { when: "after" });
    const result = await send(details(), client({ attemptTimeoutMs: 2_000 }));
    expect(result).toMatchObject({ outcome: "unknown", guidance: expect.stringContaining(result.correlationId) });
    expect(account.meta.journal()).toHaveLength(1);
    const messages = account.meta.messages();
    expect(messages).toMatchObject([{ callbackData: result.correlationId }]);
    const resolved = resolveSendOutcome(await heard(before), result.correlationId);
    expect(resolved).toEqual({ outcome: "accepted", messageId: messages[0]?.id });
  });

  test("report a forbidden status after it was accepted", async () => {
    const before = target.received.length;
    await send();
    await send(status({ status: "completed" }));
    const result = await send(status({ status: "shipped" }));
    expect(result).toMatchObject({ outcome: "accepted" });
    const failures = (await heard(before)).map(orderFailureOf).filter((failure) => failure !== undefined);
    expect(failures).toMatchObject([{ kind: "invalid-transition", code: 2046 }]);
    expect(resolveSendOutcome(await heard(before), result.correlationId)).toMatchObject({ outcome: "rejected" });
    expect(account.meta.orders()).toMatchObject([{ status: "completed" }]);
  });
});

test("waits for a throttle and sends one message", async () => {
  fault({ kind: "graph", code: 130429 }, { times: 1 });
  expect(await send()).toMatchObject({ outcome: "accepted" });
  expect(account.meta.messages()).toHaveLength(1);
  expect(account.meta.journal()).toHaveLength(2);
});

test("a limit for one person does not delay others", async () => {
  fault({ kind: "graph", code: 131056 }, { id: to });
  const by = client();
  const [mine, other] = await Promise.all([
    send(details(), by),
    send(details({ to: "5521987654321", referenceId: "order-2" }), by),
  ]);
  expect(mine).toMatchObject({ outcome: "not_sent", error: { kind: "recipient-throttled", retry: "backoff" } });
  expect(other).toMatchObject({ outcome: "accepted" });
});
