import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestOf, root, run } from "../packaging/packed-packages";
import { calls, writes } from "../support/world/account";
import { YamlFixture } from "../support/yaml-fixture";

// What docs/yaml.md says about Pulumi's YAML and the CLI.
const the = new YamlFixture();
const { account } = the;

function setToken(): Promise<string> {
  return the.cli.succeed("config set", "--secret", "whatsapp:accessToken", account.meta.accessToken);
}

function up(): Promise<string> {
  return the.cli.succeed("up", "--yes", "--skip-preview");
}

function sequence(name: string, properties: string, options = ""): string {
  return `  ${name}: { type: whatsapp:WelcomeMessageSequence, properties: { ${properties} }, options: { ${options} } }\n`;
}

describe("an id of many digits in the configuration", () => {
  const id = "120275589580045873";
  const attachment = (declared: string, read: string) => `config: { "${declared}": { type: string } }
resources:
  attachment: { type: whatsapp:AdCreativeAttachment, properties: { adId: "\${${read}}", creativeId: "5" } }
`;
  beforeEach(() => the.cli.succeed("config set", "adId", id));

  test.each(["adId", "shop:adId"])("is refused with the fix where it is read as %s", async (key) => {
    the.project.yamlProgram(attachment("adId", key));
    const { code, text } = await the.cli.run("preview");
    expect(code).not.toBe(0);
    expect(text).toMatch(/ adId: is a number; .* with the project's name, as \$\{shop:NAME\}/);
    expect(account.meta.journal()).toEqual([]);
  });

  test("is refused with the fix inside Meta's JSON", async () => {
    the.project.yamlProgram(`config: { adId: { type: string } }
resources:
  ad: { type: whatsapp:AdCreative, properties: { objectStorySpec: { page_id: "\${adId}" }, adAccountId: "1" } }
`);
    const { code, text } = await the.cli.run("preview");
    expect(code).not.toBe(0);
    expect(text).toMatch(/objectStorySpec.page_id: has more digits .* as \$\{shop:NAME\}/);
  });

  test("stays text where it is declared and read with the project's name", async () => {
    the.project.yamlProgram(attachment("shop:adId", "shop:adId"));
    expect(await the.cli.succeed("preview", "--diff")).toContain(`"${id}"`);
  });
});

test("an explicit provider takes nothing from the stack's settings", async () => {
  await setToken();
  the.project.yamlProgram(`resources:
  brazil: { type: "pulumi:providers:whatsapp", properties: { wabaId: "${account.meta.wabaId}" } }
${sequence("greeting", "text: Hi", 'provider: "${brazil}"')}`);
  const { code, text } = await the.cli.run("up", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(text).toContain("No access token is set.");
  expect(account.meta.journal()).toEqual([]);
});

test("getSequences calls Meta in previews and misses what its run creates", async () => {
  await setToken();
  the.project.yamlProgram(`resources:
${sequence("greeting", "text: Hi")}variables:
  found:
    fn::invoke: { function: whatsapp:getSequences, arguments: {}, options: { dependsOn: ["\${greeting}"] } }
outputs: { found: "\${found.sequences}" }
`);
  const readFound = async () => JSON.parse(await the.cli.succeed("stack output", "found", "--json")) as unknown;
  await the.cli.succeed("preview");
  expect(calls(account.meta.journal())).toEqual([`GET ${account.edge}`]);
  await up();
  expect(await readFound()).toEqual([]);
  await up();
  expect(await readFound()).toMatchObject([{ name: "greeting", text: "Hi" }]);
});

test("an import uses the settings in the state until an update", async () => {
  const id = `${account.meta.wabaId}/${account.meta.addSequence({ name: "Old", content: { text: "Hi!" } })}`;
  const words = ["whatsapp:index:WelcomeMessageSequence", "old", id, "--yes", "--skip-preview", "--protect=false"];
  expect((await the.cli.run("import", ...words)).text).toContain("No access token is set.");
  await setToken();
  expect((await the.cli.run("import", ...words)).text).toContain("No access token is set.");
  await up();
  expect(await the.cli.succeed("import", ...words)).toContain("= 1 imported");
});

test("the policy pack stops an update of a YAML program", async () => {
  await setToken();
  const policyPack = ["--policy-pack", join(root, "policy-pack")];
  the.project.yamlProgram(`resources:\n${sequence("greeting", 'text: "Hi {{name}}"')}`);
  const { code, text } = await the.cli.run("up", "--yes", ...policyPack);
  expect(code).not.toBe(0);
  expect(text).toContain('"{{name}}" is an unfilled placeholder');
  expect(text).toContain("whatsapp:index:WelcomeMessageSequence: greeting");
  expect(account.meta.journal()).toEqual([]);

  the.project.yamlProgram(`resources:\n${sequence("greeting", "text: Hi")}`);
  await the.cli.succeed("up", "--yes", "--skip-preview", ...policyPack);
  expect(account.meta.sequences()).toHaveLength(1);
});

test("pulumi install --no-plugins accepts a folder under plugins", async () => {
  writeFileSync(
    join(the.project.dir, "Pulumi.yaml"),
    "name: shop\nruntime: yaml\nplugins: { providers: [{ name: whatsapp, path: node_modules/pulumi-whatsapp }] }\n" +
      `resources:\n${sequence("greeting", "text: Hi")}`,
  );
  expect(await the.cli.runShell("pulumi install --no-plugins")).toMatchObject({ code: 0 });
  expect(await the.cli.succeed("preview")).toContain("+ 2 to create");
});

test("an installed archive lets pulumi do work on a stack", async () => {
  await setToken();
  const dir = mkdtempSync(join(tmpdir(), "whatsapp-archives-"));
  try {
    await run(process.execPath, ["scripts/release-archives.mjs", "--out-dir", dir], { cwd: root });
    const { version } = manifestOf("provider");
    const archive = join(dir, `pulumi-resource-whatsapp-v${version}-linux-amd64.tar.gz`);
    writeFileSync(join(the.project.dir, "Pulumi.yaml"), "name: shop\nruntime: yaml\n");
    const { code, text } = await the.cli.runShell(`
      pulumi plugin install resource whatsapp ${version} --file ${archive}
      pulumi install
      pulumi stack select dev
      pulumi do whatsapp:WelcomeMessageSequence create spring --yes --text "Hi! Spring is here."
      pulumi do whatsapp:WelcomeMessageSequence patch spring --yes --text "Hi! Summer is here."
      pulumi do whatsapp:WelcomeMessageSequence delete spring --yes`);
    expect([code, text]).toEqual([0, expect.stringContaining('"Hi! Spring is here." => "Hi! Summer is here."')]);
    expect(writes(account.meta.journal()).map(({ verb }) => verb)).toEqual(["create", "update", "delete"]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
