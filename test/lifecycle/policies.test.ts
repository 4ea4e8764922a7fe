import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { writes } from "../support/account";
import { EngineCommand } from "../support/engine-command";
import { Lifecycle } from "../support/lifecycle";

const life = new Lifecycle();
const root = join(__dirname, "../..");

/** The example as the compiler leaves it, so that nothing has to be compiled again in the program's process. */
function example(change: (source: string) => string): string {
  const source = change(readFileSync(join(root, "examples/welcome-message-sequence/index.ts"), "utf8"));
  return ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText;
}

test("our own pack stops a leftover placeholder in the preview: nothing is sent to Meta", async () => {
  const text = example((source) => source.replace("Hi!", "Hi {{name}}!"));
  writeFileSync(join(life.project.dir, "index.js"), text);
  const run = (...args: string[]): EngineCommand["ended"] => new EngineCommand(life.project, life.account, args).ended;
  expect(await run("stack", "init")).toMatchObject({ code: 0 });
  const up = await run("up", "--yes", "--policy-pack", join(root, "policy-pack"));
  expect(up.text).toMatch(
    /Previewing update .*❌ whatsapp@v0\.1\.0 .*\[mandatory\] {2}whatsapp-no-leftover-placeholder {2}\(whatsapp:WelcomeMessageSequence: driver-signup\)\n.*text holds "\{\{name\}\}"/s,
  );
  expect(up.text).not.toContain("Updating");
  expect(up.code).toBe(1);
  expect(writes(life.account.meta.journal())).toEqual([]);
});
