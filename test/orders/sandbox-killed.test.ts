import { killing } from "../faults/support/kills";
import { noted } from "../faults/support/row";
import { refusalOf } from "../support/account";
import { Lifecycle } from "../support/lifecycle";
import { openedOrders, orderProgram as order, person } from "../support/orders";

const the = new Lifecycle({ realProcesses: true });
function meta() {
  return the.account.meta;
}
function sentKinds() {
  return meta()
    .messages()
    .map(({ interactive }) => interactive.type);
}

if (process.platform === "linux") {
  noted("143", "a provider killed before the response sends no second message (real processes)", async () => {
    the.project.program(order());
    const stack = await openedOrders(the);
    const hanging = () => meta().faults.add({ match: { verb: "send" }, effect: { kind: "hang" }, when: "after" }).hit;
    expect(await killing(the, "dynamic-provider")(stack, [hanging()])).toMatch(/process ended during this call/);
    meta().faults.clear();
    meta().clearJournal();
    expect(await refusalOf(stack.up())).toMatch(/its outcome unknown: look at the status webhooks/);
    expect(meta().journal()).toEqual([]);
    expect(sentKinds()).toEqual(["order_details"]);

    meta().reset();
    await meta().writeMessage("Oi", { person: { waId: person } });
    the.project.program(order("", 'referenceId: "demo-2",'));
    await stack.up();
    the.project.program(order('status: "shipped",', 'referenceId: "demo-2",'));
    await killing(the, "dynamic-provider")(stack, [hanging()]);
    meta().faults.clear();
    meta().clearJournal();
    const { outputs } = await stack.up();
    expect(outputs).toMatchObject({ outcome: { value: "unknown" } });
    await stack.up({ expectNoChanges: true });
    expect(meta().journal()).toEqual([]);
    expect(sentKinds()).toEqual(["order_details", "order_status"]);
  });
}
