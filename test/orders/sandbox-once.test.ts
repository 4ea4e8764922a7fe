import type { Stack, UpdateSettings } from "pulumi-whatsapp-engine";
import { failureTextOf } from "../support/world/failures";
import { ProjectFixture } from "../support/world/project-fixture";
import { openOrderStack, orderProgram as order, person } from "../support/orders";

/** One message at most, whatever is run: each test counts what the person was sent. */
const the = new ProjectFixture();
function meta() {
  return the.account.meta;
}
function openStack() {
  return openOrderStack(the);
}
function sentKinds() {
  return meta()
    .messages()
    .map(({ interactive }) => interactive.type);
}
function loseNextResponse() {
  return meta().faults.add({ match: { verb: "send" }, effect: { kind: "drop" }, when: "after" });
}

/** An order that is sent. */
async function startOrder(program = order()): Promise<Stack> {
  the.project.program(program);
  const stack = await openStack();
  await stack.up();
  expect(sentKinds()).toEqual(["order_details"]);
  meta().clearJournal();
  return stack;
}

/** Refused without a call; `by` preview, or by an update as it plans. */
async function expectRefusal(
  stack: Stack,
  program: string,
  words: RegExp,
  by: "preview" | "up" = "up",
  settings: UpdateSettings = {},
): Promise<void> {
  the.project.program(program);
  const text = await failureTextOf(stack[by](settings));
  expect(text).toMatch(words);
  expect(text).not.toContain(person);
  expect(meta().journal()).toEqual([]);
}

interface Row {
  readonly type: string;
  outputs?: Record<string, unknown>;
  pendingReplacement?: boolean;
}
interface Exported {
  readonly deployment: { resources?: Row[] };
}

/** The state, changed by hand. */
async function editState(stack: Stack, edit: (rows: Row[]) => Row[]): Promise<void> {
  const exported = (await stack.exportStack()) as Exported;
  exported.deployment.resources = edit(exported.deployment.resources ?? []);
  await stack.importStack(exported);
}

function isOrder({ type }: Row): boolean {
  return type.endsWith(":SandboxOrder");
}
function withoutOrder(rows: Row[]): Row[] {
  return rows.filter((row) => !isOrder(row));
}
function editOrder(change: (row: Row) => Row) {
  return (rows: Row[]): Row[] => rows.map((row) => (isOrder(row) ? change(row) : row));
}

/** Targets of `--replace`: the order. */
const replacing: UpdateSettings = { replace: ["**:SandboxOrder::*"] };

test("a plan rejects every replacement and every edit", async () => {
  const stack = await startOrder();
  await expectRefusal(stack, order("", 'referenceId: "demo-1002",'), /cannot be edited: referenceId\./, "preview");
  await expectRefusal(
    stack,
    order("", 'body: "Outro",', "demo", 'replaceOnChanges: ["*"]'),
    /cannot be edited: body\./,
  );
  await expectRefusal(stack, order(), /referenceId: an order_details with it was sent at/, "preview", replacing);
  await expectRefusal(stack, order("", "", "demo", "deleteBeforeReplace: true"), /was sent at/, "up", replacing);
  await expectRefusal(stack, order('status: "processing",'), /was sent at/, "up", { ...replacing, refresh: true });
  await expectRefusal(
    stack,
    order("", "", "renamed"),
    /referenceId: an order_details with it was sent at .*rename without alias/,
  );
  await expectRefusal(
    stack,
    `${order()} new SandboxOrder("second", { to: "${person}", body: "b", referenceId: "demo-1001",
    type: "digital-goods", totalAmount: 1 });`,
    /referenceId: an order_details with it was sent at/,
    "preview",
  );
  the.project.program(order("", "", "renamed", 'aliases: [{ name: "demo" }]'));
  await stack.up({ expectNoChanges: true });

  // What `pulumi state taint` and a delete-before-replace that was cut off leave behind.
  the.project.program(order("", "", "renamed"));
  await editState(
    stack,
    editOrder((row) => ({ ...row, pendingReplacement: true })),
  );
  await expectRefusal(stack, order("", "", "renamed"), /referenceId: an order_details with it was sent at/, "preview");
  await expectRefusal(stack, order("", "", "renamed", "deleteBeforeReplace: true"), /referenceId: an order_details/);
  await editState(stack, withoutOrder);
  await expectRefusal(stack, order(), /a state that lost the row looks like this/);
  expect(sentKinds()).toEqual(["order_details"]);
});

test("a plan rejects a forbidden status and names the allowed ones", async () => {
  const stack = await startOrder();
  the.project.program(order('status: "shipped", payment: { status: "pending" },'));
  await stack.up();
  meta().clearJournal();
  await expectRefusal(
    stack,
    order('payment: { status: "pending" },'),
    /"pending" cannot follow "shipped".*allowed next: "processing"/,
    "preview",
  );
  await expectRefusal(
    stack,
    order('status: "canceled", payment: { status: "pending" },'),
    /cannot be canceled \(Meta error 2047\); allowed next/,
  );
  await expectRefusal(
    stack,
    order('status: "sent", payment: { status: "pending" },'),
    /status: must be one of "pending"/,
    "preview",
  );
  expect(sentKinds()).toEqual(["order_details", "order_status"]);
});

