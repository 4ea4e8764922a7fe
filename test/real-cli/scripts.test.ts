import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "../..");

async function runScript(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, "scripts", `${name}.mjs`), "--engine", "cli", ...args],
    { cwd: root },
  );
  return stdout;
}

test("npm start runs the first example on the CLI", async () => {
  const printed: unknown = JSON.parse(await runScript("start", "--json"));
  expect(printed).toMatchObject({
    engine: "cli",
    outputs: { sequenceId: expect.stringMatching(/^\d+$/) as string, isUsedInAd: false },
  });
  expect(printed).toHaveProperty("calls.1.method", "POST");
});

test("the tour runs to its last destroy on the CLI", async () => {
  const printed = await runScript("tour");
  expect(printed).toMatch(/on the Pulumi CLI v\d+\.\d+\.\d+/);
  expect(printed).toContain("The tour is over: everything was as it should be.");
  expect(printed).not.toContain("✗");
});
