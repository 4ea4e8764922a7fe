import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  orderDetails,
  orderDetailsTemplate,
  orderStatus,
  orderStatusTemplate,
  paymentLink,
  toWire,
  wireText,
  type OrderDetailsContent,
  type OrderMessage,
} from "../../provider/src/orders";
import { calls, TestAccount } from "../support/world/account";
import { runCommand, type Ran } from "../support/command";
import { requireNoToken } from "../support/leaks";

let account: TestAccount;
let dir: string;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => {
  account.meta.reset();
  // Each test has its own outbox.
  dir = mkdtempSync(join(tmpdir(), "whatsapp-orders-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
afterAll(() => account.close());

const to = "5511987654321";
function details(changes: Partial<OrderDetailsContent & { readonly to: string }> = {}): OrderMessage {
  return orderDetails({
    ...{ to, body: "Seu pedido", referenceId: "order-1001", type: "physical-goods" },
    paymentSettings: [paymentLink("https://pay.example.com/1001")],
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }] },
    ...changes,
  });
}

function byTemplate(): OrderMessage {
  return orderDetailsTemplate({
    ...{ to, referenceId: "order-1001", type: "physical-goods" },
    template: { name: "pedido_pix", language: "pt_BR", body: ["Bia"] },
    paymentSettings: [paymentLink("https://pay.example.com/1001")],
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }] },
  });
}

/** Writes a file into the folder and returns its name. */
function file(name: string, content: OrderMessage | string | Uint8Array): string {
  const written = typeof content === "string" || content instanceof Uint8Array ? content : wireText(toWire(content));
  writeFileSync(join(dir, name), written);
  return name;
}

function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return account.environment({ WHATSAPP_PHONE_NUMBER_ID: account.meta.phoneNumberId, ...changes });
}
function orders(words: readonly string[], changes: Readonly<Record<string, string>> = {}, stdin = ""): Promise<Ran> {
  return runCommand(["orders", ...words], environment(changes), dir, stdin);
}

