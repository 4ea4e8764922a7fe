import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeploymentError, type Stack } from "pulumi-whatsapp-engine";
import { orderDetails, paymentLink, toWire, wireText } from "pulumi-whatsapp/orders";
import { EngineCommand } from "../support/engine-command";
import { ProjectFixture } from "../support/world/project-fixture";
import { writeTeamPack } from "../support/team-pack";

const the = new ProjectFixture();
const published = join(__dirname, "../../policy-pack");
const to = "5511987654321";

function environment() {
  return {
    WHATSAPP_PHONE_NUMBER_ID: the.account.meta.phoneNumberId,
    WHATSAPP_ORDER_RECIPIENTS: to,
  };
}

/** Writes a program with one order of R$ 111,80 and these further arguments. */
function program(changes = "", before = ""): void {
  the.project.program(`const { SandboxOrder } = require("pulumi-whatsapp/orders/sandbox"); ${before}
    new SandboxOrder("demo", { to: "${to}", body: "Seu pedido", referenceId: "demo-1001", type: "physical-goods",
      order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
      paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pay.example.com/1001" } }], ${changes} });`);
}

/** Returns settings with the published pack and this configuration. */
function configure(config: object) {
  const file = join(the.project.dir, "policies.json");
  writeFileSync(file, JSON.stringify(config));
  return { policyPacks: [published], policyPackConfigs: [file] };
}

async function previewFailure(stack: Stack, settings: Parameters<Stack["preview"]>[0]): Promise<string> {
  try {
    await stack.preview(settings);
  } catch (error) {
    if (error instanceof DeploymentError) return error.stdout;
    throw error;
  }
  throw new Error("the preview succeeded");
}

function limitTotal(maxCentavos: number) {
  return {
    "whatsapp-order-max-total": { enforcementLevel: "mandatory", maxCentavos },
  };
}

test("an order over the limit stops `up` before anything is sent", async () => {
  program();
  configure(limitTotal(11_179));
  const run = (...args: string[]) => new EngineCommand(the.project, the.account, args, environment()).ended;
  expect(await run("stack", "init")).toMatchObject({ code: 0 });
  const packs = ["--policy-pack", published, "--policy-pack-config", join(the.project.dir, "policies.json")];
  const { code, text } = await run("up", "--yes", ...packs);
  expect(text).toMatch(
    /Previewing update .*\[mandatory\] .*whatsapp-order-max-total {2}\(whatsapp:SandboxOrder: demo\)\n.*order: the total is R\$ 111,80; the maximum is R\$ 111,79\./s,
  );
  expect(text).not.toContain("Updating");
  expect(code).toBe(1);
  expect(the.account.meta.journal()).toEqual([]);
});

// `stack.up` runs without a preview, like `up --skip-preview`.
test("without a preview, sends only an order within the limit", async () => {
  program();
  await the.account.meta.writeMessage("Oi", { person: { waId: to } });
  const stack = await the.project.stack(environment());
  await expect(stack.up(configure(limitTotal(11_179)))).rejects.toThrow();
  expect(the.account.meta.orders()).toEqual([]);
  await stack.up(configure(limitTotal(11_180)));
  expect(the.account.meta.orders()).toMatchObject([{ referenceId: "demo-1001" }]);
});

test("checks Pix key, payment link and expiration without quoting the key", async () => {
  program(`paymentSettings: [
    { type: "payment_link", paymentLink: { uri: "https://pay.example.com@evil.com/1001" } },
    { type: "pix_dynamic_code", pixDynamicCode: { code: "000201x", merchantName: "Loja", key: "39053344705", keyType: "CPF" } }]`);
  const stack = await the.project.stack(environment());
  const settings = configure({
    "whatsapp-order-pix-key-kinds": "advisory",
    "whatsapp-order-payment-link-domains": { enforcementLevel: "mandatory", domains: ["example.com"] },
    "whatsapp-order-expiry": { enforcementLevel: "mandatory", required: true },
  });
  const output = await previewFailure(stack, settings);
  expect(output).toMatch(/\[advisory\] .*whatsapp-order-pix-key-kinds .*kind CPF is not allowed/s);
  expect(output).toMatch(/paymentSettings\[0\]\.paymentLink\.uri: .* leads to "evil\.com"/);
  expect(output).toContain("order.expiration: the order never expires");
  expect(output).not.toContain("39053344705");
  expect(the.account.meta.journal()).toEqual([]);
});

