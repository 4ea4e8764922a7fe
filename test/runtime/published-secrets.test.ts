import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { orderDetails, OrderClient, paymentLink, toWire, wireText } from "../../provider/src/orders";
import type { ResourceHandler } from "../../provider/src/runtime/handler";
import type { Properties } from "../../provider/src/runtime/properties";
import { sequenceArgs, createSequence, sequenceIdOf } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { writes } from "../support/world/account";
import type { FullProviderRun } from "../support/world/provider-run";
import { attachmentText, creativeArgs, creativeIdOf, createCreative, story } from "../support/world/ads";
import { runCommand } from "../support/command";
import { OrderDesk, orderArgs } from "../support/orders";

const desk = new OrderDesk();
/** A token of the same app that every encoding changes and no pattern matches. */
const token = "odd+token/of=these|tests&0123456789";
let run: FullProviderRun;
beforeEach(() => {
  desk.meta.addToken({ value: token });
  run = desk.run({ WHATSAPP_ACCESS_TOKEN: token, WHATSAPP_APP_SECRET: desk.meta.appSecret });
});

/** Expects no secret, in any encoding. */
function requireHidden(...outputs: readonly unknown[]): void {
  const text = JSON.stringify(outputs);
  expect(text).not.toMatch(/odd.{0,6}token/i);
  expect(text).not.toContain(desk.meta.appSecret);
}

type Kind = "handler" | "creative" | "attachment" | "order";

describe("content that would publish a secret is rejected in check and before a write", () => {
  test.each<readonly [string, Kind, (secret: string) => Properties, string]>([
    ["the text", "handler", (secret) => sequenceArgs({ text: `Oi ${secret}!` }), "text"],
    [
      "the text, in an address",
      "handler",
      (s) => sequenceArgs({ text: `https://x.br/?t=${encodeURIComponent(s)}` }),
      "text",
    ],
    [
      "the text, in base64",
      "handler",
      (s) => sequenceArgs({ text: Buffer.from(`Bearer ${s}`).toString("base64") }),
      "text",
    ],
    ["the name", "handler", (name) => sequenceArgs({ name }), "name"],
    [
      "the prefilled text",
      "handler",
      (content) => sequenceArgs({ autofillMessage: { content } }),
      "autofillMessage.content",
    ],
    [
      "an ice breaker",
      "handler",
      (title) => sequenceArgs({ iceBreakers: [{ title: "a" }, { title }] }),
      "iceBreakers[1].title",
    ],
    ["an unknown key", "handler", (key) => sequenceArgs({ [key]: "x" }), '["[access token]"]'],
    ["the name of a creative", "creative", (name) => creativeArgs({ name }), "name"],
    [
      "its story",
      "creative",
      (message) => creativeArgs({ objectStorySpec: story(message) }),
      "objectStorySpec.link_data.message",
    ],
    [
      "a greeting in JSON",
      "creative",
      (text) =>
        creativeArgs({ assetFeedSpec: { additional_data: { page_welcome_message: JSON.stringify({ text }) } } }),
      "assetFeedSpec.additional_data.page_welcome_message",
    ],
    ["a key of its feed", "creative", (key) => creativeArgs({ assetFeedSpec: { [key]: 1 } }), 'assetFeedSpec["'],
    ["an attachment", "attachment", (adId) => ({ __provider: attachmentText, adId, creativeId: "1" }), "adId"],
    ["the body of an order", "order", (body) => orderArgs({ body }), "body"],
    ["its reference id", "order", (referenceId) => orderArgs({ referenceId }), "referenceId"],
    [
      "an item",
      "order",
      (name) => orderArgs({ order: { items: [{ retailerId: "c", name, amount: 1, quantity: 1 }] } }),
      "order.items[0].name",
    ],
    ["a status text", "order", (statusBody) => orderArgs({ statusBody }), "statusBody"],
  ])("%s", async (_where, kind, content, path) => {
    const handler: ResourceHandler = run[kind];
    for (const secret of [token, desk.meta.appSecret]) {
      const news = content(secret);
      const { inputs, failures } = await handler.check({}, news);
      const reasons = failures.map(({ reason }) => reason);
      const noun = secret === token ? "access token" : "app secret";
      expect(reasons[0]?.replace("[app secret]", "[access token]")).toContain(path);
      expect(reasons[0]).toContain(`contains the ${noun} that this run uses`);
      const ids = { wabaId: "1", adAccountId: "1", phoneNumberId: "1" };
      const creating = await failureOf(handler.create({ ...ids, ...news }));
      expect(creating.message).toMatch(/^Nothing was sent\. .*Remove it/);
      const updating = await failureOf(handler.update("1/1", { ...ids, ...news }, { ...ids, ...news }));
      requireHidden(inputs, reasons, creating.message, updating.message, run.warnings);
    }
    expect(desk.meta.journal()).toEqual([]);
    expect(readdirSync(desk.outbox)).toEqual([]);
  });

  test("the secret of the environment beside a provider's own token", async () => {
    const other = desk.account.run(desk.environment({ WHATSAPP_ACCESS_TOKEN: token }), {
      "whatsapp:explicitProvider": "true",
      "whatsapp:accessToken": desk.meta.accessToken,
    });
    const { failures } = await other.handler.check({}, sequenceArgs({ text: token }));
    expect(failures).toEqual([{ property: "", reason: expect.stringContaining("text: contains the access token") }]);
  });

  test("other failures are reported too, and masked text is rejected", async () => {
    const { failures } = await run.handler.check({}, sequenceArgs({ text: `Oi ${token}`, iceBreaker: [] }));
    expect(failures.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("text: contains"),
      expect.stringContaining('iceBreaker: is not known; did you mean "iceBreakers"?'),
    ]);
    const masked = await run.handler.check({}, sequenceArgs({ text: "Oi [access token]" }));
    expect(masked.failures[0]?.reason).toContain("has [access token] in place of a secret");
  });

  test("an update that is rejected changes nothing, and the next one works", async () => {
    const { id, outs, inputs } = await createSequence(run);
    const sent = writes(desk.meta.journal()).length;
    expect((await run.handler.check(inputs, sequenceArgs({ text: token }))).failures).toHaveLength(1);
    await failureOf(run.handler.update(id, outs, { ...inputs, text: token }));
    expect(writes(desk.meta.journal())).toHaveLength(sent);
    const { outs: after } = await run.handler.update(id, outs, { ...inputs, text: "Olá" });
    expect(after["text"]).toBe("Olá");
  });
});

