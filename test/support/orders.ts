import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiffResult } from "../../provider/src/runtime/handler";
import type { Properties } from "../../provider/src/runtime/properties";
import type { Stack } from "pulumi-whatsapp-engine";
import type { Lifecycle } from "./world/project-fixture";
import { calls, TestAccount } from "./world/account";
import type { FullRun } from "./world/provider-run";
import type { Made } from "./world/ads";

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

/** An account whose orders are recorded in an outbox of their own for each test. */
export class OrderDesk {
  #account: TestAccount | undefined;
  outbox = "";

  constructor() {
    beforeAll(async () => {
      this.#account = await TestAccount.open();
    });
    beforeEach(() => {
      this.account.meta.reset();
      this.outbox = mkdtempSync(join(tmpdir(), "whatsapp-outbox-"));
    });
    afterEach(() => {
      expect(this.recorded()).not.toMatch(/5511987654321|EAA|Seu pedido/);
      rmSync(this.outbox, { recursive: true, force: true });
    });
    afterAll(() => this.account.close());
  }

  get account(): TestAccount {
    if (this.#account === undefined) throw new Error("there is no account outside a test");
    return this.#account;
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

  run(changes: Readonly<Record<string, string>> = {}): FullRun {
    return this.account.run(this.environment(changes));
  }

  /** Everything that is in the outbox. */
  recorded(): string {
    return readdirSync(this.outbox, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
      .join("");
  }

  /** The results in the outbox, first to last. */
  results(): string[] {
    return [...this.recorded().matchAll(/^{"result":"(\w+)"/gm)].map(([, result = ""]) => result);
  }

  /** What the person was sent, as `order_details demo-1001`. */
  sent(): string[] {
    return this.meta.messages().map(({ interactive, referenceId }) => `${interactive.type} ${referenceId}`);
  }

  calls(): string[] {
    return calls(this.meta.journal());
  }

  /** Check without old inputs: the reasons of its failures. */
  async refusals(run: FullRun, args: Properties): Promise<string[]> {
    const { failures } = await run.order.check({}, args);
    return failures.map(({ reason }) => reason);
  }

  /** Check, then create, as an engine would. */
  async made(changes: Properties = {}, run = this.run()): Promise<Made> {
    const { inputs, failures } = await run.order.check({}, orderArgs(changes));
    expect(failures).toEqual([]);
    const { id, outs } = await run.order.create(inputs);
    return { id, outs: { ...outs, __provider: orderText }, inputs };
  }

  /** The plan for what is held and what the program says now. */
  async planned(
    run: FullRun,
    { id, outs, inputs }: Made,
    changes: Properties,
  ): Promise<{ readonly news: Properties; readonly diff: DiffResult }> {
    const { inputs: news, failures } = await run.order.check(inputs, orderArgs(changes));
    expect(failures).toEqual([]);
    return { news, diff: await run.order.diff(id, outs, news) };
  }

  /** Plan and update, as an engine would. */
  async told(made: Made, changes: Properties, run = this.run()): Promise<Made> {
    const { news } = await this.planned(run, made, changes);
    const { outs } = await run.order.update(made.id, made.outs, news);
    return { id: made.id, outs: { ...outs, __provider: orderText }, inputs: news };
  }
}

/** A program with one order; `later` are arguments that may change, `changes` others. */
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

/** A stack whose orders may go to the person. */
export function openedOrders(
  { account, project }: Lifecycle,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<Stack> {
  return project.stack({
    WHATSAPP_PHONE_NUMBER_ID: account.meta.phoneNumberId,
    WHATSAPP_ORDER_RECIPIENTS: "+55 11 98765-4321, 5521999990000",
    ...changes,
  });
}