describe("orders validate", () => {
  const validate = (words: readonly string[], stdin = ""): Promise<Ran> =>
    runCommand(["orders", "validate", ...words], {}, dir, stdin);

  test("reports errors and warnings of each file, without any settings", async () => {
    const good = file("good.json", details({ paymentSettings: [paymentLink("http://pay.example.com")] }));
    const wrong = wireText(toWire(details())).replace('"total_amount":{"value":9980', '"total_amount":{"value":9981');
    const bad = file("bad.json", wrong.replace('"text":"Seu pedido"', '"text":""'));
    expect(await validate([good, bad, "gone.json"])).toEqual({
      ...{ code: 1, err: "" },
      out: [
        "good.json: warning: paymentSettings[0].paymentLink.uri: is not https; providers reject other links",
        "good.json: valid: order_details order-1001, R$ 99,80",
        "bad.json: error: interactive.body.text: must not be empty",
        "bad.json: error: interactive.action.parameters.total_amount.value: is 9981, but should be 9980: subtotal 9980 + tax 0 = 9980",
        "gone.json: error: file: does not exist",
        "",
      ].join("\n"),
    });
    expect((await validate([good])).code).toBe(0);
  });

  test.each<[string, string | Uint8Array, string]>([
    ["invalid JSON", "{", "body: is not JSON"],
    ["invalid UTF-8", Uint8Array.of(0x22, 0xff, 0x22), "file: is not UTF-8"],
    ["a list", "[]", "body: must be a JSON object"],
    ["another kind of message", '{"interactive":{"type":"list"}}', "interactive.type: must be one of"],
  ])("refuses %s", async (_what, content, reason) => {
    const { code, out } = await validate([file("odd.json", content)]);
    expect(code).toBe(1);
    expect(out).toContain(`odd.json: error: ${reason}`);
  });

  test("reads - as standard input and previews the message", async () => {
    const { code, out } = await validate(["-", "--preview"], `\ufeff${wireText(toWire(details()))}`);
    expect(code).toBe(0);
    expect(out).toContain("-: valid: order_details order-1001, R$ 99,80\n┌──");
    expect(out).toContain("│ [ Abrir link de pagamento ] ");
  });

  test("checks transitions against --from and expirations against --now", async () => {
    const shipped = file(
      "shipped.json",
      orderStatus({ to, body: "A caminho", referenceId: "order-1001", order: { status: "shipped" } }),
    );
    expect(await validate([shipped])).toMatchObject({ code: 0, out: "shipped.json: valid: order_status order-1001\n" });
    expect((await validate([shipped, "--from", "partially-shipped"])).code).toBe(0);
    const { code, out } = await validate([shipped, "--from", "completed", "--from-payment", "captured"]);
    expect(code).toBe(1);
    expect(out).toContain('parameters.order.status: "shipped" cannot follow "completed" (Meta error 2046)');

    const items = [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }];
    const order = { items, expiration: { timestamp: "4102444800", description: "Fim" } };
    const late = file("late.json", details({ order }));
    expect((await validate([late])).code).toBe(0);
    for (const now of ["4102444800", "2100-01-01T00:00:00Z", "2099-12-31T21:00-03:00"]) {
      expect((await validate([late, "--now", now])).out).toContain("is 0 s ahead; Meta requires at least 300 s ahead");
    }
    expect((await validate([late, "--now", "2099-12-31"])).code).toBe(0);
  });

  test("validates template messages", async () => {
    const template = file("template.json", byTemplate());
    const { code, out } = await validate([template, "--preview"]);
    expect([code, out]).toEqual([0, expect.stringContaining("valid: order_details_template order-1001, R$ 99,80")]);
    expect(out).toContain("[modelo] pedido_pix (pt_BR)");
    const json = await validate([template, "--json"]);
    expect(JSON.parse(json.out)).toMatchObject([{ kind: "order_details_template", totalAmount: 9980 }]);
    const wrong = wireText(toWire(byTemplate()))
      .replace('"total_amount":{"value":9980', '"total_amount":{"value":1')
      .replace("pedido_pix", "Pedido");
    const refused = await validate([file("wrong.json", wrong)]);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("wrong.json: error: template.name: must be a template's name");
    expect(refused.out).toContain("template.components[1].parameters[0].action.order_details.total_amount.value: is 1");
    const shipped = orderStatusTemplate({
      ...{ to, referenceId: "order-1001", order: { status: "shipped" } },
      template: { name: "pedido_status", language: "pt_BR" },
    });
    const late = await validate([file("late-status.json", shipped), "--from", "completed"]);
    expect(late.out).toContain('order_status.order.status: "shipped" cannot follow "completed"');
  });

  test("--json prints amounts with all digits", async () => {
    const amount = 9007199254740993n;
    const big = file(
      "big.json",
      details({ order: { items: [{ retailerId: "a", name: "Ilha", amount, quantity: 1 }] } }),
    );
    const { code, out } = await validate([big, file("empty.json", "{}"), "--json", "--preview"]);
    expect(code).toBe(1);
    expect(out).toContain('"totalAmount": 9007199254740993,');
    expect(JSON.parse(out)).toMatchObject([
      { file: "big.json", valid: true, kind: "order_details", referenceId: "order-1001", failures: [], warnings: [] },
      {
        file: "empty.json",
        valid: false,
        failures: ["to", "messaging_product", "type", "interactive"].map((path) => ({ path })),
      },
    ]);
    expect(out).toContain('"preview": "┌');
  });

  test("escapes control characters of names and texts", async () => {
    const hostile = details({ body: "\u001b[2J\u202eotof", footer: "\u0007" });
    const { out } = await validate([file("a\u001b[31m\u202eb.json", hostile), "--preview", "no\u009bt.json"]);
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    const json = await validate(["a\u001b[31m\u202eb.json", "--json", "--preview"]);
    expect(json.out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

describe("orders send", () => {
  test("without --send shows message, recipient and sender, and sends nothing", async () => {
    const { code, out, err } = await orders(["send", file("one.json", details())], { WHATSAPP_ACCESS_TOKEN: "" });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("│ Total                               R$ 99,80 │");
    expect(out).toMatch(/\nTo 5511987654321, from phone number id \d+ \(http:\/\/127\.0\.0\.1:\d+, v25\.0\)\.\n/);
    expect(out).toMatch(/\nNothing was sent: this is a dry run\. Use --send to send it\.\n$/);
    const json = await orders(["send", "one.json", "--json", "--correlation-id", "mine"]);
    expect(JSON.parse(json.out)).toEqual({
      ...{ outcome: "dry_run", phoneNumberId: account.meta.phoneNumberId },
      body: { ...toWire(details()), biz_opaque_callback_data: "mine" },
    });
    expect(account.meta.journal()).toEqual([]);
  });

  test("with --send sends once and prints the ids", async () => {
    const one = file("one.json", details());
    const { code, out, err } = await orders(["send", one, "--send"]);
    const [message] = account.meta.messages();
    const correlationId = message?.callbackData ?? "";
    expect(correlationId).toMatch(/^order-1001\/[\da-f-]{36}$/);
    expect({ code, out }).toEqual({
      code: 0,
      out: `Accepted: ${message?.id ?? ""}\nStatus webhooks with correlation id ${correlationId} report whether it was delivered or failed.\n`,
    });
    expect(err).toBe(`sending to …4321 from ${account.meta.phoneNumberId}, correlation id ${correlationId}\n`);
    expect(calls(account.meta.journal())).toEqual([`POST /${account.meta.phoneNumberId}/messages`]);
    const json = await orders(["send", one, "--send", "--json", "--correlation-id", "mine", "--again"]);
    expect(JSON.parse(json.out)).toEqual({
      ...{ outcome: "accepted", messageId: account.meta.messages()[1]?.id, waId: to },
      correlationId: "mine",
    });
  });

  test("sends a template message outside the 24-hour window", async () => {
    account.meta.advanceClock(25 * 3_600_000);
    account.meta.seed({
      templates: [
        {
          ...{ name: "pedido_pix", language: "pt_BR" },
          components: [
            { type: "BODY", text: "Olá {{1}}, seu pedido está pronto." },
            { type: "BUTTONS", buttons: [{ type: "ORDER_DETAILS", text: "Pagar" }] },
          ],
        },
      ],
    });
    const dry = await orders(["send", file("template.json", byTemplate())]);
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("[modelo] pedido_pix (pt_BR)") });
    const { code, out } = await orders(["send", "template.json", "--send", "--json"]);
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ outcome: "accepted", messageStatus: "accepted" }),
    ]);
    expect(account.meta.orders()).toMatchObject([{ referenceId: "order-1001", status: "pending" }]);
  });

  test("rejects an invalid message with every error", async () => {
    const bad = file(
      "bad.json",
      wireText(toWire(details())).replace('"subtotal":{"value":9980', '"subtotal":{"value":1'),
    );
    const { code, out, err } = await orders(["send", bad, "--send"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error: Nothing was sent\.\nbad\.json: error: .*subtotal\.value: is 1, but should be 9980/);
    const status = orderStatus({ to, body: "Fim", referenceId: "order-1001", order: { status: "canceled" } });
    const canceled = file("canceled.json", status);
    const refused = await orders(["send", canceled, "--from", "shipped", "--from-payment", "pending", "--send"]);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("(Meta error 2047)") });
    expect(account.meta.journal()).toEqual([]);
  });

  test("sends only to listed recipients if there is a list", async () => {
    const one = file("one.json", details());
    for (const words of [
      ["send", one],
      ["send", one, "--send"],
    ]) {
      const { code, out, err } = await orders(words, { WHATSAPP_ORDER_RECIPIENTS: "5521999999999,+55 11 98765-0000" });
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toContain("Nothing was sent: the number …4321 is not in WHATSAPP_ORDER_RECIPIENTS.");
    }
    expect(account.meta.journal()).toEqual([]);
    const listed = { WHATSAPP_ORDER_RECIPIENTS: "5521999999999, +55 (11) 98765-4321" };
    expect((await orders(["send", one, "--send"], listed)).code).toBe(0);
  });

  test("exits with 3 after an unknown outcome and says where to look", async () => {
    account.meta.faults.add({ match: { verb: "send" }, effect: { kind: "drop" }, when: "after" });
    const { code, out, err } = await orders(["send", file("one.json", details()), "--send"]);
    const [message] = account.meta.messages();
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("error: The outcome is unknown: ");
    expect(err).toContain(`A status webhook that carries biz_opaque_callback_data "${message?.callbackData ?? ""}"`);
    expect(account.meta.messages()).toHaveLength(1);
    expect(account.meta.journal()).toHaveLength(1);
  });

  test("exits with 1 if Meta rejects the message or nothing was sent", async () => {
    const one = file("one.json", details());
    account.meta.faults.add({ match: { verb: "send" }, effect: { kind: "graph", code: 131047 } });
    const refused = await orders(["send", one, "--send"]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toMatch(
      /\nerror: Rejected, nothing was sent: .*\(code 131047, fbtrace_id \S+\)\. Send an approved template instead: .*\n$/,
    );
    account.meta.faults.clear();
    account.meta.faults.add({
      match: { verb: "send" },
      effect: { kind: "graph", code: 130429, headers: { "Retry-After": "7200" } },
    });
    const throttled = await orders(["send", one, "--send"]);
    expect(throttled).toMatchObject({ code: 1, err: expect.stringContaining("Send it again in 120 min.") });
    const unreached = await orders(["send", one, "--send", "--base-url", "http://127.0.0.1:1"], {
      WHATSAPP_MAX_ATTEMPTS: "1",
    });
    expect(unreached.code).toBe(1);
    expect(unreached.err).toContain(
      "error: Not sent: 127.0.0.1:1 could not be reached: ECONNREFUSED. Send it again later.",
    );
    const json = await orders(["send", one, "--send", "--json", "--phone-number", "1"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ outcome: "rejected", error: { code: 100 } });
    expect(account.meta.messages()).toEqual([]);
  });
});

