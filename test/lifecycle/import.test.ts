import { createOrSelectStack } from "pulumi-whatsapp-engine";
import { writes } from "../support/account";
import { Lifecycle, program } from "../support/lifecycle";

const the = new Lifecycle();

interface Row {
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

test("a sequence goes into another stack with what is known of it: Meta is asked nothing, and up changes nothing", async () => {
  the.project.program(program());
  const first = await the.project.stack();
  await the.up(first);
  const { deployment } = await first.exportStack();
  const rows = deployment["resources"] as readonly Row[];
  const resources = rows
    .filter(({ type }) => type.endsWith(":WelcomeMessageSequence"))
    .map(({ type, id, inputs, outputs }) => ({ type, name: "driver-signup", id, inputs, outputs }));
  const held = the.account.meta.sequences();

  const second = await createOrSelectStack({
    ...{ stackName: "moved", workDir: the.project.dir, backendUrl: `file://${the.project.dir}`, passphrase: "x" },
    envVars: the.account.environment(),
  });
  the.account.meta.clearJournal();
  const imported = await second.import({ resources });
  expect(imported.summary.resourceChanges).toEqual({ create: 1, import: 1 });
  expect(the.account.meta.journal()).toEqual([]);

  const { outputs, summary, stdout } = await the.up(second, { expectNoChanges: true });
  expect(summary.resourceChanges).toEqual({ same: 2 });
  expect(stdout).toContain("whatsapp:WelcomeMessageSequence driver-signup [diff: ~protect]");
  expect(outputs["sequenceId"]?.value).toBe(held[0]?.id);
  await second.refresh({ expectNoChanges: true });
  expect(writes(the.account.meta.journal())).toEqual([]);
  expect(the.account.meta.sequences()).toEqual(held);
});
