import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "pulumi-whatsapp-engine";
import { ProjectFixture } from "../support/world/project-fixture";
import { runCommand, type Ran } from "../support/command";

const the = new ProjectFixture();

/** Exports the stack and runs a command with the export. */
async function runWithExport(stack: Stack, words: readonly string[]): Promise<Ran> {
  writeFileSync(join(the.project.dir, "prod.json"), JSON.stringify(await stack.exportStack()));
  return runCommand([...words, "--stack-export", "prod.json"], the.account.environment(), the.project.dir);
}

test("audits a deployed stack, and imports what it does not manage", async () => {
  const { meta } = the.account;
  the.project.program(`
    const secret = pulumi.secret("Psst!");
    new whatsapp.WelcomeMessageSequence("driver", { text: "Hi!", iceBreakers: [{ title: "How?" }] });
    new whatsapp.WelcomeMessageSequence("private", { text: secret });`);
  const stack = await the.openWarmStack();
  await the.up(stack);
  const before = await runWithExport(stack, ["audit", "--all"]);
  expect(before).toMatchObject({ code: 0, err: "" });
  expect(before.out).toContain("): 2 managed\n");
  expect(before.out).toContain("  secret, so not compared: text\n");

  const driver = meta.sequences().find(({ name }) => name === "driver")?.id ?? "";
  meta.editSequence(driver, { content: { text: "Hello!", ice_breakers: [{ title: "How?" }] } });
  const added = meta.addSequence({ name: "Driver", content: { text: "Sun!" } });
  const changed = await runWithExport(stack, ["audit"]);
  expect(changed).toMatchObject({ code: 4, err: "" });
  expect(changed.out).toContain('  text: "Hi!" => "Hello!"\n');
  expect(changed.out).toMatch(new RegExp(`^unmanaged +${added} +Driver\n`, "m"));

  const written = await runWithExport(stack, ["import-file", "--unmanaged"]);
  expect(written.code).toBe(0);
  await stack.import({ file: join(the.project.dir, "import.json"), protect: false });
  await stack.refresh();
  expect((await runWithExport(stack, ["audit"])).out).toContain("): 3 managed\n");

  meta.removeSequence(driver);
  const missing = await runWithExport(stack, ["audit"]);
  expect(missing.code).toBe(4);
  expect(missing.out).toMatch(new RegExp(`^missing +${driver} +driver +urn:.*::driver in prod.json\n`, "m"));
});
