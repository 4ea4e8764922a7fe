import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import {
  InvalidOrder,
  InvalidSettings,
  OrderClient,
  orderDetails,
  orderStatus,
  paymentLink,
  type OrderClientOptions,
  type OrderDetailsContent,
  type OrderMessage,
  type SendResult,
} from "../../provider/src/orders";
import { withEnvironment } from "../support/environment";
import { requireNoToken, watchForTokens } from "../support/leaks";
import { listen, startServer, type TestServer } from "../support/listening";

const token = "EAAtokenOfTheOrderClientTests";
const phoneNumberId = "106540352242922";
const to = "5511987654321";

/** Meta's messages edge as raw sockets: every request is answered by the next answer, the last of which stays. */
type Answer = (response: ServerResponse) => void;
function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) =>
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}
const taken = json(200, {
  messaging_product: "whatsapp",
  contacts: [{ input: to, wa_id: "551187654321" }],
  messages: [{ id: "wamid.1", message_status: "accepted" }],
});
function errorAnswer(error: Readonly<Record<string, unknown>>, status = 400, headers = {}): Answer {
  return json(status, { error: { message: "(#1) title", fbtrace_id: "Atrace", ...error } }, headers);
}

let answers: Answer[];
let bodies: string[];
let requests: IncomingMessage[];
let meta: TestServer;
beforeAll(async () => {
  meta = await startServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString("utf8")));
    request.on("end", () => {
      bodies.push(body);
      requests.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(response);
    });
  });
});
beforeEach(() => {
  [answers, bodies, requests] = [[taken], [], []];
});
afterAll(() => meta.close());

/** Waits are skipped, and counted. */
function instantClock() {
  const waitsMs: number[] = [];
  const start = performance.now();
  let skippedMs = 0;
  const sleep = (ms: number): Promise<void> => {
    waitsMs.push(ms);
    skippedMs += ms;
    return new Promise((resolve) => setImmediate(resolve));
  };
  return { waitsMs, nowMs: () => performance.now() - start + skippedMs, sleep };
}

function clientOf(changes: Partial<OrderClientOptions> = {}, clock = instantClock()): OrderClient {
  return new OrderClient({ accessToken: token, phoneNumberId, baseUrl: meta.url, ...changes }, clock);
}

const content: OrderDetailsContent = {
  ...{ body: "Seu pedido", referenceId: "order-1001", type: "physical-goods" },
  paymentSettings: [paymentLink("https://pay.example.com/1001")],
  order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }] },
};
function details(changes: Partial<OrderDetailsContent & { readonly to: string }> = {}): OrderMessage {
  return orderDetails({ to, ...content, ...changes });
}

function send(message = details(), client = clientOf(), correlationId?: string): Promise<SendResult> {
  return watchForTokens("send", client.send(message, { correlationId }));
}

