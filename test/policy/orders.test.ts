import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeploymentError, type Stack } from "pulumi-whatsapp-engine";
import { orderDetails, paymentLink, toWire, wireText } from "pulumi-whatsapp/orders";
import { SandboxOrder } from "pulumi-whatsapp/orders/sandbox";
import { orderType } from "../../policy-pack/src/order";
import { EngineCommand } from "../support/engine-command";
import { Lifecycle } from "../support/lifecycle";

const the = new Lifecycle();
const published = join(__dirname, "../../policy-pack");
const to = "5511987654321";

function environment() {
  return {
    WHATSAPP_PHONE_NUMBER_ID: the.account.meta.phoneNumberId,
    WHATSAPP_ORDER_RECIPIENTS: to,
  };
}

/** A program with one order of R$ 111,80; `changes` are further arguments, or others. */
function program(changes = "", before = ""): void {
  the.project.program(`const { SandboxOrder } = require("pulumi-whatsapp/orders/sandbox"); ${before}
    new SandboxOrder("demo", { to: "${to}", body: "Seu pedido", referenceId: "demo-1001", type: "physical-goods",
      order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
      paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pay.example.com/1001" } }], ${changes} });`);
}

/** The published pack with this configuration of the stack. */
function configured(config: object) {
  const file = join(the.project.dir, "policies.json");
  writeFileSync(file, JSON.stringify(config));
  return { policyPacks: [published], policyPackConfigs: [file] };
}

async function refusedPreview(stack: Stack, settings: Parameters<Stack["preview"]>[0]): Promise<string> {
  try {
    await stack.preview(settings);
  } catch (error) {
    if (error instanceof DeploymentError) return error.stdout;
    throw error;
  }
  throw new Error("it was not refused");
}

function most(maxCentavos: number) {
  return {
    "whatsapp-order-max-total": { enforcementLevel: "mandatory", maxCentavos },
  };
}

test("the rules look at the type that programs give to sandbox orders", () => {
  expect(orderType).toBe(SandboxOrder.__pulumiType);
});

test("an order over the limit stops `up` in the preview, before anything is sent", async () => {
  program();
  configured(most(11_179));
  const run = (...args: string[]) => new EngineCommand(the.project, the.account, args, environment()).ended;
  expect(await run("stack", "init")).toMatchObject({ code: 0 });
  const packs = ["--policy-pack", published, "--policy-pack-config", join(the.project.dir, "policies.json")];
  const { code, text } = await run("up", "--yes", ...packs);
  expect(text).toMatch(
    /Previewing update .*\[mandatory\] .*whatsapp-order-max-total {2}\(whatsapp:SandboxOrder: demo\)\n.*order: the person is asked for R\$ 111,80, more than R\$ 111,79\./s,
  );
  expect(text).not.toContain("Updating");
  expect(code).toBe(1);
  expect(the.account.meta.journal()).toEqual([]);
});

// `stack.up` goes without a preview, as `up --skip-preview` does.
test("also without a preview it is not sent; within the limit it is", async () => {
  program();
  await the.account.meta.writeMessage("Oi", { person: { waId: to } });
  const stack = await the.project.stack(environment());
  await expect(stack.up(configured(most(11_179)))).rejects.toThrow();
  expect(the.account.meta.orders()).toEqual([]);
  await stack.up(configured(most(11_180)));
  expect(the.account.meta.orders()).toMatchObject([{ referenceId: "demo-1001" }]);
});

test("the kind of the Pix key, the link's domain and the expiry are checked; none of the key is shown", async () => {
  program(`paymentSettings: [
    { type: "payment_link", paymentLink: { uri: "https://pay.example.com@evil.com/1001" } },
    { type: "pix_dynamic_code", pixDynamicCode: { code: "000201x", merchantName: "Loja", key: "39053344705", keyType: "CPF" } }]`);
  const stack = await the.project.stack(environment());
  const settings = configured({
    "whatsapp-order-pix-key-kinds": "advisory",
    "whatsapp-order-payment-link-domains": { enforcementLevel: "mandatory", domains: ["example.com"] },
    "whatsapp-order-expiry": { enforcementLevel: "mandatory", required: true },
  });
  const said = await refusedPreview(stack, settings);
  expect(said).toMatch(/\[advisory\] .*whatsapp-order-pix-key-kinds .*kind CPF is not allowed/s);
  expect(said).toMatch(/paymentSettings\[0\]\.paymentLink\.uri: .* leads to "evil\.com"/);
  expect(said).toContain("order.expiration: it never expires");
  expect(said).not.toContain("39053344705");
  expect(the.account.meta.journal()).toEqual([]);
});