describe("orders status", () => {
  const words = ["status", "--reference-id", "order-1001", "--to", to, "--body", "Novidades"];

  test("builds the message, shows it, and sends it with --send", async () => {
    await orders(["send", file("one.json", details()), "--send"]);
    const flags = [...words, "--status", "partially-shipped", "--description", "BR123", "--footer", "Padaria Sol"];
    const dry = await orders([...flags, "--from", "pending"]);
    expect(dry.code).toBe(0);
    expect(dry.out).toContain("│ Situação: Pendente → Parcialmente enviado    │\n│ BR123 ");
    expect(account.meta.messages()).toHaveLength(1);
    const paid = ["--payment", "captured", "--timestamp", "2024-07-31T17:00:31Z"];
    expect(await orders([...flags, ...paid, "--send"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("Accepted: wamid."),
    });
    expect(account.meta.orders()).toMatchObject([
      { status: "partially_shipped", description: "BR123", payment: "captured" },
    ]);
    expect(JSON.stringify(account.meta.journal()[1]?.body)).toContain("1722445231");
  });

  test("sends to the user id in --recipient", async () => {
    const byId = ["status", "--reference-id", "order-1001", "--recipient", "BR.4Xk9", "--body", "Novidades"];
    const order = wireText({ ...toWire(details()), to: undefined, recipient: "BR.4Xk9" });
    await orders(["send", file("by-id.json", order), "--send"]);
    const dry = await orders([...byId, "--status", "shipped"]);
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("To BR.4Xk9, from phone number id") });
    const { code, out, err } = await orders([...byId, "--status", "shipped", "--send", "--json"]);
    expect({ code, result: JSON.parse(out) as unknown }).toMatchObject({ code: 0, result: { userId: "BR.4Xk9" } });
    expect(err).toContain("sending to …4Xk9 from");
    expect(account.meta.orders()).toMatchObject([{ status: "shipped", recipient: "BR.4Xk9" }]);
  });

  test("sends nothing to a user id outside the list", async () => {
    const byId = ["status", "--reference-id", "order-1001", "--recipient", "BR.4Xk9", "--body", "x", "--send"];
    const shipped = [...byId, "--status", "shipped"];
    const others = await orders(shipped, { WHATSAPP_ORDER_RECIPIENTS: `${to},BR.5` });
    expect(others).toMatchObject({
      code: 1,
      err: expect.stringContaining("the user id …4Xk9 is not in WHATSAPP_ORDER_RECIPIENTS"),
    });
    expect(account.meta.journal()).toEqual([]);
  });

  test("names the flags of swapped recipient ids", async () => {
    const wrong = ["status", "--reference-id", "a", "--body", "x", "--status", "shipped"];
    const { code, err } = await orders([...wrong, "--to", "BR.4Xk9", "--recipient", to]);
    expect(code).toBe(2);
    expect(err).toContain("--to is a user id, not a phone number; put it into --recipient");
    expect(err).toContain("--recipient is a phone number, not a user id; put it into --to");
    expect((await orders(wrong)).err).toContain("--to is required unless --recipient has a business-scoped user id");
  });

  test("needs no status for a payment", async () => {
    const { code, out } = await orders([...words, "--payment", "failed", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      body: { interactive: { action: { parameters: { reference_id: "order-1001", payment: { status: "failed" } } } } },
    });
  });

  test("rejects a forbidden transition and names the allowed ones", async () => {
    const { code, out, err } = await orders([...words, "--status", "pending", "--from", "shipped", "--send"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(
      `error: Nothing was sent: "pending" cannot follow "shipped" (Meta error 2046); allowed next: "processing", "partially_shipped", "completed", "canceled".\n`,
    );
    const paid = ["--from", "shipped", "--from-payment", "captured", "--send"];
    expect((await orders([...words, "--status", "canceled", ...paid])).err).toContain("(Meta error 2047)");
    expect(account.meta.journal()).toEqual([]);
  });

  test("warns about cases that Meta does not document", async () => {
    const { code, err } = await orders([...words, "--to", "16505551234", "--status", "shipped"]);
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: to: does not look like a Brazilian number/);
  });
});