describe("a secret in Meta's text is masked and its field named", () => {
  const risk = "Everyone who sees the text can use it";

  test.each<readonly [string, Properties, string]>([
    ["text", { content: { text: `Oi ${token}` } }, "text"],
    ["name", { name: `n ${token}` }, "name"],
    ["prefilled text", { content: { text: "Oi", autofill_message: { content: token } } }, "autofillMessage.content"],
    ["ice breaker", { content: { text: "Oi", ice_breakers: [{ title: token }] } }, "iceBreakers[0].title"],
    ["percent-encoded text", { content: { text: encodeURIComponent(token) } }, "text"],
  ])("in the %s of a sequence, which then differs", async (_where, patch, path) => {
    const { id, outs, inputs } = await createSequence(run);
    desk.meta.editSequence(sequenceIdOf(id), patch);
    const next = desk.run({ WHATSAPP_ACCESS_TOKEN: token });
    const read = await next.handler.read(id, outs);
    requireHidden(read, next.warnings);
    expect(JSON.stringify(read.props)).toContain("[access token]");
    expect(next.warnings).toEqual([expect.stringContaining(`Meta returned a secret in ${path}. `)]);
    expect(next.warnings[0]).toContain(risk);
    const { inputs: news } = await next.handler.check(inputs, sequenceArgs());
    expect(await next.handler.diff(id, read.props ?? {}, news)).toMatchObject({ changes: true });
    const { outs: after } = await next.handler.update(id, read.props ?? {}, news);
    expect(desk.meta.sequences()[0]).toMatchObject({ content: { text: after["text"] } });
  });

  test("in a creative, its name and its story", async () => {
    const first = desk.run();
    const content = { name: `ad ${token}`, objectStorySpec: story(`Oi ${encodeURIComponent(token)}`) };
    const { id, outs } = await createCreative(first, content);
    const read = await run.creative.read(id, outs);
    requireHidden(read, run.warnings);
    expect(read.inputs).toMatchObject({
      name: "ad [access token]",
      objectStorySpec: { link_data: { message: "Oi [access token]" } },
    });
    expect(run.warnings).toEqual([
      expect.stringMatching(/^Ad creative "ad \[access token\]" .* in name, objectStorySpec\.link_data\.message\. /),
    ]);
    desk.meta.faults.add({ match: { method: "GET" }, effect: { kind: "graph", code: 190 }, times: "always" });
    const failure = await failureOf(
      desk.run({ WHATSAPP_ACCESS_TOKEN: token }).creative.read(id, { ...outs, name: token }),
    );
    expect(failure.message).toMatch(/^Could not read ad creative "\[access token\]" /);
    requireHidden(failure.message);
  });

  test("in the lists and files of the command line", async () => {
    const dir = mkdtempSync(join(tmpdir(), "whatsapp-secrets-"));
    const env = { ...desk.account.environment(desk.environment()), WHATSAPP_ACCESS_TOKEN: token };
    const { id } = await createSequence(run);
    desk.meta.editSequence(sequenceIdOf(id), { name: token, content: { text: `Oi ${token.replaceAll("/", "\\/")}` } });
    const creative = await createCreative(desk.run(), { name: token });
    const runs = [
      await runCommand(["list"], env, dir),
      await runCommand(["list", "--json"], env, dir),
      await runCommand(["import-file"], env, dir),
      await runCommand(["import-file", "--creatives", creativeIdOf(creative.id)], env, dir),
    ];
    requireHidden(runs);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 1, 1]);
    expect(runs[0]?.out).toContain("[access token]");
    expect(runs[0]?.err).toMatch(/^warning: Sequence "\[access token\]" .* Meta returned a secret in name, text\. /);
    expect(JSON.parse(runs[1]?.out ?? "")).toMatchObject([{ name: "[access token]", text: "Oi [access token]" }]);
    for (const { err } of runs.slice(2)) expect(err).toMatch(/name: has \[access token\] in place of a secret/);
    expect(readdirSync(dir)).toEqual([]);
  });

  test("ids, cursors and pages stay as they are", async () => {
    for (let i = 0; i < 130; i++) {
      desk.meta.addSequence({ name: `n${i}`, content: { text: i % 2 === 0 ? token : "Oi" } });
    }
    const { out } = await runCommand(["list", "--json"], {
      ...desk.account.environment(),
      WHATSAPP_ACCESS_TOKEN: token,
    });
    requireHidden(out);
    const ids = (JSON.parse(out) as readonly { readonly sequenceId: string }[]).map(({ sequenceId }) => sequenceId);
    expect(ids).toEqual(desk.meta.sequences().map(({ id }) => id));
  });
});