describe("a message that Meta accepts", () => {
  test("is sent once and returns its ids", async () => {
    const result = await send();
    const correlationId = expect.stringMatching(/^order-1001\/[\da-f-]{36}$/);
    expect(result).toEqual({
      ...{ outcome: "accepted", messageId: "wamid.1", waId: "551187654321", messageStatus: "accepted" },
      correlationId,
    });
    expect(meta.seen.slice(-1)).toEqual([`POST /v25.0/${phoneNumberId}/messages`]);
    expect(bodies.map((body) => JSON.parse(body) as unknown)).toMatchObject([
      {
        ...{ messaging_product: "whatsapp", recipient_type: "individual", to, type: "interactive" },
        biz_opaque_callback_data: result.correlationId,
      },
    ]);
    expect(requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    });
  });

  test("to a user id returns that id and has no phone number", async () => {
    answers = [json(200, { contacts: [{ input: "BR.4Xk9", user_id: "BR.4Xk9" }], messages: [{ id: "wamid.1" }] })];
    const message = orderDetails({ ...content, recipient: "BR.4Xk9" });
    expect(await send(message)).toMatchObject({ outcome: "accepted", waId: undefined, userId: "BR.4Xk9" });
    const [body] = bodies.map((text) => JSON.parse(text) as object);
    expect(body).toMatchObject({ recipient: "BR.4Xk9" });
    expect(body).not.toHaveProperty("to");
  });

  test("has its own correlation id, else the given one", async () => {
    expect((await send(details(), clientOf(), "mine")).correlationId).toBe("mine");
    const own = details({ bizOpaqueCallbackData: "own" });
    expect((await send(own, clientOf(), "mine")).correlationId).toBe("own");
    expect(bodies[0]).toContain('"biz_opaque_callback_data":"mine"');
    expect(bodies[1]).toContain('"biz_opaque_callback_data":"own"');
  });

  test("keeps every digit of its amounts", async () => {
    const amount = 2n ** 63n - 1n;
    await send(details({ order: { items: [{ retailerId: "a", name: "Ilha", amount, quantity: 1 }] } }));
    expect(bodies[0]?.match(/"value":9223372036854775807,/g)).toHaveLength(3);
  });

  test.each([
    ["without contacts", { messages: [{ id: "wamid.1" }] }],
    ["with contacts of another shape", { contacts: "none", messages: [{ id: "wamid.1", message_status: 7 }] }],
  ])("is accepted by its id alone, %s", async (_what, body) => {
    answers = [json(200, body)];
    expect(await send()).toMatchObject({
      ...{ outcome: "accepted", messageId: "wamid.1", waId: undefined, messageStatus: undefined },
    });
  });

  test("waits for its turn when many are sent at once", async () => {
    let [open, most] = [0, 0];
    answers = [
      (response) => {
        most = Math.max(most, ++open);
        setImmediate(() => {
          open--;
          taken(response);
        });
      },
    ];
    const client = clientOf({ writeConcurrency: 2 });
    const results = await Promise.all(Array.from({ length: 9 }, () => send(details(), client)));
    expect(results.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 9 }, () => "accepted"));
    expect(most).toBeLessThanOrEqual(2);
  });

  test("may be an order_status", async () => {
    const status = orderStatus({ to, body: "A caminho", referenceId: "order-1001", order: { status: "shipped" } });
    expect(await send(status)).toMatchObject({ outcome: "accepted" });
    expect(bodies[0]).toContain('"order":{"status":"shipped"}');
  });
});

describe("an error from Meta", () => {
  // Kind and retry by code alone, whatever the HTTP status.
  test.each([
    [2040, 400, "cannot-receive", "never"],
    [2046, 400, "invalid-transition", "never"],
    [2047, 500, "cannot-cancel", "never"],
    [100, 400, "invalid", "never"],
    [131008, 400, "invalid", "never"],
    [131009, 400, "invalid", "never"],
    [131026, 400, "cannot-receive", "never"],
    [131045, 500, "account", "never"],
    [131047, 400, "window-closed", "never"],
    [131048, 400, "quality-limited", "never"],
    [131049, 400, "quality-limited", "later"],
    [131030, 400, "cannot-receive", "never"],
    [131062, 400, "cannot-receive", "never"],
    [131063, 400, "template", "never"],
    [134102, 500, "template", "never"],
    [100, 500, "invalid", "never"],
    [134011, 400, "terms-not-accepted", "never"],
    [131031, 403, "blocked", "never"],
    [190, 401, "credentials", "never"],
    [10, 403, "permission", "never"],
    [250, 403, "permission", "never"],
    [0, 401, "credentials", "never"],
    [undefined, 400, "other", "never"],
    [555555, 400, "other", "never"],
  ])("%i with HTTP %i is rejected: %s, retry %s, and sent once", async (code, httpStatus, kind, retry) => {
    answers = [
      errorAnswer({ code, error_data: { messaging_product: "whatsapp", details: "the details" } }, httpStatus),
    ];
    expect(await send()).toEqual({
      outcome: "rejected",
      error: {
        ...{ code, kind, retry, httpStatus, message: "the details", traceId: "Atrace" },
        ...{ title: expect.any(String), advice: expect.stringMatching(/^[A-Z].*\.$/) },
      },
      correlationId: expect.any(String),
    });
    expect(bodies).toHaveLength(1);
  });

  test.each([
    [131056, 400, "recipient-throttled", "backoff"],
    [131056, 429, "recipient-throttled", "backoff"],
    [131057, 400, "transient", "later"],
    [131057, 500, "transient", "later"],
  ])("%i with HTTP %i is not sent: %s, retry %s, sent once", async (code, httpStatus, kind, retry) => {
    answers = [errorAnswer({ code, error_data: { details: "the details" } }, httpStatus)];
    expect(await send()).toMatchObject({
      ...{ outcome: "not_sent", retry, waitMs: undefined, why: expect.stringContaining("the details") },
      error: { code, kind, retry, advice: expect.stringMatching(/^(Wait|Try again)/) },
    });
    expect(bodies).toHaveLength(1);
  });

  test("131056 with is_transient does not delay other recipients", async () => {
    const clock = instantClock();
    answers = [errorAnswer({ code: 131056, is_transient: true }), taken];
    const client = clientOf({}, clock);
    expect(await send(details(), client)).toMatchObject({
      outcome: "not_sent",
      error: { kind: "recipient-throttled" },
    });
    expect(await send(details({ to: "5521987654321" }), client)).toMatchObject({ outcome: "accepted" });
    expect(clock.waitsMs).toEqual([]);
  });

  test("131005 that links terms has the kind terms-not-accepted", async () => {
    answers = [
      errorAnswer({ code: 131005, error_data: { details: "Accept the terms at https://x.example/terms" } }, 403),
    ];
    expect(await send()).toMatchObject({ error: { kind: "terms-not-accepted" } });
  });

  test("about the number's id names the option to check", async () => {
    answers = [errorAnswer({ code: 100, error_subcode: 33 })];
    expect(await send()).toMatchObject({ error: { code: 100, advice: expect.stringContaining("phoneNumberId") } });
  });

  test("of an unknown code has Meta's own title", async () => {
    answers = [errorAnswer({ code: 7, error_user_title: "Not on Sundays" })];
    expect(await send()).toMatchObject({ error: { code: 7, kind: "other", title: "Not on Sundays" } });
  });

  test("without a Graph error code has no code", async () => {
    answers = [json(404, "nothing here")];
    expect(await send()).toMatchObject({
      outcome: "rejected",
      error: { code: undefined, kind: "no-graph-error", httpStatus: 404, advice: expect.stringContaining("baseUrl") },
    });
  });

  test("never shows the whole number or user id, though Meta repeats it", async () => {
    answers = [
      errorAnswer({ code: 131026, message: `Not ${to}` }),
      errorAnswer({ code: 131062, message: "Not BR.4Xk9Secret" }),
    ];
    expect(await send()).toMatchObject({ error: { message: "Not …4321" } });
    const byId = orderDetails({ ...content, recipient: "BR.4Xk9Secret" });
    expect(await send(byId)).toMatchObject({ outcome: "rejected", error: { code: 131062, message: "Not …cret" } });
  });

  test("never shows the token, though Meta repeats it", async () => {
    answers = [errorAnswer({ code: 190, message: `Bad ${token}`, error_user_title: token, error_user_msg: token })];
    const result = await send();
    expect(result).toMatchObject({ outcome: "rejected", error: { message: "[secret]" } });
    requireNoToken("the result", JSON.stringify(result));
  });
});

