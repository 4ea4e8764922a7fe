import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
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
import { bareRow } from "../faults/support/row";
import { failureOf } from "../support/world/failures";
import { runCommand, type Ran } from "../support/command";
import { OrderDesk, orderArgs, person } from "../support/orders";

const desk = new OrderDesk();
const referenceId = "demo-1001";
function details(changes: Partial<OrderDetailsContent & { readonly to: string }> = {}): OrderMessage {
  return orderDetails({
    ...{ to: person, body: "Seu pedido", referenceId, type: "physical-goods" },
    paymentSettings: [paymentLink("https://pay.example.com/1001")],
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
    ...changes,
  });
}
function byTemplate(): OrderMessage {
  return orderDetailsTemplate({
    ...{ to: person, referenceId, type: "physical-goods", template: { name: "pedido_pix", language: "pt_BR" } },
    paymentSettings: [paymentLink("https://pay.example.com/1001")],
    totalAmount: 9980,
  });
}
function byUserId(): string {
  return wireText({ ...toWire(details()), to: undefined, recipient: "BR.4Xk9" });
}

function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return desk.account.environment(desk.environment({ WHATSAPP_ORDER_RECIPIENTS: "", ...changes }));
}
function toText(message: OrderMessage | string): string {
  return typeof message === "string" ? message : wireText(toWire(message));
}
function orders(words: readonly string[], stdin = "", changes: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runCommand(["orders", ...words], environment(changes), desk.outbox, stdin);
}
function send(message: OrderMessage | string = details(), ...flags: readonly string[]): Promise<Ran> {
  return orders(["send", "-", "--send", ...flags], toText(message));
}
const statusWords = ["status", "--reference-id", referenceId, "--to", person, "--body", "Novidade"];
function status(words: string): Promise<Ran> {
  return orders([...statusWords, "--send", ...words.split(" ")]);
}
function fault(effect: Parameters<typeof desk.meta.faults.add>[0]["effect"], when?: "before" | "after") {
  return desk.meta.faults.add({ match: { verb: "send" }, effect, ...(when && { when }) });
}
function lose() {
  return fault({ kind: "drop" }, "after");
}
function file(): string {
  return join(desk.outbox, readdirSync(desk.outbox)[0] ?? "");
}

