import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { failureOf } from "../support/world/failures";
import { ProjectFixture, sequenceProgram } from "../support/world/project-fixture";
import { bareRow, dynamicRow } from "./support/row";
import { EngineCommand, locksOf, processesOf, until } from "../support/engine-command";
import { readStack } from "./support/kill-processes";

const life = new ProjectFixture({ realProcesses: true });
const root = join(__dirname, "../..");
const isLinux = process.platform === "linux";

/** Links the package from `place` into node_modules that contain nothing else but its dependencies. Returns the uninstall. */
function install(place: string): () => void {
  const { dir } = life.project;
  const modules = join(dir, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules);
  for (const name of ["@pulumi", "axios", "zod"]) symlinkSync(join(root, "node_modules", name), join(modules, name));
  symlinkSync(join(dir, place), join(modules, "pulumi-whatsapp"));
  return () => rmSync(join(modules, "pulumi-whatsapp"));
}

dynamicRow("90", "a moved package works, and a missing one is explained (real processes)", async () => {
  const { account, project } = life;
  expect(process.cwd()).not.toBe(project.dir);
  for (const part of ["package.json", "dist"]) {
    cpSync(join(root, "provider", part), join(project.dir, "here", part), { recursive: true });
  }
  install("here");
  project.program(sequenceProgram());
  const stack = await project.stack();
  await stack.up();
  renameSync(join(project.dir, "here"), join(project.dir, "there"));
  const uninstall = install("there");
  await stack.up({ refresh: true, expectNoChanges: true });
  uninstall();
  account.meta.clearJournal();
  const { message } = await failureOf(stack.destroy());
  expect(message).toContain(
    "Cannot find module 'pulumi-whatsapp/runtime': install pulumi-whatsapp in the program's folder, as a direct dependency, and run again; the state is kept. (urn:",
  );
  expect(account.meta.journal()).toEqual([]);
  expect(account.meta.sequences()).toHaveLength(1);
  expect((await readStack(stack)).rows).toEqual(["driver-signup"]);
});

const rateLimit = { kind: "status", status: 429, headers: { "retry-after": "60" } } as const;
/** Resolves when the provider waits for a rate limit of a minute. */
function waitUntilRateLimited(): Promise<void> {
  const { meta } = life.account;
  meta.faults.add({ match: { verb: "create" }, effect: rateLimit });
  return until(() => meta.journal().some(({ status }) => status === 429));
}

if (isLinux) {
  bareRow("92", "a second Ctrl-C during a wait leaves no process (real processes)", async () => {
    const { account, project } = life;
    project.program(sequenceProgram());
    const stack = await project.stack();
    const moment = waitUntilRateLimited();
    const command = new EngineCommand(project, account, ["up", "--yes", "--skip-preview"]);
    await moment;
    expect((await failureOf(stack.up())).message).toContain("the stack is currently locked by 1 lock(s)");
    command.kill("SIGINT");
    await until(() => command.printed.includes("Press Ctrl-C again"));
    command.kill("SIGTERM");
    const { code, text } = await command.ended;
    expect(code).toBe(8);
    expect(text).toContain("error: update cancelled");
    expect([...processesOf(account, "provider"), ...processesOf(account, "program")]).toEqual([]);
    expect(locksOf(project)).toEqual([]);
    expect(await readStack(stack)).toEqual({ rows: [], ids: [], pending: ["creating driver-signup"] });
    expect(account.meta.sequences()).toEqual([]);
  });

  bareRow("92", "one Ctrl-C finishes running operations and starts none (real processes)", async () => {
    const { account, project } = life;
    project.program(
      sequenceProgram("", 'new whatsapp.WelcomeMessageSequence("next", { text: "Hi" }, { dependsOn: [signup] });'),
    );
    const stack = await project.stack();
    const slow = account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 1_500 } });
    const command = new EngineCommand(project, account, ["up", "--yes", "--skip-preview"]);
    await slow.hit;
    command.kill("SIGINT");
    const { code, text } = await command.ended;
    expect(code).toBe(1);
    expect(text).toContain("update canceled");
    expect(locksOf(project)).toEqual([]);
    const ids = account.meta.sequences().map(({ id }) => id);
    expect(await readStack(stack)).toEqual({ rows: ["driver-signup"], ids, pending: [] });
  });

  bareRow("92", "a signal ends a waiting provider at once (real processes)", async () => {
    const { account, project } = life;
    project.program(sequenceProgram());
    const stack = await project.stack();
    const moment = waitUntilRateLimited();
    const ended = stack.up().then(() => "it succeeded", String);
    await moment;
    for (const pid of processesOf(account, "provider")) process.kill(pid, "SIGINT");
    expect(await ended).toContain("the provider process ended during this call");
    expect(await readStack(stack)).toEqual({ rows: [], ids: [], pending: ["creating driver-signup"] });
    expect(account.meta.sequences()).toEqual([]);
  });
}