describe("a usage error exits with 2, sends nothing, and names the flag:", () => {
  const status = ["status", "--reference-id", "a", "--to", to, "--body", "x"];
  test.each<[readonly string[], string]>([
    [["pay"], 'Unknown command "pay". Run pulumi-whatsapp orders --help.'],
    [["validate"], "Missing argument <file>: JSON body of an order message, or - for standard input."],
    [["validate", "-", "-"], "Standard input (-) can be read only once"],
    [["validate", "x", "--from-payment", "captured"], "--from-payment needs --from."],
    [["validate", "x", "--from", "sent"], "--from must be one of pending, processing"],
    [["validate", "x", "--now", "2026-11-22T12:00:00"], "--now must be UTC seconds or a time like"],
    [["validate", "x", "--now", "1795219200000"], "--now must be UTC seconds"],
    [["validate", "x", "--token", "EAAxxxxxxxxx"], "the token is never a flag, set WHATSAPP_ACCESS_TOKEN"],
    [["send"], "Missing argument <file>: JSON body of an order message, or - for standard input"],
    [["send", "x", "y"], 'Unexpected argument "y". Run pulumi-whatsapp orders send --help.'],
    [["send", "x", "--correlation-id", ""], "--correlation-id must not be empty"],
    [
      ["send", "x", "--correlation-id", "x".repeat(513)],
      "--correlation-id has 513 characters; Meta allows at most 512",
    ],
    [["send", "one.json", "--phone-number", "+55 11"], "set it with --phone-number or WHATSAPP_PHONE_NUMBER_ID"],
    [["send", "own.json", "--correlation-id", "mine"], "already has biz_opaque_callback_data; remove one of them"],
    [[...status], "--status is required unless --payment is set"],
    [[...status, "--status", "paid"], '--status must be one of "pending", "processing"'],
    [[...status, "--timestamp", "5"], '--payment must be one of "pending"'],
    [[...status, "--status", "shipped", "--from-payment", "captured"], "--from-payment needs --from."],
    [["status", "--reference-id", "a b", "--status", "shipped"], "--reference-id may have English letters"],
  ])("%j", async (words, reason) => {
    file("one.json", details());
    file("own.json", details({ bizOpaqueCallbackData: "own" }));
    const { code, out, err } = await orders(words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(reason);
    expect(account.meta.journal()).toEqual([]);
  });

  test("a missing phone number or token", async () => {
    const one = file("one.json", details());
    expect(await orders(["send", one], { WHATSAPP_PHONE_NUMBER_ID: "" })).toMatchObject({
      code: 2,
      err: "error: No phone number id is set. Set it with --phone-number or WHATSAPP_PHONE_NUMBER_ID.\n",
    });
    expect(await orders(["send", one, "--send"], { WHATSAPP_ACCESS_TOKEN: "" })).toMatchObject({
      code: 2,
      err: "error: No access token is set. Set it with WHATSAPP_ACCESS_TOKEN.\n",
    });
    expect(account.meta.journal()).toEqual([]);
  });
});

/** Runs the built command as a process. */
async function runProcess(words: readonly string[], input: string) {
  const bin = join(__dirname, "../../provider/bin/pulumi-whatsapp.js");
  const child = spawn(process.execPath, [bin, "orders", ...words], { cwd: dir, env: environment() });
  child.stdin.end(input);
  const ended = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  requireNoToken("what the process printed", out + err);
  return { code: child.exitCode, out, err };
}

describe("as a separate process", () => {
  test("it reads standard input, sends, and exits with the documented codes", async () => {
    const body = wireText(toWire(details()));
    expect(await runProcess(["validate", "-"], body)).toMatchObject({ code: 0 });
    expect(await runProcess(["validate", "-"], "{}")).toMatchObject({ code: 1 });
    expect(await runProcess(["send"], body)).toMatchObject({ code: 2 });
    expect(await runProcess(["send", "-"], body)).toMatchObject({ code: 0 });
    expect(account.meta.messages()).toEqual([]);
    expect(await runProcess(["send", "-", "--send"], body)).toMatchObject({ code: 0 });
    expect(await runProcess(["send", "-", "--send"], body)).toMatchObject({ code: 1 });
    account.meta.faults.add({ match: { verb: "send" }, effect: { kind: "drop" }, when: "after" });
    const lost = await runProcess(["send", "-", "--send", "--json", "--again"], body);
    expect(lost).toMatchObject({ code: 3 });
    expect(JSON.parse(lost.out)).toMatchObject({ outcome: "unknown" });
    expect(account.meta.messages()).toHaveLength(2);
  });
});