describe("orders send --send", () => {
  const repetitions: readonly [string, () => OrderMessage | string, RegExp][] = [
    ["the same content", details, /was sent with the same content: .* Use --again to send it once more\./],
    ["the same content in another format", () => details({ to: "+55 (11) 98765-4321" }), /with the same content/],
    [
      "the same content with a correlation id",
      () => details({ bizOpaqueCallbackData: "own" }),
      /with the same content/,
    ],
    ["other content", () => details({ body: "Outro" }), /with other content or .* Meta requires a new reference id/],
    ["another person", () => details({ to: "5511987650000" }), /with other content or to another person/],
    ["another kind of address", byUserId, /with other content or to another person/],
    ["the order by template", byTemplate, /with other content or to another person/],
  ];
  for (const [what, message, reason] of repetitions) {
    bareRow("140", `\`orders send\` refuses a sent reference id: ${what}`, async () => {
      await send();
      const [sent] = desk.meta.messages();
      const { code, out, err } = await send(message());
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(
        /^error: Nothing was sent\. Order "demo-1001" was sent .*its order_details was sent at 20\S+Z \(/,
      );
      expect(err).toContain(`(accepted, ${sent?.id ?? "none"})`);
      expect(err).toMatch(reason);
      expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
    });
  }

  bareRow("140", "`orders send` with --again sends again and records it", async () => {
    await send();
    expect(await send(details(), "--again")).toMatchObject({ code: 0 });
    expect(desk.listMessages()).toHaveLength(2);
    expect(desk.readOutbox().match(/"again":true/g)).toHaveLength(1);
    expect(await send()).toMatchObject({ code: 1 });
    expect(await send(details({ referenceId: "demo-1002" }))).toMatchObject({ code: 0 });
    expect(desk.listMessages()).toHaveLength(3);
  });

  test.each<[string, () => unknown, string]>([
    ["was rejected", () => fault({ kind: "graph", code: 131047 }), "rejected"],
    ["was not sent", () => fault({ kind: "graph", code: 130429, headers: { "Retry-After": "7200" } }), "not_sent"],
  ])("sends an order again that %s", async (_what, break_, result) => {
    break_();
    expect(await send()).toMatchObject({ code: 1 });
    expect(desk.results()).toEqual([result]);
    desk.meta.faults.clear();
    expect(await orders(["send", "-"], toText(details()))).toMatchObject({ out: expect.stringMatching(/Use --send/) });
    expect(await send()).toMatchObject({ code: 0 });
    expect(desk.results()).toEqual([result, "accepted"]);
    expect(desk.listMessages()).toHaveLength(1);
  });

  bareRow("147", "`orders send` refuses an unknown outcome and names where to look", async () => {
    lose();
    expect(await send()).toMatchObject({ code: 3 });
    desk.meta.faults.clear();
    const { code, err } = await send();
    expect(code).toBe(3);
    expect(err).toMatch(
      /outcome unknown\)\. First look at the status webhooks .*; use --again only if it did not arrive/,
    );
    expect(err).toContain(desk.meta.messages()[0]?.callbackData);
    expect(await send(details({ body: "Outro" }))).toMatchObject({ code: 3 });
    expect(desk.listMessages()).toHaveLength(1);
    expect(await send(details(), "--again")).toMatchObject({ code: 0 });
    expect(desk.listMessages()).toHaveLength(2);
  });

  test("refuses an order if the outbox contains only a status", async () => {
    await send(details(), "--outbox", "elsewhere");
    expect(await status("--status shipped")).toMatchObject({ code: 0 });
    const { code, err } = await send();
    expect(code).toBe(1);
    expect(err).toMatch(/Order "demo-1001" exists: its order_status "shipped" was sent at .*new reference id/);
    expect(desk.listMessages()).toEqual(["order_details demo-1001", "order_status demo-1001"]);
  });

  test("a dry run shows the refusal of --send and records nothing", async () => {
    const dry = (...flags: string[]) => orders(["send", "-", ...flags], toText(details()));
    expect((await dry()).out).toMatch(/this is a dry run\. Use --send to send it\.\n$/);
    expect(readdirSync(desk.outbox)).toEqual([]);
    await send();
    expect(await dry()).toMatchObject({
      ...{ code: 0, err: "" },
      out: expect.stringMatching(/dry run\. --send would be refused: Order "demo-1001" was sent with the same content/),
    });
    expect((await dry("--again")).out).toMatch(/dry run\. Use --send/);
    const previous = { kind: "order_details", outcome: "accepted", messageId: desk.meta.messages()[0]?.id };
    expect(JSON.parse((await dry("--json")).out)).toMatchObject({
      ...{ outcome: "dry_run", refused: expect.stringContaining("Use --again"), previous },
    });
    expect(JSON.parse((await send(details(), "--json")).out)).toEqual({
      ...{ outcome: "not_sent", retry: "never", why: expect.stringContaining("Use --again") },
      previous: {
        ...{ ...previous, at: expect.stringMatching(/Z$/), correlationId: desk.meta.messages()[0]?.callbackData },
      },
    });
    expect(desk.listMessages()).toHaveLength(1);
  });

  test("finds the outbox by flag, environment or default", async () => {
    const folders = (): string[] =>
      readdirSync(desk.outbox)
        .filter((name) => !name.endsWith(".jsonl"))
        .sort();
    expect(await send(details(), "--outbox", "by-flag")).toMatchObject({ code: 0 });
    expect(await orders(["send", "-", "--send"], toText(details()), { WHATSAPP_ORDER_OUTBOX: "by-env" })).toMatchObject(
      {
        code: 0,
      },
    );
    expect(await orders(["send", "-", "--send"], toText(details()), { WHATSAPP_ORDER_OUTBOX: "" })).toMatchObject({
      code: 0,
    });
    expect(folders()).toEqual([".pulumi-whatsapp", "by-env", "by-flag"]);
    const orderFolder = join(desk.outbox, ".pulumi-whatsapp/orders");
    expect(statSync(orderFolder).mode & 0o777).toBe(0o700);
    expect(statSync(join(orderFolder, readdirSync(orderFolder)[0] ?? "")).mode & 0o777).toBe(0o600);
    expect(await send(details(), "--outbox", "by-flag")).toMatchObject({ code: 1 });
  });

  const damages: readonly [string, (path: string) => void, RegExp][] = [
    ["with a line cut off", (path) => appendFileSync(path, '{"kind":"order_st'), /line 3 is cut off/],
    ["with a conflict", (path) => appendFileSync(path, "<<<<<<< HEAD\n"), /line 3 is the marker of a merge conflict/],
    ["of a newer version", (path) => appendFileSync(path, '{"version":2}\n'), /newer version .*Update pulumi-whatsapp/],
    ["emptied", (path) => writeFileSync(path, ""), /is empty/],
  ];
  for (const [what, damage, reason] of damages) {
    bareRow("144", `an outbox file ${what} stops its order, even with --again`, async () => {
      await send();
      damage(file());
      for (const flags of [[], ["--again"], ["--json"]]) {
        const { code, out, err } = await send(details(), ...flags);
        expect(code).toBe(1);
        expect(out + err).toMatch(reason);
        expect(out + err).toContain(file());
      }
      const dry = await orders(["send", "-"], toText(details()));
      expect([dry.code, dry.out]).toEqual([0, expect.stringMatching(reason)]);
      expect((await status("--status shipped --from pending")).err).toMatch(reason);
      expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
      expect(await send(details({ referenceId: "demo-1002" }))).toMatchObject({ code: 0 });
    });
  }

  test("an outbox that cannot be written stops every message", async () => {
    writeFileSync(join(desk.outbox, "file"), "");
    const { code, err } = await send(details(), "--outbox", "file/orders");
    expect([code, err]).toEqual([1, expect.stringMatching(/cannot be read \(ENOTDIR\).*--outbox/)]);
    expect((await send(details(), "--outbox", "/proc/self")).err).toMatch(/cannot be written \(ENOENT\)/);
    expect(desk.calls()).toEqual([]);
  });
});