describe("a send of unknown outcome is not retried and returns guidance", () => {
  const lost: readonly (readonly [string, Answer])[] = [
    ["a connection that breaks after the message was taken", (response) => response.destroy()],
    ["a bare 502", (response) => response.writeHead(502).end("bad gateway")],
    ["an answer that is no JSON", (response) => response.end("<html>")],
    ["an answer without a message id", json(200, { success: true })],
    ["an empty answer", (response) => response.end()],
    ["an answer that never comes", () => undefined],
  ];
  test.each(lost)("%s", async (_what, answer) => {
    answers = [answer];
    const result = await send(details(), clientOf({ attemptTimeoutMs: 1_000 }));
    expect(result).toEqual({
      ...{ outcome: "unknown", error: undefined, why: expect.any(String), correlationId: expect.any(String) },
      guidance: expect.stringContaining(`"${result.correlationId}"`),
    });
    expect(bodies).toHaveLength(1);
  });

  test.each([
    [2, 503, "transient"],
    [131000, 500, "transient"],
    [131016, 500, "transient"],
    [131000, 400, "transient"],
    [1, 400, "unclear"],
    [133004, 500, "transient"],
    [133004, 400, "transient"],
    [555555, 500, "transient"],
    [undefined, 500, "transient"],
  ])("internal error %i with HTTP %i", async (code, httpStatus, kind) => {
    answers = [errorAnswer({ code }, httpStatus)];
    const result = await send();
    expect(result).toMatchObject({ outcome: "unknown", error: { code, kind, httpStatus, retry: "never" } });
    expect(JSON.stringify(result)).not.toMatch(/try again|send it again (later|a few)/i);
    expect(bodies).toHaveLength(1);
  });
});

