import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties } from "../../provider/src/runtime/properties";
import { bareRow } from "../faults/support/row";
import { failureOf, partialFailureOf } from "../support/world/failures";
import { type FullProviderRun } from "../support/world/provider-run";
import type { CreatedResource } from "../support/world/ads";
import { OrderDesk, orderArgs, orderText, person } from "../support/orders";

const desk = new OrderDesk();
function post() {
  return `POST /${desk.meta.phoneNumberId}/messages`;
}
function id() {
  return `${desk.meta.phoneNumberId}/demo-1001`;
}
const noChange = { changes: false, replaces: [], deleteBeforeReplace: false };
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
function loseNextResponse() {
  return desk.meta.faults.add({ match: { verb: "send" }, effect: { kind: "drop" }, when: "after" });
}

/** The plan's refusal. */
async function refusal(run: FullProviderRun, made: CreatedResource, changes: Properties): Promise<string> {
  const { inputs: news, failures } = await run.order.check(made.inputs, orderArgs(changes));
  expect(failures).toEqual([]);
  return (await failureOf(run.order.diff(made.id, made.outs, news))).message;
}

describe("create", () => {
  test("sends the message once and records Meta's response", async () => {
    const { id: made, outs } = await desk.createOrder();
    expect(made).toBe(id());
    expect(desk.calls()).toEqual([post()]);
    const [message] = desk.meta.messages();
    expect(outs).toEqual({
      ...orderArgs(),
      phoneNumberId: desk.meta.phoneNumberId,
      totalAmount: 11180,
      outcome: "accepted",
      messageId: message?.id,
      correlationId: message?.callbackData,
      __stateVersion: 1,
    });
    expect(message?.callbackData).toMatch(/^demo-1001\/[\da-f-]{36}$/);
    const lines = desk.readOutbox().trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        kind: "order_details",
        order: id(),
        digest: expect.stringMatching(/^[\da-f]{64}$/),
        correlationId: message?.callbackData,
        attempt: expect.stringMatching(/^[\da-f-]{36}$/),
        at: expect.stringMatching(/Z$/),
      },
      {
        ...{ result: "accepted", correlationId: message?.callbackData, messageId: message?.id },
        attempt: expect.any(String),
        at: expect.stringMatching(/Z$/),
      },
    ]);
  });

  test("amounts beyond 2^53 are text in inputs and outputs", async () => {
    const items = [{ retailerId: "1", name: "x", amount: "9223372036854775806", quantity: 1 }];
    const { outs } = await desk.createOrder({ order: { items, tax: { value: "1" } } });
    expect(outs["totalAmount"]).toBe("9223372036854775807");
    expect(desk.meta.orders()).toMatchObject([{ total: 9223372036854775807n }]);
  });

  test("validates again what policies changed after check", async () => {
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    const { message } = await failureOf(run.order.create({ ...inputs, to: "5521999998888", status: "shipped" }));
    expect(message).toMatch(/to: the number …8888 is not on the list.*status: an order begins as pending/);
    expect(message).not.toContain("5521999998888");
    expect(desk.meta.journal()).toEqual([]);
    expect(readdirSync(desk.outbox)).toEqual([]);
  });

  test("a rejection names the next step and allows another attempt", async () => {
    desk.meta.faults.add({ match: { verb: "send" }, effect: { kind: "graph", code: 131047 } });
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    const { message } = await failureOf(run.order.create(inputs));
    expect(message).toMatch(
      /^Could not send the order_details of order "demo-1001" \(\d+\/demo-1001\)\. Meta refused: .*131047.* Send an approved template/,
    );
    expect(desk.results()).toEqual(["rejected"]);
    desk.meta.faults.clear();
    await desk.createOrder();
    expect(desk.results()).toEqual(["rejected", "accepted"]);
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  test("an ended API version is recorded as not sent", async () => {
    const { inputs } = await desk.run().order.check({}, orderArgs());
    const { message } = await failureOf(desk.run({ WHATSAPP_API_VERSION: "v19.0" }).order.create(inputs));
    expect(message).toContain("v19.0 ended on 2026-05-21");
    expect(desk.results()).toEqual(["not_sent"]);
    await desk.createOrder();
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  test("Meta's text is shown without the person's number", async () => {
    const message = `Recipient ${person} (+55 11 98765-4321, wa_id 551187654321) is not in the allowed list`;
    desk.meta.faults.add({ match: { verb: "send" }, effect: { kind: "graph", code: 131030, message } });
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    const failure = await failureOf(run.order.create(inputs));
    expect(failure.message).toContain("Recipient …4321 (…4321, wa_id …4321) is not in the allowed list");
    expect(failure.message).not.toMatch(/87654321|98765-4321/);
  });

  test("sends nothing for missing or unknown arguments", async () => {
    const run = desk.run();
    expect((await failureOf(run.order.create({}))).message).toMatch(/to: is required/);
    expect((await failureOf(run.order.create(orderArgs({ body: unknownValue })))).message).toMatch(/still not known/);
    expect(desk.meta.journal()).toEqual([]);
  });

  test("sends nothing without a token, and records that", async () => {
    const run = desk.run({ WHATSAPP_ACCESS_TOKEN: "" });
    const { inputs } = await run.order.check({}, orderArgs());
    expect((await failureOf(run.order.create(inputs))).message).toMatch(/No access token is set/);
    expect(desk.results()).toEqual(["not_sent"]);
  });

  test("a refused connection counts as not sent", async () => {
    const run = desk.run({ WHATSAPP_BASE_URL: "http://127.0.0.1:1", WHATSAPP_MAX_ATTEMPTS: "2" });
    const { inputs } = await run.order.check({}, orderArgs());
    expect((await failureOf(run.order.create(inputs))).message).toMatch(/could not be reached.*run again/);
    expect(desk.results()).toEqual(["not_sent"]);
  });

  bareRow("142", "one of three concurrent creates sends the order", async () => {
    const runs = [desk.run(), desk.run(), desk.run()];
    const inputs = await Promise.all(runs.map(async (run) => (await run.order.check({}, orderArgs())).inputs));
    const results = await Promise.allSettled(runs.map((run, i) => run.order.create(inputs[i] ?? {})));
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  test("sends nothing if the outbox cannot be written", async () => {
    const run = desk.run({ WHATSAPP_ORDER_OUTBOX: join(desk.outbox, "file/orders") });
    const { inputs } = await run.order.check({}, orderArgs());
    writeFileSync(join(desk.outbox, "file"), "");
    const { message } = await failureOf(run.order.create(inputs));
    expect(message).toMatch(/The outbox file .* cannot be read \(ENOTDIR\).*nothing is sent.*whatsapp:orderOutbox/);
    expect(
      (await failureOf(desk.checkFailures(desk.run({ WHATSAPP_ORDER_OUTBOX: join(desk.outbox, "file") }), orderArgs())))
        .message,
    ).toMatch(/cannot be read \(ENOTDIR\)/);
    expect(desk.meta.journal()).toEqual([]);
  });
});

describe("a lost response to the order", () => {
  bareRow("147", "a lost response to an order is recorded and nothing is resent", async () => {
    loseNextResponse();
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    const half = await partialFailureOf(run.order.create(inputs));
    const [message] = desk.meta.messages();
    expect(half.id).toBe(id());
    expect(half.properties).toMatchObject({
      __provider: orderText,
      outcome: "unknown",
      correlationId: message?.callbackData,
      totalAmount: 11180,
    });
    expect(half.properties).not.toHaveProperty("messageId");
    expect(half.reasons[0]).toMatch(
      /is unknown.*Nothing is sent again.*biz_opaque_callback_data.*`resolveSendOutcome`.*the chat/,
    );
    expect(half.reasons[0]).toContain(message?.callbackData);
    expect(half.reasons[0]).not.toContain("Run again");
    desk.meta.faults.clear();

    const next = desk.run();
    const made = { id: half.id, outs: half.properties, inputs };
    const { news, diff } = await desk.planOrder(next, made, {});
    expect(diff).toEqual(noChange);
    const { outs } = await next.order.update(half.id, half.properties, news);
    expect(outs).toEqual(half.properties);
    expect(next.warnings).toEqual([expect.stringContaining(message?.callbackData ?? "none")]);
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  test("is not sent again by a second create, replacement or lost state", async () => {
    loseNextResponse();
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    await partialFailureOf(run.order.create(inputs));
    desk.meta.faults.clear();
    expect((await failureOf(run.order.create(inputs))).message).toMatch(
      /^Could not send .*referenceId: an order_details/,
    );
    const [reason] = await desk.checkFailures(desk.run(), orderArgs({ body: "Outro" }));
    expect(reason).toMatch(
      /^referenceId: an order_details with it was sent at 20.*Z, its outcome unknown: look at .*Orders are events.*--replace.*new referenceId.*`pulumi-whatsapp orders status`.*Remove .*\.jsonl only when it is certain that nothing arrived$/,
    );
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  test("a response without a message id is an unknown outcome", async () => {
    desk.meta.faults.add({ match: { verb: "send" }, effect: { kind: "status", status: 200, body: { messages: [] } } });
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    expect((await partialFailureOf(run.order.create(inputs))).reasons[0]).toContain(
      "Meta answered without a message id.",
    );
  });

  bareRow("144", "a truncated first record blocks the order", async () => {
    const run = desk.run();
    const { inputs } = await run.order.check({}, orderArgs());
    await run.order.create(inputs);
    const [file = ""] = readdirSync(desk.outbox);
    for (const text of ["", '{"kind":"order_det']) {
      writeFileSync(join(desk.outbox, file), text);
      const blocked = /cannot be read: (is empty|line 1 is cut off, or is not JSON)\. .*nothing is sent for this order/;
      expect((await failureOf(desk.checkFailures(desk.run(), orderArgs()))).message).toMatch(blocked);
      expect((await failureOf(run.order.create(inputs))).message).toMatch(blocked);
    }
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });
});

describe("check", () => {
  test("reports every failure at once, without a call or the number", async () => {
    const reasons = await desk.checkFailures(
      desk.run({ WHATSAPP_PHONE_NUMBER_ID: "", WHATSAPP_ORDER_RECIPIENTS: "5521999990000" }),
      orderArgs({ bdy: 1, type: "service", status: "shipped", payment: { status: "paid" }, statusDescription: "x" }),
    );
    expect(reasons).toEqual([
      expect.stringMatching(/^phoneNumberId: is required; give it here or with .*WHATSAPP_PHONE_NUMBER_ID/),
      expect.stringMatching(/^type: must be one of/),
      expect.stringMatching(/^payment.status: must be one of/),
      expect.stringMatching(/^bdy: is not known/),
      expect.stringMatching(/^to: the number …4321 is not on the list/),
      expect.stringMatching(/^status: an order begins as pending.*deploy it first, then change it/),
      expect.stringMatching(/^statusDescription: /),
      expect.stringMatching(/^payment: /),
    ]);
    expect(reasons.join()).not.toContain(person);
    expect(desk.meta.journal()).toEqual([]);
  });

  test("explains how to set the list of recipients", async () => {
    expect(await desk.checkFailures(desk.run({ WHATSAPP_ORDER_RECIPIENTS: "" }), orderArgs())).toEqual([
      expect.stringMatching(/^to: .*there is no list; set it with `pulumi config set whatsapp:orderRecipients`/),
    ]);
    expect(await desk.checkFailures(desk.run({ WHATSAPP_ORDER_RECIPIENTS: "joe" }), orderArgs())).toEqual([
      expect.stringMatching(/^whatsapp:orderRecipients: must be phone numbers/),
      expect.stringMatching(/^to: /),
    ]);
  });

  test("an order begins as pending, without payment or description", async () => {
    expect(await desk.checkFailures(desk.run(), orderArgs({ status: "pending", payment: null }))).toEqual([]);
    expect(await desk.checkFailures(desk.run(), orderArgs({ statusDescription: "pending" }))).toEqual([
      expect.stringMatching(/^statusDescription: an order begins as pending/),
    ]);
    const later = { status: unknownValue, statusDescription: unknownValue, payment: unknownValue };
    expect(await desk.checkFailures(desk.run(), orderArgs(later))).toEqual([]);
  });

  test("numbers are compared by their digits", async () => {
    expect(await desk.checkFailures(desk.run(), orderArgs({ to: "+55 (11) 98765-4321" }))).toEqual([]);
  });

  describe("a person without a known number", () => {
    const byId = { to: null, recipient: "BR.4Xk9" };
    const listed = { WHATSAPP_ORDER_RECIPIENTS: `${person},BR.4Xk9` };

    test("gets the order, its statuses and its cancellation by user id", async () => {
      const run = desk.run(listed);
      const made = await desk.createOrder({ ...byId, cancelOnDelete: true }, run);
      expect(made.outs).toMatchObject({ recipient: "BR.4Xk9" });
      const updated = await desk.updateOrder(
        made,
        { ...byId, cancelOnDelete: true, status: "processing" },
        desk.run(listed),
      );
      await desk.run(listed).order.delete(updated.id, updated.outs);
      expect(desk.meta.messages().map(({ recipient }) => recipient)).toEqual(
        Array.from({ length: 3 }, () => "BR.4Xk9"),
      );
      expect(desk.meta.orders()).toMatchObject([{ status: "canceled" }]);
      expect(desk.readOutbox()).not.toContain("BR.4Xk9");
    });

    test("must be on the list, by the whole id", async () => {
      expect(
        await desk.checkFailures(desk.run({ WHATSAPP_ORDER_RECIPIENTS: `${person},BR.4Xk91` }), orderArgs(byId)),
      ).toEqual([expect.stringMatching(/^recipient: the user id …4Xk9 is not on the list/)]);
    });

    test("cannot change once the order is sent", async () => {
      const run = desk.run(listed);
      const made = await desk.createOrder(byId, run);
      for (const changes of [{ to: null, recipient: "BR.5" }, { recipient: "BR.4Xk9" }, {}]) {
        const { inputs } = await run.order.check(made.inputs, orderArgs(changes));
        const { message } = await failureOf((async () => run.order.diff(made.id, made.outs, inputs))());
        expect(message).toMatch(/cannot be edited: .*(to|recipient).* Set it back/);
      }
    });

    test("is named by `to` or `recipient`", async () => {
      expect(await desk.checkFailures(desk.run(listed), orderArgs({ to: null }))).toEqual([
        "to: is required unless `recipient` has a business-scoped user id",
      ]);
      expect(await desk.checkFailures(desk.run(listed), orderArgs({ to: "BR.4Xk9" }))).toEqual([
        "to: is a user id, not a phone number; put it into `recipient`",
      ]);
    });
  });

  test("checks the expiration only before the order is sent", async () => {
    const order = (aheadSeconds: number): Properties => ({
      items: [{ retailerId: "1", name: "x", amount: 100, quantity: 1 }],
      expiration: { timestamp: String(Math.floor(Date.now() / 1000) + aheadSeconds), description: "Hoje" },
    });
    expect(await desk.checkFailures(desk.run(), orderArgs({ order: order(10) }))).toEqual([
      expect.stringMatching(/^order\.expiration\.timestamp: is \d+ s ahead; Meta requires at least 300/),
    ]);
    const { failures } = await desk.run().order.check(orderArgs(), orderArgs({ order: order(-1000) }));
    expect(failures).toEqual([]);
  });

  test("an empty recipient is one failure", async () => {
    expect(await desk.checkFailures(desk.run(), orderArgs({ to: "" }))).toHaveLength(1);
  });

  test("an invalid order is not planned, and causes no warnings", async () => {
    const run = desk.run();
    expect(await desk.checkFailures(run, orderArgs({ paymentSettings: null, type: "service" }))).toHaveLength(1);
    expect(run.warnings).toEqual([]);
    expect(await desk.checkFailures(run, orderArgs())).toEqual([]);
  });

  test("inputs without a phone number contain none", async () => {
    const { inputs } = await desk.run({ WHATSAPP_PHONE_NUMBER_ID: "" }).order.check({}, orderArgs());
    expect(inputs).not.toHaveProperty("phoneNumberId");
  });

  test("doubtful values are warnings", async () => {
    const run = desk.run();
    expect(await desk.checkFailures(run, orderArgs({ paymentSettings: null }))).toEqual([]);
    expect(run.warnings).toEqual([`order ${id()}: paymentSettings: is empty: the person has no way to pay`]);
  });

  test("rejects two resources with one reference id", async () => {
    const run = desk.run();
    expect(await desk.checkFailures(run, orderArgs())).toEqual([]);
    expect(await desk.checkFailures(run, orderArgs())).toEqual([
      expect.stringMatching(/^referenceId: another resource of this program has "demo-1001" too/),
    ]);
    expect(await desk.checkFailures(run, orderArgs({ referenceId: "demo-1002" }))).toEqual([]);
    expect(await desk.checkFailures(run, orderArgs({ phoneNumberId: "42" }))).toEqual([]);
  });

  test("skips unknown values", async () => {
    const unknown = orderArgs({ to: unknownValue, referenceId: unknownValue, order: unknownValue });
    expect(await desk.checkFailures(desk.run(), unknown)).toEqual([]);
    const run = desk.run();
    expect(await desk.checkFailures(run, orderArgs({ order: unknownValue, paymentSettings: [] }))).toEqual([]);
    expect(run.warnings).toEqual([]);
  });

  test("rejects oversized arguments as a whole", async () => {
    expect(await desk.checkFailures(desk.run(), orderArgs({ body: "x".repeat(70_000) }))).toEqual([
      expect.stringMatching(/^body, order: are \d+ bytes together/),
    ]);
  });

  test("an order stays with the number that sent it", async () => {
    const made = await desk.createOrder();
    const run = desk.run({ WHATSAPP_PHONE_NUMBER_ID: "42" });
    const { news, diff } = await desk.planOrder(run, made, {});
    expect(news["phoneNumberId"]).toBe(desk.meta.phoneNumberId);
    expect(diff).toEqual(noChange);
  });
});

describe("a plan", () => {
  test("without changes finds none, whatever the notation of amounts", async () => {
    const made = await desk.createOrder();
    const order = {
      items: [{ retailerId: "cake", name: "Bolo", amount: "4990", quantity: 2 }],
      shipping: { value: "1200" },
      tax: { value: 0 },
    };
    expect((await desk.planOrder(desk.run(), made, {})).diff).toEqual(noChange);
    expect((await desk.planOrder(desk.run(), made, { order, totalAmount: 11180, footer: null })).diff).toEqual(
      noChange,
    );
  });

  test("rejects edits of sent fields by name and never replaces", async () => {
    const made = await desk.createOrder();
    const message = await refusal(desk.run(), made, {
      body: "Outro",
      referenceId: "demo-1002",
      phoneNumberId: "42",
      footer: "Obrigado",
      paymentSettings: undefined,
      order: {
        items: [{ retailerId: "cake", name: "Bolo", amount: 5000, quantity: 2 }],
        shipping: { value: 1200 },
        discount: { value: 20 },
      },
    });
    expect(message).toMatch(
      /^Could not change order "demo-1001".*cannot be edited: phoneNumberId, body, footer, referenceId, paymentSettings, order\.items\[0\]\.amount, order\.discount\. Set it back/,
    );
    expect(
      await refusal(desk.run(), made, { type: "digital-goods", image: { link: "https://x.example/a.png" } }),
    ).toMatch(/edited: image, type\./);
    expect(await refusal(desk.run(), made, { order: undefined, totalAmount: 11180 })).toMatch(
      /edited: order, totalAmount\./,
    );
    expect(
      await refusal(desk.run({ WHATSAPP_ORDER_RECIPIENTS: "5521999990000" }), made, { to: "5521999990000" }),
    ).toMatch(/edited: to\. /);
    expect(desk.listMessages()).toHaveLength(1);
  });

  test("rejects forbidden statuses and names the allowed ones", async () => {
    let made = await desk.createOrder();
    made = await desk.updateOrder(made, { status: "processing", payment: { status: "captured" } });
    desk.meta.clearJournal();
    const captured = { payment: { status: "captured" } };
    expect(await refusal(desk.run(), made, captured)).toMatch(
      /status: "pending" cannot follow "processing" \(Meta error 2046\); allowed next: "partially_shipped", "shipped", "completed"\. Nothing was sent now\.$/,
    );
    expect(await refusal(desk.run(), made, { status: "canceled", ...captured })).toMatch(
      /captured cannot be canceled \(Meta error 2047\)/,
    );
    expect(await refusal(desk.run(), made, { status: "processing" })).toMatch(
      /payment: payment status "captured" was already sent and cannot be removed; keep it/,
    );
    expect(desk.meta.journal()).toEqual([]);
    made = await desk.updateOrder(made, { status: "completed", ...captured });
    for (const status of ["processing", "canceled", "shipped", "pending"]) {
      expect(await refusal(desk.run(), made, { status, ...captured })).toMatch(
        /nothing can follow: the order is closed/,
      );
    }
    expect(await refusal(desk.run(), made, { status: "completed", statusDescription: "!", ...captured })).toMatch(
      /closed/,
    );
    expect(desk.listMessages()).toHaveLength(3);
  });

  test("warns when another status follows a captured payment", async () => {
    const made = await desk.updateOrder(await desk.createOrder(), { payment: { status: "captured" } });
    const run = desk.run();
    await desk.planOrder(run, made, { status: "processing", payment: { status: "captured" } });
    expect(run.warnings).toEqual([]);
    const other = desk.run();
    await desk.planOrder(other, made, { payment: { status: "failed" } });
    expect(other.warnings).toEqual([expect.stringMatching(/payment: was captured; Meta gives no rules for payments/)]);
  });

  test("rejects a cancellation with a pending payment", async () => {
    const made = await desk.updateOrder(await desk.createOrder(), { payment: { status: "pending" } });
    expect(await refusal(desk.run(), made, { status: "canceled", payment: { status: "pending" } })).toMatch(/2047/);
    const failed = await desk.updateOrder(made, { payment: { status: "failed" } });
    const run = desk.run();
    await desk.updateOrder(failed, { status: "canceled", payment: { status: "failed" } }, run);
    expect(run.warnings).toEqual([]);
    expect(desk.meta.orders()).toMatchObject([{ status: "canceled", payment: "failed" }]);
  });

  test("says nothing of another reference than its refusal", async () => {
    const run = desk.run();
    expect(await refusal(run, await desk.createOrder(), { referenceId: "demo-1002" })).toContain("referenceId");
    expect(run.warnings).toEqual([]);
  });

  test("warns of a repeated status and of a paid cancellation", async () => {
    const made = await desk.updateOrder(await desk.createOrder(), { status: "processing" });
    const run = desk.run();
    expect((await desk.planOrder(run, made, { status: "processing", statusDescription: "Quase" })).diff.changes).toBe(
      true,
    );
    expect(run.warnings).toEqual([expect.stringMatching(/status: is the same again, with another description/)]);
    const other = desk.run();
    await desk.planOrder(other, made, { status: "canceled", payment: { status: "captured" } });
    expect(other.warnings).toEqual([expect.stringMatching(/payment\.status: .*2047/)]);
    const third = desk.run();
    const long = { referenceId: "demo-1001-with-a-reference-id-of-46-characters" };
    await desk.planOrder(third, await desk.createOrder(long), { ...long, status: "shipped" });
    expect(third.warnings).toEqual([]);
  });

  test("with unknown values reports a change and checks the rest", async () => {
    const made = await desk.createOrder();
    expect(
      (await desk.planOrder(desk.run(), made, { body: unknownValue, statusDescription: unknownValue })).diff,
    ).toEqual({
      ...noChange,
      changes: true,
    });
    expect(await refusal(desk.run(), made, { body: unknownValue, type: "digital-goods" })).toMatch(/edited: type\./);
  });

  test("rejects a forced replacement, with and without the earlier outbox", async () => {
    const made = await desk.createOrder();
    expect(await desk.checkFailures(desk.run(), orderArgs())).toEqual([
      expect.stringMatching(/^referenceId: an order_details .* and accepted\. Orders/),
    ]);
    const elsewhere = desk.run({ WHATSAPP_ORDER_OUTBOX: join(desk.outbox, "other") });
    await desk.planOrder(elsewhere, made, {});
    expect(elsewhere.warnings).toEqual([expect.stringMatching(/has no record of it.*Keep the outbox with the stack/)]);
    expect(await desk.checkFailures(elsewhere, orderArgs())).toEqual([
      expect.stringMatching(/^referenceId: an order with it was sent, as the state records/),
    ]);
  });

  test("rejects a state without a record of the message", async () => {
    const { inputs } = await desk.createOrder();
    const run = desk.run();
    const { inputs: news } = await run.order.check(inputs, orderArgs());
    expect((await failureOf(run.order.diff(id(), inputs, news))).message).toMatch(
      /as after an import.*`pulumi state delete`/,
    );
    expect((await failureOf(run.order.diff(id(), { ...inputs, __stateVersion: 2 }, news))).message).toMatch(
      /newer pulumi-whatsapp/,
    );
    expect((await failureOf(run.order.diff("demo-1001", inputs, news))).message).toMatch(
      /not of the form <phoneNumberId>/,
    );
  });
});

describe("update", () => {
  test("sends status, description and payment in one message", async () => {
    let made = await desk.createOrder();
    const footer = { statusFooter: "Loja" };
    made = await desk.updateOrder(made, { status: "partially-shipped", statusDescription: "1 de 2", ...footer });
    made = await desk.updateOrder(made, {
      status: "partially_shipped",
      statusDescription: "1 de 2",
      payment: { status: "pending" },
      statusBody: "Oi",
    });
    const [, first, second] = desk.meta.messages();
    expect(first?.interactive).toMatchObject({
      body: { text: "Pedido demo-1001: enviado em parte." },
      footer: { text: "Loja" },
      action: {
        parameters: { reference_id: "demo-1001", order: { status: "partially_shipped", description: "1 de 2" } },
      },
    });
    expect(second?.interactive).toEqual(
      expect.objectContaining({
        body: { text: "Oi" },
        action: { name: "review_order", parameters: { reference_id: "demo-1001", payment: { status: "pending" } } },
      }),
    );
    expect(made.outs).toMatchObject({
      messageId: desk.meta.messages()[0]?.id,
      lastStatusMessageId: second?.id,
      correlationId: second?.callbackData,
      outcome: "accepted",
    });
  });

  test("changes later texts and cancelOnDelete without a call", async () => {
    const made = await desk.createOrder();
    desk.meta.clearJournal();
    const later = { statusBody: "Novidades", statusFooter: "Loja", cancelOnDelete: true, cancelBody: "Cancelado." };
    expect((await desk.planOrder(desk.run(), made, later)).diff).toEqual({ ...noChange, changes: true });
    const run = desk.run();
    const { outs } = await desk.updateOrder(made, later, run);
    expect(outs).toEqual({ ...made.outs, ...later });
    expect(desk.meta.journal()).toEqual([]);
    expect(run.warnings).toEqual([]);
  });

  test("a rejection keeps the state and allows another attempt", async () => {
    const made = await desk.createOrder();
    desk.meta.faults.add({ match: { verb: "send" }, effect: { kind: "graph", code: 131047 } });
    const { message } = await failureOf(desk.updateOrder(made, { status: "shipped" }));
    expect(message).toMatch(/^Could not send the order_status of order "demo-1001".*131047.*Send an approved template/);
    desk.meta.faults.clear();
    await desk.updateOrder(made, { status: "shipped" });
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });

  bareRow("147", "a status whose response was lost counts as sent", async () => {
    const made = await desk.createOrder();
    loseNextResponse();
    const run = desk.run();
    const { news } = await desk.planOrder(run, made, { status: "processing" });
    const half = await partialFailureOf(run.order.update(made.id, made.outs, news));
    desk.meta.faults.clear();
    expect(half.reasons[0]).toMatch(/The outcome of the order_status .*Nothing is sent again/);
    expect(half.properties).toMatchObject({
      status: "processing",
      outcome: "unknown",
      messageId: made.outs["messageId"],
    });
    expect(half.properties).not.toHaveProperty("lastStatusMessageId");
    const now = { id: made.id, outs: half.properties, inputs: made.inputs };
    expect(await refusal(desk.run(), now, {})).toMatch(/"pending" cannot follow "processing"/);
    const next = desk.run();
    const { outs } = await desk.updateOrder(now, { status: "processing" }, next);
    expect(next.warnings).toHaveLength(1);
    const last = await desk.updateOrder({ ...now, outs }, { status: "shipped" });
    expect(last.outs).toMatchObject({ outcome: "accepted", lastStatusMessageId: desk.meta.messages()[2]?.id });
    expect(desk.listMessages()).toEqual([
      "order_details demo-1001",
      "order_status demo-1001",
      "order_status demo-1001",
    ]);
  });

  test.each(["accepted", "unknown"])("does not repeat a message that the state lacks (%s)", async (outcome) => {
    const made = await desk.createOrder();
    if (outcome === "unknown") loseNextResponse();
    const before = desk.updateOrder(made, { status: "processing", statusBody: "Oi" });
    await (outcome === "unknown" ? partialFailureOf(before) : before);
    desk.meta.faults.clear();
    const run = desk.run();
    const { outs } = await desk.updateOrder(made, { status: "processing", statusBody: "Olá" }, run);
    const { id: wamid, callbackData } = desk.meta.messages()[1] ?? {};
    expect(outs).toMatchObject({ outcome, correlationId: callbackData });
    expect(outs["lastStatusMessageId"]).toBe(outcome === "accepted" ? wamid : undefined);
    expect(run.warnings).toHaveLength(outcome === "unknown" ? 1 : 0);
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });

  bareRow("145", "a state older than the outbox allows only its missing message", async () => {
    const made = await desk.createOrder();
    const processing = await desk.updateOrder(made, { status: "processing" });
    loseNextResponse();
    await partialFailureOf(desk.updateOrder(processing, { status: "shipped" }));
    desk.meta.faults.clear();
    const older = /The state is older than the outbox, which records an order_status sent at .*, its outcome unknown/;
    for (const state of [made, processing]) {
      const run = desk.run();
      const { inputs: news } = await run.order.check(state.inputs, orderArgs({ status: "completed" }));
      expect((await failureOf(run.order.diff(state.id, state.outs, news))).message).toMatch(older);
      expect((await failureOf(run.order.update(state.id, state.outs, news))).message).toMatch(older);
    }
    await desk.updateOrder(made, { status: "shipped" });
    await desk.updateOrder(made, { statusBody: "Outro" });
    expect(desk.listMessages()).toEqual([
      "order_details demo-1001",
      "order_status demo-1001",
      "order_status demo-1001",
    ]);
  });

  test("a state older than the outbox allows no other payment", async () => {
    const made = await desk.createOrder();
    await desk.updateOrder(made, { payment: { status: "captured" } });
    expect(await refusal(desk.run(), made, { payment: { status: "failed" } })).toMatch(/The state is older/);
  });

  test("without an outbox, a status is sent", async () => {
    const made = await desk.createOrder();
    rmSync(desk.outbox, { recursive: true });
    await desk.updateOrder(made, { status: "shipped" });
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });

  test("does not cancel an order completed after the state was saved", async () => {
    const made = await desk.createOrder({ cancelOnDelete: true });
    await desk.updateOrder(made, { status: "completed", cancelOnDelete: true });
    const refused = await failureOf(desk.run().order.delete(made.id, made.outs));
    expect(refused.message).toMatch(
      /The state is older than the outbox, which records an order_status sent at .* and accepted/,
    );
    expect(desk.listMessages()).toHaveLength(2);
  });

  test("warns of another payment after a captured one", async () => {
    const made = await desk.updateOrder(await desk.createOrder(), { payment: { status: "captured" } });
    const run = desk.run();
    await desk.planOrder(run, made, { payment: { status: "failed" } });
    expect(run.warnings.join()).toContain("payment: was captured; Meta gives no rules for payments");
  });

  test("ignores a later rejected message", async () => {
    const made = await desk.createOrder();
    await desk.updateOrder(made, { status: "processing" });
    desk.meta.faults.add({ match: { verb: "send" }, effect: { kind: "graph", code: 131047 } });
    await failureOf(desk.updateOrder(made, { status: "shipped" }));
    const { outs } = await desk.updateOrder(made, { status: "processing" });
    expect(outs).toMatchObject({ outcome: "accepted", lastStatusMessageId: desk.meta.messages()[1]?.id });
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });

  test("validates again inputs that a policy changed", async () => {
    const made = await desk.createOrder();
    const run = desk.run();
    const { news } = await desk.planOrder(run, made, { status: "shipped" });
    expect((await failureOf(run.order.update(made.id, made.outs, { ...news, body: "x" }))).message).toMatch(
      /^Could not change the order_status of order "demo-1001".*edited: body\./,
    );
    expect((await failureOf(run.order.update(made.id, made.outs, { ...news, status: "sent" }))).message).toMatch(
      /status: must be one of/,
    );
    expect(desk.listMessages()).toHaveLength(1);
  });

  bareRow("144", "an unreadable outbox line blocks the messages of its order only", async () => {
    const made = await desk.createOrder({ cancelOnDelete: true });
    const file = join(desk.outbox, readdirSync(desk.outbox)[0] ?? "");
    await desk.updateOrder(made, { status: "processing", cancelOnDelete: true });
    const whole = readFileSync(file);
    const blocked = /line 5 .*nothing is sent for this order until it can be read/;
    for (const line of ['{"kind":"order_st', "<<<<<<< HEAD", '{"version":2}']) {
      writeFileSync(file, `${whole.toString()}${line}\n`);
      // The state is that of before the status.
      for (const status of ["processing", "shipped"]) {
        const run = desk.run();
        const news = orderArgs({ status, cancelOnDelete: true });
        const { inputs } = await run.order.check(made.inputs, news);
        expect(run.warnings).toEqual([expect.stringMatching(blocked)]);
        expect((await failureOf(run.order.diff(made.id, made.outs, inputs))).message).toMatch(blocked);
        expect((await failureOf(run.order.update(made.id, made.outs, inputs))).message).toMatch(blocked);
      }
      expect((await failureOf(desk.run().order.delete(made.id, made.outs))).message).toMatch(blocked);
      const quiet = desk.run();
      expect((await desk.planOrder(quiet, made, { cancelOnDelete: true })).diff).toEqual(noChange);
      expect(quiet.warnings).toEqual([expect.stringMatching(blocked)]);
      await desk.run().order.read(made.id, made.outs);
    }
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
    await desk.createOrder({ referenceId: "demo-1002" });
    writeFileSync(file, whole);
    await desk.updateOrder(made, { status: "processing", cancelOnDelete: true });
    expect(desk.listMessages()).toHaveLength(3);
  });

  bareRow("142", "one of three concurrent updates sends the status", async () => {
    const made = await desk.createOrder();
    const runs = [desk.run(), desk.run(), desk.run()];
    const plans = await Promise.all(runs.map((run) => desk.planOrder(run, made, { status: "shipped" })));
    const updates = runs.map((run, i) => run.order.update(made.id, made.outs, plans[i]?.news ?? {}));
    expect((await Promise.allSettled(updates)).map(({ status }) => status)).toContain("fulfilled");
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });
});

describe("read", () => {
  test("returns the state without a call", async () => {
    const made = await desk.createOrder();
    desk.meta.clearJournal();
    const run = desk.run();
    expect(await run.order.read(made.id, made.outs)).toEqual({ id: made.id, props: made.outs });
    expect(await run.order.diff(made.id, made.outs, made.inputs)).toEqual(noChange);
    expect(desk.meta.journal()).toEqual([]);
  });

  test("a refresh with another text finds a change without rejecting", async () => {
    const made = await desk.createOrder();
    const edited = { ...made.inputs, body: "Another text" };
    expect(await desk.run().order.diff(made.id, made.outs, edited)).toEqual({ ...noChange, changes: true });
  });

  test("a refresh after a partial failure compares without rejecting", async () => {
    const made = await desk.createOrder();
    loseNextResponse();
    const half = await partialFailureOf(desk.updateOrder(made, { status: "processing" }));
    const run = desk.run();
    const { props = {} } = await run.order.read(made.id, half.properties);
    expect(await run.order.diff(made.id, props, made.inputs)).toEqual({ ...noChange, changes: true });
  });

  test("rejects an order that no run sent", async () => {
    const { message } = await failureOf(desk.run().order.read(id(), { __provider: orderText }));
    expect(message).toMatch(/There is no way to read an order from Meta.*neither imported nor looked up/);
    expect(desk.meta.journal()).toEqual([]);
  });
});

describe("delete", () => {
  const canceling = { cancelOnDelete: true };
  const deleteOrder = async (made: CreatedResource, run = desk.run()): Promise<void> =>
    run.order.delete(made.id, made.outs);

  test("sends nothing by default", async () => {
    const made = await desk.createOrder();
    desk.meta.clearJournal();
    await deleteOrder(made);
    expect(desk.meta.journal()).toEqual([]);
    expect(await desk.checkFailures(desk.run(), orderArgs())).toHaveLength(1);
  });

  test("cancels once with cancelOnDelete, with its own text", async () => {
    const made = await desk.createOrder(canceling);
    const run = desk.run();
    await deleteOrder(made, run);
    expect(run.warnings).toEqual([]);
    await deleteOrder(made);
    expect(desk.meta.messages().map(({ interactive }) => interactive.body.text)).toEqual([
      "Seu pedido",
      "Pedido demo-1001: cancelado.",
    ]);
    expect(desk.meta.orders()).toMatchObject([{ status: "canceled" }]);
    const other = await desk.createOrder({ ...canceling, referenceId: "demo-1002", cancelBody: "Até logo." });
    await deleteOrder(other);
    expect(desk.meta.messages().at(-1)?.interactive.body.text).toBe("Até logo.");
  });

  test.each(["completed", "canceled"])("sends nothing about an order that is %s", async (status) => {
    const made = await desk.updateOrder(await desk.createOrder(canceling), { ...canceling, status });
    desk.meta.clearJournal();
    await deleteOrder(made);
    expect(desk.meta.journal()).toEqual([]);
  });

  test.each(["captured", "pending"])("rejects a cancellation when the payment is %s", async (status) => {
    const made = await desk.updateOrder(await desk.createOrder(canceling), { ...canceling, payment: { status } });
    desk.meta.clearJournal();
    const { message } = await failureOf(deleteOrder(made));
    expect(message).toMatch(
      /^Could not cancel order "demo-1001".*2047.*Set cancelOnDelete: false and run `pulumi up`.*retainOnDelete/,
    );
    expect(desk.meta.journal()).toEqual([]);
  });

  test("cancels for listed recipients only", async () => {
    const made = await desk.createOrder(canceling);
    const { message } = await failureOf(deleteOrder(made, desk.run({ WHATSAPP_ORDER_RECIPIENTS: "" })));
    expect(message).toMatch(/there is no list/);
    expect(desk.listMessages()).toHaveLength(1);
  });

  test("after a lost response, the next run sends nothing", async () => {
    const made = await desk.createOrder(canceling);
    loseNextResponse();
    const { message } = await failureOf(deleteOrder(made));
    expect(message).toMatch(/The outcome of the order_status .*The next run removes the order from the state\.$/);
    desk.meta.faults.clear();
    const run = desk.run();
    await deleteOrder(made, run);
    expect(run.warnings).toEqual([expect.stringMatching(/is unknown.*no result is recorded/)]);
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });

  test("does not cancel an old entry of a live order", async () => {
    const run = desk.run();
    const made = await desk.createOrder(canceling, run);
    await deleteOrder(made, run);
    const later = desk.run();
    await desk.planOrder(later, made, canceling);
    await deleteOrder(made, later);
    expect(later.warnings).toEqual([
      expect.stringMatching(/another resource of this run has it, so it is not canceled/),
    ]);
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  test("without a record, sends nothing and fails only if it would cancel", async () => {
    const run = desk.run();
    await run.order.delete(id(), orderArgs());
    expect((await failureOf(run.order.delete(id(), orderArgs(canceling)))).message).toMatch(
      /does not record what was sent/,
    );
    expect(desk.calls()).toEqual([]);
  });
});