test("an amount that is not known in the preview is said by the rule that misses it, and checked before it is sent", async () => {
  const first = `const other = new whatsapp.WelcomeMessageSequence("first", { text: "Hi!" });`;
  const price = "other.sequenceId.apply(() => 4990)";
  program(`order: { items: [{ retailerId: "cake", name: "Bolo", amount: ${price}, quantity: 1 }] }`, first);
  const stack = await the.project.stack(environment());
  const limits = { ...most(4989), "whatsapp-order-pix-key-kinds": "mandatory" };
  const { stdout } = await stack.preview(configured(limits));
  expect(stdout).toMatch(
    /\[advisory\] .*whatsapp-order-max-total .*can't run policy .* during preview: \w+ value at \.order\.items\.0\.amount/s,
  );
  expect(stdout).not.toMatch(/can't run policy 'whatsapp-order-pix-key-kinds'/);
  await expect(stack.up(configured(limits))).rejects.toThrow();
  expect(the.account.meta.orders()).toEqual([]);
});

test("of what the program marks as secret nothing is told, nor what it comes to", async () => {
  program(`order: { items: [{ retailerId: "cake", name: "Bolo", amount: pulumi.secret(4321), quantity: 1 }] },
    paymentSettings: [{ type: "payment_link", paymentLink: { uri: pulumi.secret("https://evil.com/token") } }]`);
  const stack = await the.project.stack(environment());
  const domains = { enforcementLevel: "mandatory", domains: ["example.com"] };
  const said = await refusedPreview(
    stack,
    configured({ ...most(1000), "whatsapp-order-payment-link-domains": domains }),
  );
  expect(said).toMatch(/\border: it breaks the rule; .* secret and not shown/);
  expect(said).toMatch(/paymentSettings\[0\]\.paymentLink\.uri: it breaks the rule; .* secret and not shown/);
  expect(said).not.toMatch(/43,21|4321|evil|token/);
  // The recipient always is one, and hides nothing else.
  program("order: undefined, totalAmount: 5000");
  expect(await refusedPreview(stack, configured(most(1000)))).toContain(
    "totalAmount: the person is asked for R$ 50,00",
  );
});

test("a waiver lets one order pass and is shown apart", async () => {
  program();
  const dir = join(the.project.dir, "policy");
  mkdirSync(dir);
  writeFileSync(join(dir, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "ours", version: "1.2.3", main: "index.js" }));
  const waiver = {
    rule: "whatsapp-order-max-total",
    resource: "demo",
    reason: "a great order, agreed on the phone",
    expires: "2999-12-31",
  };
  const selection = { overrides: { [waiver.rule]: { maxCentavos: 100 } }, waivers: [waiver] };
  writeFileSync(
    join(dir, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy"); const { select } = require("pulumi-whatsapp-policy");
     new PolicyPack("ours", { policies: select(${JSON.stringify(selection)}) });`,
  );
  const stack = await the.project.stack(environment());
  const { stdout } = await stack.preview({ policyPacks: [dir] });
  expect(stdout).toMatch(
    /whatsapp-waived .*whatsapp-order-max-total for demo until 2999-12-31 .* lets pass order: the person is asked for R\$ 111,80.*1 finding is waived/s,
  );
  expect(stdout).not.toContain("[mandatory]");
});

test("the linter checks an order message in a file, without Pulumi and an HTTP client", () => {
  const order = orderDetails({
    ...{ to, body: "Seu pedido", referenceId: "demo-1001", type: "digital-goods", totalAmount: 50_001 },
    paymentSettings: [paymentLink("http://evil.com/1")],
  });
  writeFileSync(join(the.project.dir, "order.json"), wireText(toWire(order), 2));
  const overrides = {
    "whatsapp-order-max-total": { maxCentavos: 50_000 },
    "whatsapp-order-payment-link-domains": { level: "advisory", domains: ["example.com"] },
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
    /^order\.json:\d+:\d+ error whatsapp-order-max-total: interactive\.action\.parameters\.total_amount\.value: the person is asked for R\$ 500,01, more than R\$ 500,00\./,
  );
  expect(stdout).toMatch(/warning whatsapp-order-payment-link-domains: .*payment_settings\[0\]\.payment_link\.uri: /);
  expect(stdout).toMatch(/1 error, 2 warnings, 0 waived.*; 1 order in 1 file checked\.\n$/);
  expect(status).toBe(1);
  expect(stderr).toMatch(/dist\/lint\/orders\.js/);
  expect(stderr).not.toMatch(/@pulumi|axios|provider\/dist\/(?!schema\/)/);
});