describe("orders status --send follows the outbox:", () => {
  const ok = 0;
  const histories: readonly [string, readonly (readonly [string, number, RegExp?])[]][] = [
    [
      "an allowed transition",
      [
        ["--status processing", ok],
        ["--status shipped", ok],
        ["--status processing", ok],
      ],
    ],
    [
      "the same status again",
      [
        ["--status processing", ok],
        ["--status processing", 1, /has this status: an order_status "processing" was sent at .*--again/],
        ["--status processing --again", ok],
      ],
    ],
    [
      "the same status again with an older --from",
      [
        ["--status processing", ok],
        ["--from pending --status processing", 1, /has this status/],
      ],
    ],
    [
      "the same status again after a reversible transition",
      [
        ["--from processing --status shipped", ok],
        ["--from processing --status shipped", 1, /has this status/],
      ],
    ],
    ["the initial status pending", [["--status pending", 1, /has this status: an order_details was sent/]]],
    [
      "back to pending",
      [
        ["--status completed", ok],
        [
          "--status pending",
          1,
          /"pending" cannot follow "completed" \(Meta error 2046\).*an order_status "completed" was sent at \S+Z \(accepted, wamid/,
        ],
      ],
    ],
    [
      "from completed to canceled",
      [
        ["--status completed", ok],
        ["--status canceled --again", 1, /cannot follow "completed"/],
      ],
    ],
    [
      "completed again with --again",
      [
        ["--status completed", ok],
        ["--status completed", 1, /has this status/],
        ["--status completed --again", ok],
      ],
    ],
    [
      "a --from that contradicts the outbox",
      [
        ["--status completed", ok],
        [
          "--from processing --status shipped",
          1,
          /--from processing contradicts the outbox: .*"completed".*--again if the outbox is wrong/,
        ],
        ["--from processing --status shipped --again", ok],
      ],
    ],
    [
      "a --from after later messages",
      [
        ["--status processing", ok],
        ["--from shipped --status completed", ok, /last status in the outbox is "processing"; using --from shipped/],
      ],
    ],
    [
      "the same status with another description",
      [
        ["--status shipped", ok],
        ["--status shipped --description BR1", ok, /"shipped" too; Meta does not document/],
        ["--status shipped --description BR1", 1, /has this status/],
      ],
    ],
    [
      "a payment",
      [
        ["--payment captured", ok],
        ["--payment captured", 1, /an order_status payment "captured" was/],
        ["--status canceled", 1, /2047/],
        ["--from pending --status canceled", 1, /2047/],
        ["--status shipped --payment captured", ok],
      ],
    ],
    [
      "a payment and a status in separate messages",
      [
        ["--status shipped", ok],
        ["--payment captured", ok],
        ["--status shipped --payment captured", 1, /has this status/],
      ],
    ],
  ];
  for (const [what, steps] of histories) {
    bareRow("141", `\`orders status\` follows the outbox: ${what}`, async () => {
      await send();
      let sent = 1;
      for (const [words, code, reason] of steps) {
        const ran = await status(words);
        expect({ words, code: ran.code, err: ran.err }).toEqual({
          words,
          code,
          err: expect.stringMatching(reason ?? ""),
        });
        if (code === ok) sent++;
        else expect(ran.err).toMatch(/^error: Nothing was sent\. /);
        expect(desk.listMessages()).toHaveLength(sent);
      }
    });
  }

  bareRow("147", "a status with unknown outcome blocks the next until --from", async () => {
    await send();
    lose();
    expect(await status("--status processing")).toMatchObject({ code: 3 });
    desk.meta.faults.clear();
    expect(await status("--status processing")).toMatchObject({ code: 3, err: expect.stringMatching(/First look at/) });
    expect(await status("--from pending --status processing")).toMatchObject({ code: 3 });
    expect(await status("--status shipped")).toMatchObject({
      code: 3,
      err: expect.stringMatching(/may not have arrived: .*First look at .*, then use --from with the status/),
    });
    expect(desk.listMessages()).toHaveLength(2);
    // The operator has found that the chat does not show it.
    expect(await status("--from pending --status shipped")).toMatchObject({ code: 0 });
    expect(await status("--status completed")).toMatchObject({ code: 0 });
    expect(desk.listMessages()).toHaveLength(4);
  });

  test("an order missing from the outbox is accepted and recorded", async () => {
    await send(details(), "--outbox", "elsewhere");
    expect(await status("--payment captured")).toMatchObject({ code: 0 });
    expect(await status("--status canceled")).toMatchObject({ code: 1, err: expect.stringContaining("2047") });
    expect(await status("--status shipped")).toMatchObject({ code: 0 });
    expect(await status("--status pending")).toMatchObject({ code: 1, err: expect.stringContaining("2046") });
    expect(desk.listMessages()).toHaveLength(3);
  });

  test("records of earlier versions without a status require --from", async () => {
    await send();
    const at = "2026-11-22T00:00:00.000Z";
    appendFileSync(file(), `${JSON.stringify({ kind: "order_status", digest: "x", correlationId: "c", at })}\n`);
    appendFileSync(file(), '{"result":"accepted","correlationId":"c","messageId":"wamid.1"}\n');
    expect(await status("--status shipped")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/does not record every status: .*use --from/),
    });
    expect(await status("--from processing --status shipped")).toMatchObject({ code: 0 });
    expect(await status("--status completed")).toMatchObject({ code: 0 });
    expect(desk.listMessages()).toHaveLength(3);
  });

  test("status files, interactive or by template, follow the outbox too", async () => {
    await send();
    const completed = orderStatus({ to: person, body: "Fim", referenceId, order: { status: "completed" } });
    expect(await send(completed)).toMatchObject({ code: 0 });
    expect(await send(completed)).toMatchObject({ code: 1, err: expect.stringContaining("has this status") });
    const again = orderStatusTemplate({
      ...{ to: person, referenceId, order: { status: "completed" } },
      template: { name: "pedido_status", language: "pt_BR" },
    });
    expect(await send(again)).toMatchObject({ code: 1, err: expect.stringContaining("has this status") });
    const shipped = orderStatus({ to: person, body: "x", referenceId, order: { status: "shipped" } });
    expect(await send(shipped)).toMatchObject({ code: 1, err: expect.stringContaining("2046") });
    expect(await send(shipped, "--from", "processing")).toMatchObject({
      code: 1,
      err: expect.stringContaining("--from processing contradicts the outbox"),
    });
    expect(desk.listMessages()).toHaveLength(2);
  });

  test("a dry run shows the transition from the recorded status", async () => {
    await send();
    await status("--status processing");
    const dry = await orders([...statusWords, "--status", "shipped"]);
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("Situação: Em processamento → Enviado") });
    expect((await orders([...statusWords, "--status", "pending"])).out).toMatch(/--send would be refused: .*2046/);
  });
});

