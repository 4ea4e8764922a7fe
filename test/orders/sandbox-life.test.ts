import { calls } from "../support/world/account";
import { ProjectFixture } from "../support/world/project-fixture";
import { openOrderStack, orderProgram as order, person } from "../support/orders";

const the = new ProjectFixture();
function meta() {
  return the.account.meta;
}
function openStack() {
  return openOrderStack(the);
}

test("an order sends one message for each change until its end", async () => {
  the.project.program(order());
  const stack = await openStack();
  await stack.preview();
  expect(meta().journal()).toEqual([]);
  const { outputs, stdout } = await the.up(stack);
  expect(stdout).not.toContain(person);
  expect(calls(meta().journal())).toEqual([`POST /${meta().phoneNumberId}/messages`]);
  const [first] = meta().messages();
  expect(outputs).toMatchObject({
    outcome: { value: "accepted" },
    messageId: { value: first?.id },
    totalAmount: { value: 11180 },
  });
  await the.up(stack, { expectNoChanges: true });
  expect(meta().journal()).toEqual([]);
  expect(the.project.stateText()).not.toContain(person);

  the.project.program(order('status: "processing", payment: { status: "captured", timestamp: 1722445231 },'));
  await the.up(stack);
  expect(meta().orders()).toMatchObject([{ status: "processing", payment: "captured", total: 11180n }]);
  the.project.program(
    order('status: "shipped", statusDescription: "Saiu", payment: { status: "captured", timestamp: 1722445231 },'),
  );
  await the.up(stack);
  expect(meta().journal()).toHaveLength(1);
  expect(meta().orders()).toMatchObject([{ status: "shipped", description: "Saiu" }]);
  the.project.program(order('status: "completed", payment: { status: "captured", timestamp: 1722445231 },'));
  await the.up(stack);
  expect(meta().orders()).toMatchObject([{ status: "completed", payment: "captured" }]);

  meta().clearJournal();
  await stack.refresh({ expectNoChanges: true });
  await the.up(stack, { expectNoChanges: true, refresh: true });
  expect(the.project.stateText()).not.toContain(person);
  await stack.destroy();
  expect(meta().journal()).toEqual([]);
  expect(
    meta()
      .messages()
      .map(({ interactive }) => `${interactive.type}: ${interactive.body.text}`),
  ).toEqual([
    "order_details: Seu pedido",
    "order_status: Pedido demo-1001: em preparação, pagamento confirmado.",
    "order_status: Pedido demo-1001: enviado.",
    "order_status: Pedido demo-1001: concluído.",
  ]);
});
