import { createProcessKill } from "../faults/support/kill-processes";
import { bareRow } from "../faults/support/row";
import { failureTextOf } from "../support/world/failures";
import { ProjectFixture } from "../support/world/project-fixture";
import { openOrderStack, orderProgram as order, person } from "../support/orders";

const the = new ProjectFixture({ realProcesses: true });
function meta() {
  return the.account.meta;
}
function sentKinds() {
  return meta()
    .messages()
    .map(({ interactive }) => interactive.type);
}

if (process.platform === "linux") {
  bareRow("143", "a provider killed before the response sends no second message (real processes)", async () => {
    the.project.program(order());
    const stack = await openOrderStack(the);
    const hanging = () => meta().faults.add({ match: { verb: "send" }, effect: { kind: "hang" }, when: "after" }).hit;
    expect(await createProcessKill(the, "provider")(stack, [hanging()])).toMatch(/process ended during this call/);
    meta().faults.clear();
    meta().clearJournal();
    expect(await failureTextOf(stack.up())).toMatch(/its outcome unknown: look at the status webhooks/);
    expect(meta().journal()).toEqual([]);
    expect(sentKinds()).toEqual(["order_details"]);

    meta().reset();
    await meta().writeMessage("Oi", { person: { waId: person } });
    the.project.program(order("", 'referenceId: "demo-2",'));
    await stack.up();
    the.project.program(order('status: "shipped",', 'referenceId: "demo-2",'));
    await createProcessKill(the, "provider")(stack, [hanging()]);
    meta().faults.clear();
    meta().clearJournal();
    const { outputs } = await stack.up();
    expect(outputs).toMatchObject({ outcome: { value: "unknown" } });
    await stack.up({ expectNoChanges: true });
    expect(meta().journal()).toEqual([]);
    expect(sentKinds()).toEqual(["order_details", "order_status"]);
  });
}