describe("the command line and SandboxOrder share one outbox:", () => {
  bareRow("140", "neither the command nor the resource repeats the other's messages", async () => {
    const made = await desk.createOrder();
    expect(await send()).toMatchObject({ code: 1, err: expect.stringContaining("with the same content") });
    const shipped = await desk.updateOrder(made, { status: "shipped", payment: { status: "captured" } });
    expect(await status("--status shipped")).toMatchObject({
      code: 1,
      err: expect.stringContaining("has this status"),
    });
    expect(await status("--status pending")).toMatchObject({ code: 1, err: expect.stringContaining("2046") });
    expect(await status("--status canceled")).toMatchObject({ code: 1, err: expect.stringContaining("2047") });
    expect(desk.listMessages()).toHaveLength(2);

    expect(await status("--status completed")).toMatchObject({ code: 0 });
    const run = desk.run();
    const news = orderArgs({ status: "processing", payment: { status: "captured" } });
    const { inputs } = await run.order.check(shipped.inputs, news);
    expect((await failureOf(run.order.diff(shipped.id, shipped.outs, inputs))).message).toMatch(
      /older than the outbox/,
    );
    const completed = await desk.updateOrder(shipped, { status: "completed", payment: { status: "captured" } });
    expect(completed.outs).toMatchObject({ status: "completed", lastStatusMessageId: desk.meta.messages()[2]?.id });
    expect(desk.listMessages()).toHaveLength(3);

    await send(details({ referenceId: "demo-1002" }));
    expect(await desk.checkFailures(desk.run(), orderArgs({ referenceId: "demo-1002" }))).toEqual([
      expect.stringMatching(/^referenceId: an order_details with it was sent at .* and accepted/),
    ]);
  });
});