test("warnings and errors escape control characters and text direction marks", async () => {
  const { inputs } = await run.handler.check(
    {},
    sequenceArgs({ name: "a\u202eb\u009bc مرحبا", text: "x".repeat(301) }),
  );
  expect(run.warnings).toEqual([expect.stringContaining('"a\\u202eb\\u009bc مرحبا"')]);
  desk.meta.faults.add({ match: { method: "GET" }, effect: { kind: "graph", code: 190 }, times: "always" });
  const { message } = await failureOf(run.handler.create(inputs));
  expect(message).toContain('Could not create sequence "a\\u202eb\\u009bc مرحبا"');
  expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
});

describe("orders outside of Pulumi", () => {
  const order = (body: string, referenceId = "order-1001") =>
    orderDetails({
      ...{ to: "5511987654321", body, referenceId, type: "physical-goods" },
      paymentSettings: [paymentLink("https://pay.example.com/1001")],
      order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }] },
    });

  test.each([
    ["the body", () => order(`Oi ${token}`), undefined, /interactive\.body\.text: contains the access token/],
    ["the app secret", () => order(desk.meta.appSecret), undefined, /contains the app secret/],
    ["the correlation id", () => order("Oi"), token, /biz_opaque_callback_data: contains the access token/],
  ])("a client does not send %s", async (_where, message, correlationId, reason) => {
    const client = new OrderClient({
      ...{ accessToken: token, appSecret: desk.meta.appSecret },
      ...{ phoneNumberId: desk.meta.phoneNumberId, baseUrl: desk.meta.url },
    });
    const failure = await failureOf(client.send(message(), { correlationId }));
    expect(failure.message).toMatch(reason);
    requireHidden(failure.message);
    expect(desk.meta.journal()).toEqual([]);
  });

  test("the orders command neither sends nor prints a secret", async () => {
    const dir = mkdtempSync(join(tmpdir(), "whatsapp-secrets-"));
    writeFileSync(join(dir, "order.json"), wireText(toWire(order(`Oi ${token}`))));
    const env = desk.account.environment(desk.environment({ WHATSAPP_ACCESS_TOKEN: token }));
    const status = ["orders", "status", "--reference-id", "o1", "--to", "5511987654321", "--status", "processing"];
    const runs = [
      await runCommand(["orders", "validate", "order.json", "--preview"], env, dir),
      await runCommand(["orders", "validate", "order.json", "--json"], env, dir),
      await runCommand(["orders", "send", "order.json"], env, dir),
      await runCommand(["orders", "send", "order.json", "--send"], env, dir),
      await runCommand([...status, "--body", `Oi ${token}`], env, dir),
      await runCommand([...status, "--body", "Oi", "--correlation-id", token, "--send", "--json"], env, dir),
    ];
    requireHidden(runs);
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1]);
    for (const { out, err } of runs) expect(out + err).toContain("contains the access token that this run uses");
    expect(desk.meta.journal()).toEqual([]);
  });
});
