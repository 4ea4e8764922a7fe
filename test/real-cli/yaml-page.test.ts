import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { root, run } from "../packaging/packed-packages";
import { PulumiCli } from "../support/pulumi-cli";
import { writes } from "../support/world/account";
import { YamlFixture } from "../support/yaml-fixture";

const page = readFileSync(join(root, "docs/yaml.md"), "utf8");

/** Returns the code blocks of a language below a heading, without their indentation. */
function blocksOf(heading: string, language: string): readonly string[] {
  const [, section = ""] = page.split(`# ${heading}\n`);
  const [text = ""] = section.split(/^#+ /m);
  return [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)^\\1\`\`\`$`, "gm"))].map(
    ([, indent = "", block = ""]) => block.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/** Settings under which a shell asks nothing, and npm runs as in the other tests. */
const quiet = {
  PULUMI_SKIP_CONFIRMATIONS: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_prefer_offline: "true",
  npm_config_ignore_scripts: "true",
};

/** Runs the commands and returns what they print. */
async function runCommands(cli: PulumiCli, commands: string, input = ""): Promise<string> {
  const { code, text } = await cli.runShell(commands, input);
  if (code !== 0) throw new Error(`${commands}\nended with ${String(code)}:\n${text}`);
  return text;
}

/** Removes colors, and makes all white space the same. */
function withoutLayout(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, " ");
}

/** Starts the simulator that is installed in a folder. Returns its line of settings for a shell. */
async function startInstalled(dir: string): Promise<{ readonly simulator: ChildProcess; readonly settings: string }> {
  const simulator = spawn(join(dir, "node_modules/.bin/pulumi-whatsapp-simulator"), ["--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(simulator.stdout)) {
    if (line.trim().startsWith("export ")) return { simulator, settings: line.trim() };
  }
  throw new Error("the simulator ended");
}

describe("from an empty folder", () => {
  const [install = "", copy = "", , deploy = "", remove = ""] = blocksOf(
    "From an empty folder to the first update",
    "sh",
  );
  let dir: string;
  let simulator: ChildProcess | undefined;
  let settings: string;
  beforeAll(async () => {
    const { stdout } = await run("bash", ["-e", "-c", `${install}${copy}pwd`], {
      cwd: root,
      env: { ...process.env, ...quiet },
    });
    dir = stdout.trimEnd().split("\n").at(-1) ?? "";
    ({ simulator, settings } = await startInstalled(dir));
  });
  afterAll(async () => {
    if (simulator !== undefined) {
      simulator.kill("SIGTERM");
      await once(simulator, "close");
    }
    rmSync(dir, { recursive: true });
  });

  test("the commands deploy the example, and delete it at the end", async () => {
    const cli = new PulumiCli(dir, quiet);
    try {
      expect(await runCommands(cli, `${settings}\n${deploy}`)).toContain("+ 4 created");
      await runCommands(cli, `${settings}\npulumi up --expect-no-changes`);
      const program = join(dir, "Pulumi.yaml");
      writeFileSync(program, readFileSync(program, "utf8").replace("visit our showroom", "see our new showroom"));
      const edited = await runCommands(cli, `${settings}\npulumi up --diff`);
      expect(edited).toContain('"Hi! Would you like to visit our showroom?" => "Hi! Would you like to see our new');
      expect(edited).toContain("3 unchanged");
      expect(await runCommands(cli, `${settings}\n${remove}`)).toContain("- 4 deleted");
    } finally {
      cli.remove();
    }
  });

  test("the settings of an account are enough to deploy", async () => {
    const [, url = "", token = ""] = /BASE_URL='(.*?)'.*ACCESS_TOKEN='(.*?)'/.exec(settings) ?? [];
    const cli = new PulumiCli(dir, { ...quiet, WHATSAPP_BASE_URL: url });
    try {
      const [commands = ""] = blocksOf("With your account", "sh");
      expect(await runCommands(cli, commands, token)).toContain("+ 4 created");
      await runCommands(cli, "pulumi destroy");
    } finally {
      cli.remove();
    }
  });
});

describe("on the simulator", () => {
  const the = new YamlFixture("furniture");
  const { account } = the;

  const mistakes = ["A wrong property", "A wrong type", "A missing token"].flatMap((heading) => {
    const messages = blocksOf(heading, "text");
    return blocksOf(heading, "yaml").map((program, index) => [heading, program, messages[index] ?? ""] as const);
  });

  test.each(mistakes)("%s is reported as the page shows", async (_heading, program, message) => {
    the.project.yamlProgram(program, "furniture");
    const { code, text } = await the.cli.run("up", "--yes", "--skip-preview");
    expect(code).not.toBe(0);
    expect(withoutLayout(text)).toContain(withoutLayout(message));
    expect(account.meta.journal()).toEqual([]);
  });

  test("pulumi do lists, creates, reads, changes and deletes a sequence", async () => {
    const [commands = ""] = blocksOf("Single operations without a program", "sh");
    const lines = commands.trimEnd().split("\n");
    const variables = lines.filter((line) => /^\w+=/.test(line)).join("\n");
    const settings = `export WHATSAPP_WABA_ID=${account.meta.wabaId} WHATSAPP_ACCESS_TOKEN=${account.meta.accessToken}`;
    const printed: string[] = [];
    const texts: unknown[] = [];
    for (const line of lines.filter((each) => each.startsWith("pulumi do "))) {
      printed.push(await runCommands(the.cli, `${settings}\n${variables}\n${line}`));
      texts.push(account.meta.sequences().map(({ content }) => content?.["text"]));
    }
    const [spring, summer] = ["Hi! Spring offers are here.", "Hi! Summer is here."];
    expect(texts).toEqual([[], [spring], [spring], [summer], [summer], []]);
    const [list = "", , read, patch, found = ""] = printed;
    expect(JSON.parse(list)).toEqual([]);
    expect(read).toContain(`"${spring}"`);
    expect(patch).toContain(`~ text: "${spring}" => "${summer}"`);
    expect(JSON.parse(found)).toMatchObject({ sequences: [{ name: "Spring", text: summer }] });
    expect(writes(account.meta.journal()).map(({ verb }) => verb)).toEqual(["create", "update", "delete"]);
  });
});
