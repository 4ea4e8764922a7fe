import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calls, TestAccount, writes } from "../support/world/account";
import { createCreative, creativeIdOf } from "../support/world/ads";
import { runCommand } from "../support/command";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";

let account: TestAccount;
beforeAll(async () => {
  account = await TestAccount.open();
});
beforeEach(() => account.meta.reset());
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

/** A YAML project that names the plugin of the workspace. */
class YamlProject extends TestProject {
  constructor() {
    super({});
    this.write("");
  }

  write(rest: string): void {
    const project = "name: shop\nruntime: yaml\npackages:\n  whatsapp: ./plugin\n";
    writeFileSync(join(this.dir, "Pulumi.yaml"), project + rest);
  }
}

async function withYamlProject(use: (project: YamlProject, cli: PulumiCli) => Promise<void>): Promise<void> {
  const project = new YamlProject();
  symlinkSync(join(__dirname, "../../provider"), join(project.dir, "plugin"));
  const cli = new PulumiCli(project.dir, account.environment());
  try {
    await cli.succeed("stack init");
    await use(project, cli);
  } finally {
    cli.remove();
    project.remove();
  }
}

test("the printed commands import sequences and creatives into a YAML project", async () => {
  const sequenceId = account.meta.addSequence({
    name: "Driver sign-up",
    content: { text: "Save {now} ${today}", ice_breakers: [{ title: "How?" }] },
  });
  const creative = await createCreative(account.run(), { name: "Driver ad", welcomeMessageSequenceId: sequenceId });
  account.meta.clearJournal();
  await withYamlProject(async (project, cli) => {
    const codes: string[] = [];
    for (const words of [[], ["--creatives", creativeIdOf(creative.id), "--import-file", "creatives.json"]]) {
      const { out } = await runCommand(["import-file", ...words], account.environment(), project.dir);
      const command = /^ +pulumi (import .*)$/m.exec(out)?.[1]?.split(" ") ?? [];
      expect(command).toEqual(["import", "--file", words[3] ?? "import.json", "--yes"]);
      await cli.succeed("import", ...command.slice(1), "--out", "code.yaml");
      codes.push(readFileSync(join(project.dir, "code.yaml"), "utf8").replace("resources:\n", ""));
    }
    expect(writes(account.meta.journal())).toEqual([]);

    const early = await cli.run("up", "--yes", "--skip-preview");
    expect(early.code).not.toBe(0);
    expect(early.text).toContain("cannot be deleted\n    because it is protected");

    project.write(`resources:\n${codes.join("")}`);
    account.meta.clearJournal();
    await cli.succeed("preview", "--expect-no-changes");
    expect(calls(account.meta.journal())).toEqual([]);
    await cli.succeed("refresh", "--yes", "--skip-preview", "--expect-no-changes");
  });
});

test("the option import takes over a sequence without a change", async () => {
  const id = account.meta.addSequence({ name: "Offer", content: { text: "Save {now}" } });
  await withYamlProject(async (project, cli) => {
    const resource = (options: string): string =>
      `resources:\n  offer:\n    type: whatsapp:index:WelcomeMessageSequence\n    properties: { name: Offer, text: "Save {now}" }\n${options}`;
    project.write(resource(`    options: { import: ${account.meta.wabaId}/${id} }\n`));
    await cli.succeed("up", "--yes", "--skip-preview");
    project.write(resource(""));
    await cli.succeed("up", "--yes", "--skip-preview", "--expect-no-changes");
    expect(writes(account.meta.journal())).toEqual([]);
  });
});