describe("a message that was never sent", () => {
  test("because the connection is refused is retried, then not sent", async () => {
    const clock = instantClock();
    const result = await send(details(), clientOf({ baseUrl: "http://127.0.0.1:1", maxAttempts: 3 }, clock));
    expect(result).toMatchObject({
      ...{ outcome: "not_sent", retry: "backoff", waitMs: undefined },
      why: "127.0.0.1:1 could not be reached (3 attempts): ECONNREFUSED",
    });
    expect(clock.waitsMs).toHaveLength(2);
  });

  test.each([
    ["is never answered", () => undefined, "no connection within 0.2 s"],
    [
      "breaks",
      (socket: Socket) => socket.resetAndDestroy(),
      "the connection broke before the request was sent (ECONNRESET)",
    ],
    ["is no TLS", (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"), "the TLS handshake failed (E"],
  ])("because TLS %s is not sent", async (_what, answer, why) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on("error", () => undefined));
      socket.once("data", () => answer(socket));
    });
    const baseUrl = `https://127.0.0.1:${await listen(server)}`;
    const result = await send(details(), clientOf({ baseUrl, attemptTimeoutMs: 200, maxAttempts: 2 }));
    const isFinal = why.startsWith("the TLS handshake");
    expect(result).toMatchObject({
      outcome: "not_sent",
      retry: isFinal ? "never" : "backoff",
      why: expect.stringContaining(why),
    });
    expect(sockets).toHaveLength(isFinal ? 1 : 2);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test("because of its size or an expired deadline names the cause", async () => {
    const item = { retailerId: "a", name: "x".repeat(60), amount: 1, quantity: 1 };
    const items = Array.from({ length: 2000 }, () => item);
    expect(await send(details({ order: { items } }))).toMatchObject({
      ...{ outcome: "not_sent", retry: "never" },
      why: expect.stringContaining("larger than 256 kB"),
    });
    const clock = { nowMs: () => (nowMs += 200), sleep: () => Promise.resolve() };
    let nowMs = 0;
    expect(await send(details(), clientOf({ operationTimeoutMs: 100 }, { ...clock, waitsMs: [] }))).toMatchObject({
      ...{ outcome: "not_sent", retry: "backoff", why: "the message was not sent within operationTimeoutMs" },
    });
    expect(bodies).toEqual([]);
  });
});

describe("a throttle", () => {
  const throttle = (headers = {}): Answer =>
    errorAnswer({ code: 130429, message: "(#130429) Rate limit hit" }, 400, headers);

  test("that ends costs a wait, and one message is sent", async () => {
    const clock = instantClock();
    answers = [throttle({ "Retry-After": "7" }), taken];
    expect(await send(details(), clientOf({}, clock))).toMatchObject({ outcome: "accepted" });
    expect(clock.waitsMs).toEqual([expect.closeTo(7000, -2)]);
    expect(bodies).toHaveLength(2);
    expect(new Set(bodies).size).toBe(1);
  });

  test("that lasts returns not_sent with Meta's wait and stops other sends", async () => {
    answers = [throttle({ "Retry-After": "7200" })];
    const client = clientOf();
    const notSent = {
      outcome: "not_sent",
      retry: "later",
      why: expect.stringContaining("code 130429, fbtrace_id Atrace"),
    };
    expect(await send(details(), client)).toMatchObject({ ...notSent, waitMs: 7_200_000 });
    expect(await send(details(), client)).toMatchObject({ ...notSent, waitMs: expect.closeTo(7_200_000, -3) });
    expect(bodies).toHaveLength(1);
  });

  test("without a time makes three attempts, then blocks sends for a minute", async () => {
    answers = [throttle()];
    const client = clientOf();
    const notSent = { outcome: "not_sent", retry: "backoff", waitMs: undefined };
    expect(await send(details(), client)).toMatchObject({ ...notSent, why: expect.stringContaining("(3 attempts)") });
    expect(await send(details(), client)).toMatchObject(notSent);
    expect(bodies).toHaveLength(3);
  });
});

describe("nothing is sent", () => {
  test("of an invalid message, with Meta's path for each failure", async () => {
    const valid = details();
    const invalid = { ...valid, body: "", totalAmount: 1n, bizOpaqueCallbackData: "x".repeat(513) } as OrderMessage;
    const error = await send(invalid).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidOrder);
    expect((error as InvalidOrder).failures.map(({ path }) => path)).toEqual([
      "interactive.body.text",
      "biz_opaque_callback_data",
      "interactive.action.parameters.total_amount.value",
    ]);
    expect(bodies).toEqual([]);
  });

  test.each([undefined, null, "order"])("of %j, which is no message", async (message) => {
    const client = clientOf();
    await expect(client.send(message as unknown as OrderMessage)).rejects.toThrow(
      new InvalidOrder([
        {
          path: "message",
          reason:
            "must be an order message; make it with orderDetails(), orderStatus(), orderDetailsTemplate() or orderStatusTemplate()",
        },
      ]),
    );
    expect(bodies).toEqual([]);
  });

  test("of an order that expired since it was built", async () => {
    const hourAgo = new Date(Date.now() - 3_600_000);
    const timestamp = String(Math.floor(hourAgo.getTime() / 1000) + 600);
    const items = [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }];
    const late = orderDetails(
      {
        ...{ to, body: "Seu pedido", referenceId: "late", type: "digital-goods" },
        order: { items, expiration: { timestamp, description: "Hoje" } },
      },
      { now: hourAgo },
    );
    await expect(send(late)).rejects.toThrow("order.expiration.timestamp: is");
    expect(bodies).toEqual([]);
  });
});