test("reports an unknown amount in the preview and checks it later", async () => {
  const first = `const other = new whatsapp.WelcomeMessageSequence("first", { text: "Hi!" });`;
  const price = "other.sequenceId.apply(() => 4990)";
  program(`order: { items: [{ retailerId: "cake", name: "Bolo", amount: ${price}, quantity: 1 }] }`, first);
  const stack = await the.project.stack(environment());
  const limits = { ...limitTotal(4989), "whatsapp-order-pix-key-kinds": "mandatory" };
  const { stdout } = await stack.preview(configure(limits));
  expect(stdout).toMatch(
    /\[advisory\] .*whatsapp-order-max-total .*can't run policy .* during preview: \w+ value at \.order\.items\.0\.amount/s,
  );
  expect(stdout).not.toMatch(/can't run policy 'whatsapp-order-pix-key-kinds'/);
  await expect(stack.up(configure(limits))).rejects.toThrow();
  expect(the.account.meta.orders()).toEqual([]);
});

test("does not reveal secrets or totals of secret amounts", async () => {
  program(`order: { items: [{ retailerId: "cake", name: "Bolo", amount: pulumi.secret(4321), quantity: 1 }] },
    paymentSettings: [{ type: "payment_link", paymentLink: { uri: pulumi.secret("https://evil.com/token") } }]`);
  const stack = await the.project.stack(environment());
  const domains = { enforcementLevel: "mandatory", domains: ["example.com"] };
  const output = await previewFailure(
    stack,
    configure({ ...limitTotal(1000), "whatsapp-order-payment-link-domains": domains }),
  );
  expect(output).toMatch(/\border: the value violates the rule; .* secret and not shown/);
  expect(output).toMatch(
    /paymentSettings\[0\]\.paymentLink\.uri: the value violates the rule; .* secret and not shown/,
  );
  expect(output).not.toMatch(/43,21|4321|evil|token/);
  // The recipient is always secret and hides nothing else.
  program("order: undefined, totalAmount: 5000");
  expect(await previewFailure(stack, configure(limitTotal(1000)))).toContain("totalAmount: the total is R$ 50,00");
});

test("a waiver allows one violation and is reported", async () => {
  program();
  const waiver = {
    rule: "whatsapp-order-max-total",
    resource: "demo",
    reason: "a great order, agreed on the phone",
    expires: "2999-12-31",
  };
  const selection = { overrides: { [waiver.rule]: { maxCentavos: 100 } }, waivers: [waiver] };
  const dir = writeTeamPack(the.project.dir, `select(${JSON.stringify(selection)})`);
  const stack = await the.project.stack(environment());
  const { stdout } = await stack.preview({ policyPacks: [dir] });
  expect(stdout).toMatch(
    /whatsapp-waived .*The waiver of whatsapp-order-max-total for demo until 2999-12-31 .* allows order: the total is R\$ 111,80.*1 finding is waived/s,
  );
  expect(stdout).not.toContain("[mandatory]");
});

test("the linter checks an order message without Pulumi or HTTP client", () => {
  const order = orderDetails({
    ...{ to, body: "Seu pedido", referenceId: "demo-1001", type: "digital-goods", totalAmount: 50_001 },
    paymentSettings: [paymentLink("http://evil.com/1")],
  });
  writeFileSync(join(the.project.dir, "order.json"), wireText(toWire(order), 2));
  const overrides = {
    "whatsapp-order-max-total": { maxCentavos: 50_000 },
    "whatsapp-order-payment-link-domains": { enforcementLevel: "advisory", domains: ["example.com"] },
  };
  writeFileSync(join(the.project.dir, "lint.json"), JSON.stringify({ overrides }));
  const script = `
    process.argv.splice(1, 0, "pulumi-whatsapp-policy");
    process.on("exit", () => process.stderr.write(Object.keys(require.cache).join("\\n")));
    require(${JSON.stringify(join(published, "bin/pulumi-whatsapp-policy.js"))});`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-e", script, "lint", "order.json", "--config", "lint.json"],
    { cwd: the.project.dir, encoding: "utf8" },
  );
  expect(stdout).toMatch(
    /^order\.json:\d+:\d+ error whatsapp-order-max-total: interactive\.action\.parameters\.total_amount\.value: the total is R\$ 500,01; the maximum is R\$ 500,00\./,
  );
  expect(stdout).toMatch(/warning whatsapp-order-payment-link-domains: .*payment_settings\[0\]\.payment_link\.uri: /);
  expect(stdout).toMatch(/1 error, 2 warnings, 0 waived.*; 1 order in 1 file checked\.\n$/);
  expect(status).toBe(1);
  expect(stderr).toMatch(/dist\/lint\/orders\.js/);
  expect(stderr).not.toMatch(/@pulumi|axios|provider\/dist\/(?!schema\/)/);
});