test("rejects a shared reference id and a later initial status offline", async () => {
  the.project.program(`${order()} new SandboxOrder("second", { to: "${person}", body: "b", referenceId: "demo-1001",
    type: "digital-goods", totalAmount: 1 });`);
  const stack = await openStack();
  expect(await failureTextOf(stack.preview())).toMatch(/another resource of this program has "demo-1001" too/);
  await expectRefusal(stack, order('status: "processing",'), /status: an order begins as pending/, "preview");
  await expectRefusal(stack, order("", 'to: "5531988887777",'), /to: the number …7777 is not on the list/, "preview");
  expect(sentKinds()).toEqual([]);
});

test("an order whose response was lost is sent once", async () => {
  loseNextResponse();
  the.project.program(order());
  const stack = await openStack();
  const text = await failureTextOf(stack.up());
  expect(text).toMatch(/The outcome of the order_details of order "demo-1001".*is unknown.*Nothing is sent again/s);
  expect(text).not.toMatch(/Run again|run again/);
  expect(the.project.stateText()).not.toContain(person);
  expect(text).toContain(meta().messages()[0]?.callbackData);
  meta().faults.clear();
  meta().clearJournal();
  await stack.refresh();
  const { outputs, stdout } = await stack.up();
  expect(outputs).toMatchObject({ outcome: { value: "unknown" } });
  expect(outputs["messageId"]?.value).toBeUndefined();
  await stack.up({ expectNoChanges: true, refresh: true });
  expect(stdout).not.toContain(person);
  await expectRefusal(stack, order(), /its outcome unknown: look at the status webhooks/, "up", replacing);

  await editState(
    stack,
    editOrder((row) => ({ ...row, pendingReplacement: true })),
  );
  await expectRefusal(stack, order(), /its outcome unknown: look at the status webhooks/);
  await editState(
    stack,
    editOrder((row) => ({ ...row, outputs: { ...row.outputs, outcome: "accepted", body: "Outro" } })),
  );
  await expectRefusal(stack, order(), /cannot be edited: body|its outcome unknown/);
  await editState(stack, withoutOrder);
  await expectRefusal(stack, order(), /its outcome unknown: look at the status webhooks/);
  expect(sentKinds()).toEqual(["order_details"]);
});

test("without a refresh, the run after a lost response sends nothing", async () => {
  loseNextResponse();
  the.project.program(order());
  const stack = await openStack();
  await failureTextOf(stack.up());
  meta().faults.clear();
  const { stdout, outputs } = await the.up(stack);
  expect(stdout).toMatch(/the outcome of its last message is still unknown/);
  expect(outputs).toMatchObject({ outcome: { value: "unknown" } });
  await the.up(stack, { expectNoChanges: true });
  await stack.destroy();
  expect(meta().journal()).toEqual([]);
  expect(sentKinds()).toEqual(["order_details"]);
});

test("a status whose response was lost is sent once", async () => {
  const stack = await startOrder();
  const before = (await stack.exportStack()) as Exported;
  loseNextResponse();
  const processing = order('status: "processing",');
  the.project.program(processing);
  expect(await failureTextOf(stack.up())).toMatch(/The outcome of the order_status .*Nothing is sent again/s);
  meta().faults.clear();
  meta().clearJournal();
  await expectRefusal(stack, order(), /"pending" cannot follow "processing"/);
  the.project.program(processing);
  await stack.up();
  await stack.refresh();
  await stack.up({ expectNoChanges: true });
  await expectRefusal(stack, processing, /referenceId: an order_details with it was sent/, "up", replacing);
  await editState(
    stack,
    editOrder((row) => ({ ...row, pendingReplacement: true })),
  );
  await expectRefusal(stack, processing, /referenceId: an order_details with it was sent/);
  // An older state, as when an engine died before it could save.
  await stack.importStack(before);
  the.project.program(processing);
  const { stdout, outputs } = await stack.up();
  expect(stdout).toMatch(/no result is recorded/);
  expect(outputs).toMatchObject({ outcome: { value: "unknown" } });
  await editState(stack, withoutOrder);
  await expectRefusal(stack, order(), /order_details with it was sent/);
  expect(sentKinds()).toEqual(["order_details", "order_status"]);
});

test("delete cancels once, by the rules", async () => {
  const canceling = order("cancelOnDelete: true,");
  const stack = await startOrder(canceling);
  the.project.program(order('cancelOnDelete: true, payment: { status: "captured" },'));
  await stack.up();
  meta().clearJournal();
  expect(await failureTextOf(stack.destroy())).toMatch(/Could not cancel order .*2047.*Set cancelOnDelete: false/);
  expect(meta().journal()).toEqual([]);
  the.project.program(order('cancelOnDelete: true, payment: { status: "failed" },'));
  await stack.up();
  await stack.destroy();
  expect(meta().orders()).toMatchObject([{ status: "canceled" }]);
  expect(sentKinds()).toEqual(["order_details", "order_status", "order_status", "order_status"]);
});

test("an order can be neither imported nor read", async () => {
  the.project.program(`const { SandboxOrder } = require("pulumi-whatsapp/orders/sandbox");
    new SandboxOrder("known", {}, { id: "106540352242922/demo-1001" });`);
  expect(await failureTextOf((await openStack()).up())).toMatch(/There is no way to read an order from Meta/);
  expect(meta().journal()).toEqual([]);
});