describe("the options of a client", () => {
  const failuresOf = (options: unknown) => {
    try {
      new OrderClient(options as OrderClientOptions);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidSettings);
      requireNoToken("the failure", String(error));
      return Object.fromEntries((error as InvalidSettings).failures.map(({ path, reason }) => [path, reason]));
    }
    throw new Error("they are valid");
  };

  test("are all validated at once, without showing their values", () => {
    expect(
      failuresOf({
        ...{ accessToken: `${token} \n`.repeat(2), phoneNumberId: "+55 11", apiVersion: "25", attemptTimeoutMs: 1.5 },
        ...{ baseUrl: "http://example.com", maxAttempts: 99, attemptTimeout: 5, writeConcurrency: "4" },
      }),
    ).toEqual({
      accessToken: "has characters that no token has; copy it again; set it with the option accessToken",
      phoneNumberId: expect.stringMatching(/^must be 1 to 32 digits, .*; set it with the option phoneNumberId$/),
      apiVersion: 'must look like "v25.0"; set it with the option apiVersion',
      baseUrl: expect.stringContaining("set it with the option baseUrl"),
      maxAttempts: "must be a whole number from 1 to 10; set it with the option maxAttempts",
      attemptTimeoutMs: expect.stringContaining("must be a whole number from 100 to 600000"),
      attemptTimeout: expect.stringContaining('did you mean "attemptTimeoutMs"?'),
      writeConcurrency: "must be a number, but is a string",
    });
  });

  const missing = {
    accessToken: expect.stringMatching(
      /^is required; set the option accessToken, .* process\.env\.WHATSAPP_ACCESS_TOKEN/,
    ),
    phoneNumberId: expect.stringMatching(/^is required; set the option phoneNumberId to the id that WhatsApp Manager/),
  };

  test.each([
    [{}, missing],
    [{ accessToken: " ", phoneNumberId: "" }, missing],
    [undefined, { options: "must be an object with accessToken and phoneNumberId" }],
    [
      { accessToken: `"${token}"`, phoneNumberId: "1" },
      {
        accessToken: "has quotation marks around it; give the token without quotes; set it with the option accessToken",
      },
    ],
    [{ accessToken: token, phoneNumberId: 1 }, { phoneNumberId: "must be a string, but is a number" }],
  ])("%j", (options, failures) => {
    expect(failuresOf(options)).toEqual(failures);
  });

  test("are not read from the environment and not shown by a client", async () => {
    await withEnvironment({ WHATSAPP_ACCESS_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: "1" }, () => {
      expect(failuresOf({})).toEqual(missing);
      return Promise.resolve();
    });
    requireNoToken("the client", JSON.stringify(clientOf()));
  });

  test("accept another https host if it is in allowedHosts", () => {
    const own = { accessToken: token, phoneNumberId, baseUrl: "https://proxy.example.com" };
    expect(() => new OrderClient({ ...own, allowedHosts: ["proxy.example.com"] })).not.toThrow();
    expect(failuresOf(own)).toMatchObject({ baseUrl: expect.stringContaining("allowedHosts") });
  });
});

test.each([undefined, null, "options"])("rejects the options %j in one line", (options) => {
  expect(() => new OrderClient(options as never)).toThrow(
    /^options: must be an object with accessToken and phoneNumberId$/,
  );
});

test("later changes to a queued message do not reach the request", async () => {
  const client = clientOf({ writeConcurrency: 1 });
  const message = details();
  const results = [send(details(), client), send(message, client)];
  const [item] = message.kind === "order_details" ? (message.order?.items ?? []) : [];
  Object.assign(item ?? {}, { name: "Outro" });
  expect((await Promise.all(results)).map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
  expect(bodies.join()).not.toContain("Outro");
});
