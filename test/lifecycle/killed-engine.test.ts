import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TestAccount } from "../support/account";
import { TestProject } from "../support/project";

const engineCommand = join(__dirname, "../../engine/bin/pulumi-whatsapp-engine.js");

/** Ids of the processes whose environment holds the text. Linux: others have no /proc. */
function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const isProvider = readFileSync(`/proc/${name}/cmdline`, "utf8").includes("dynamic-provider");
        return isProvider && readFileSync(`/proc/${name}/environ`, "utf8").includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("when the engine is killed, the provider ends its call and then itself", async () => {
  const account = await TestAccount.open();
  const project = new TestProject({});
  try {
    account.meta.faults.add({ match: { verb: "create" }, effect: { kind: "delay", delayMs: 3_000 } });
    project.program('new whatsapp.WelcomeMessageSequence("s", { text: "Hi" });');
    const command = (...args: string[]) =>
      spawn(process.execPath, [engineCommand, ...args, "--stack", "dev"], {
        cwd: project.dir,
        env: {
          ...process.env,
          ...account.environment(),
          PULUMI_BACKEND_URL: `file://${project.dir}`,
          PULUMI_CONFIG_PASSPHRASE: "killed",
        },
        stdio: "ignore",
      });
    expect(await once(command("stack", "init"), "exit")).toEqual([0, null]);
    const engine = command("up", "--yes", "--skip-preview");
    const ended = once(engine, "exit");
    await until(() => account.meta.journal().some(({ verb }) => verb === "create"));
    const providers = processesWith(account.meta.url);
    expect(providers).toHaveLength(1);
    engine.kill("SIGKILL");
    await ended;
    await until(() => account.meta.sequences().length === 1);
    await until(() => processesWith(account.meta.url).length === 0);
    expect(account.meta.sequences()).toHaveLength(1);
  } finally {
    project.remove();
    await account.close();
  }
});