/** Starts the built command as a process with open standard input. */
function start(...words: readonly string[]) {
  const bin = join(__dirname, "../../provider/bin/pulumi-whatsapp.js");
  const child = spawn(process.execPath, [bin, "orders", ...words], { cwd: desk.outbox, env: environment() });
  const ended = once(child, "close");
  const err = text(child.stderr);
  child.stdin.on("error", () => undefined);
  const end = async (): Promise<{ readonly code: number | null; readonly err: string }> => {
    await ended;
    return { code: child.exitCode, err: await err };
  };
  return { child, end };
}

describe("processes", () => {
  bareRow("142", "three simultaneous commands send an order once (real processes)", async () => {
    const commands = [1, 2, 3].map(() => start("send", "-", "--send"));
    for (const { child } of commands) child.stdin.end(toText(details()));
    const ends = await Promise.all(commands.map(({ end }) => end()));
    expect(ends.filter(({ code }) => code === 0)).toHaveLength(1);
    for (const { code, err } of ends) {
      if (code !== 0) expect(err).toMatch(/error: Nothing was sent\. (Another process|Order "demo-1001" was sent)/);
    }
    expect(desk.listMessages()).toEqual(["order_details demo-1001"]);
  });

  bareRow("143", "a killed command leaves no record or an unknown outcome (real processes)", async () => {
    const before = start("send", "-", "--send");
    before.child.stdin.write(" ");
    before.child.kill("SIGKILL");
    await before.end();
    expect(readdirSync(desk.outbox)).toEqual([]);

    const hanging = fault({ kind: "hang" }, "before").hit;
    const recorded = start("send", "-", "--send");
    recorded.child.stdin.end(toText(details()));
    await hanging;
    recorded.child.kill("SIGKILL");
    await recorded.end();
    desk.meta.faults.clear();
    expect(desk.results()).toEqual([]);
    expect(await send()).toMatchObject({ code: 3, err: expect.stringContaining("First look at") });
    expect(desk.listMessages()).toEqual([]);
    expect(await send(details(), "--again")).toMatchObject({ code: 0 });

    const sent = fault({ kind: "hang" }, "after").hit;
    const command = start(...statusWords, "--status", "shipped", "--send");
    await sent;
    command.child.kill("SIGKILL");
    await command.end();
    desk.meta.faults.clear();
    expect(await status("--status shipped")).toMatchObject({
      code: 3,
      err: expect.stringContaining("First look at"),
    });
    expect(await status("--from shipped --status completed")).toMatchObject({ code: 0 });
    expect(desk.listMessages()).toEqual([
      "order_details demo-1001",
      "order_status demo-1001",
      "order_status demo-1001",
    ]);
  });
});
