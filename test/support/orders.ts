import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiffResult } from "../../provider/src/runtime/handler";
import type { Properties } from "../../provider/src/runtime/properties";
import type { Stack } from "pulumi-whatsapp-engine";
import type { ProjectFixture } from "./world/project-fixture";
import { calls, TestAccount } from "./world/account";
import type { FullProviderRun } from "./world/provider-run";
import type { CreatedResource } from "./world/ads";

export const orderText = 'exports.handler=()=>require("pulumi-whatsapp/runtime").sandboxOrder;';
/** The person who gets the test orders. */
export const person = "5511987654321";

export function orderArgs(changes: Properties = {}): Properties {
  return {
    __provider: orderText,
    to: person,
    body: "Seu pedido",
    referenceId: "demo-1001",
    type: "physical-goods",
    paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pay.example.com/1001" } }],
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
    ...changes,
  };
}

/** An account for a test file, with a new outbox for each test. */
export class OrderDesk {
  readonly account = TestAccount.forFile();
  outbox = "";

  constructor() {
    beforeEach(() => {
      this.outbox = mkdtempSync(join(tmpdir(), "whatsapp-outbox-"));
    });
    afterEach(() => {
      expect(this.readOutbox()).not.toMatch(/5511987654321|EAA|Seu pedido/);
      rmSync(this.outbox, { recursive: true, force: true });
    });
  }

  get meta(): TestAccount["meta"] {
    return this.account.meta;
  }

  environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      WHATSAPP_PHONE_NUMBER_ID: this.meta.phoneNumberId,
      WHATSAPP_ORDER_RECIPIENTS: person,
      WHATSAPP_ORDER_OUTBOX: this.outbox,
      ...changes,
    };
  }

  run(changes: Readonly<Record<string, string>> = {}): FullProviderRun {
    return this.account.run(this.environment(changes));
  }

  /** Content of the outbox. */
  readOutbox(): string {
    return readdirSync(this.outbox, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
      .join("");
  }

  /** Results in the outbox, first to last. */
  results(): string[] {
    return [...this.readOutbox().matchAll(/^{"result":"(\w+)"/gm)].map(([, result = ""]) => result);
  }

  /** Messages to the person, as `order_details demo-1001`. */
  listMessages(): string[] {
    return this.meta.messages().map(({ interactive, referenceId }) => `${interactive.type} ${referenceId}`);
  }

  calls(): string[] {
    return calls(this.meta.journal());
  }

  /** Reasons with which check fails, without old inputs. */
  async checkFailures(run: FullProviderRun, args: Properties): Promise<string[]> {
    const { failures } = await run.order.check({}, args);
    return failures.map(({ reason }) => reason);
  }

  /** Runs check and create, as an engine does. */
  async createOrder(changes: Properties = {}, run = this.run()): Promise<CreatedResource> {
    const { inputs, failures } = await run.order.check({}, orderArgs(changes));
    expect(failures).toEqual([]);
    const { id, outs } = await run.order.create(inputs);
    return { id, outs: { ...outs, __provider: orderText }, inputs };
  }

  /** Plans an update from the recorded outputs to the declared arguments. */
  async planOrder(
    run: FullProviderRun,
    { id, outs, inputs }: CreatedResource,
    changes: Properties,
  ): Promise<{ readonly news: Properties; readonly diff: DiffResult }> {
    const { inputs: news, failures } = await run.order.check(inputs, orderArgs(changes));
    expect(failures).toEqual([]);
    return { news, diff: await run.order.diff(id, outs, news) };
  }

  /** Runs diff and update, as an engine does. */
  async updateOrder(made: CreatedResource, changes: Properties, run = this.run()): Promise<CreatedResource> {
    const { news } = await this.planOrder(run, made, changes);
    const { outs } = await run.order.update(made.id, made.outs, news);
    return { id: made.id, outs: { ...outs, __provider: orderText }, inputs: news };
  }
}

/** Source of a program with one order; `later` are arguments that may change, `changes` others. */
export function orderProgram(later = "", changes = "", name = "demo", options = ""): string {
  return `
  const { SandboxOrder } = require("pulumi-whatsapp/orders/sandbox");
  const o = new SandboxOrder("${name}", {
    to: "${person}", body: "Seu pedido", referenceId: "demo-1001", type: "physical-goods",
    paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pay.example.com/1001" } }],
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
    ${changes} ${later} }, {${options}});
  exports.outcome = o.outcome; exports.messageId = o.messageId; exports.totalAmount = o.totalAmount;`;
}

/** Opens a stack that may send orders to the person. */
export function openOrderStack(
  { account, project }: ProjectFixture,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<Stack> {
  return project.stack({
    WHATSAPP_PHONE_NUMBER_ID: account.meta.phoneNumberId,
    WHATSAPP_ORDER_RECIPIENTS: "+55 11 98765-4321, 5521999990000",
    ...changes,
  });
}
