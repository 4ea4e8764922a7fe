import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestAccount, writes } from "../support/world/account";
import { runCommand } from "../support/command";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
afterAll(() => account.close());

test("the printed commands import an account; the program changes nothing", async () => {
  account.meta.addSequence({
    name: "Driver sign-up",
    content: { text: "Hi!", autofill_message: { content: "Hello" }, ice_breakers: [{ title: "How?" }] },
  });
  account.meta.addSequence({ name: "Offer", content: { text: "Save {now}" } });
  const project = new TestProject({});
  const cli = new PulumiCli(project.dir, account.environment());
  try {
    writeFileSync(join(project.dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(project.dir, "package.json"), JSON.stringify({ name: "shop", main: "index.ts" }));
    writeFileSync(join(project.dir, "index.ts"), 'import "./sequences";\n');
    const { code, out } = await runCommand(["import-file"], account.environment(), project.dir);
    expect(code).toBe(0);
    const command = /^ +pulumi (import .*)$/m.exec(out)?.[1]?.split(" ") ?? [];
    expect(command).toEqual(["import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes"]);

    await cli.succeed("stack init");
    await cli.succeed("import", ...command.slice(1));
    await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
    expect(writes(account.meta.journal())).toEqual([]);

    const program = join(project.dir, "sequences.ts");
    writeFileSync(program, readFileSync(program, "utf8").replace("Save {now}", "Save today"));
    await cli.succeed("up", "--yes", "--skip-preview");
    await cli.succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect(account.meta.sequences().map(({ content }) => content?.["text"])).toEqual(["Hi!", "Save today"]);
  } finally {
    cli.remove();
    project.remove();
  }
});
