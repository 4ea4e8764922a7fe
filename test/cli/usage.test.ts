import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/command";

function usage(...words: readonly string[]) {
  return runCommand(words, {});
}

test.each([[], ["orders"]])("without a command, pulumi-whatsapp %s prints its help as an error", async (...words) => {
  const { code, out, err } = await usage(...words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^Usage: pulumi-whatsapp .*\[command\]\n/);
  expect(err).toContain("Examples:");
});

test.each([
  ["lst", "list"],
  ["lits --json", "list"],
  ["import_file", "import-file"],
  ["import", "import-file"],
  ["order", "orders"],
  ["compelte bash", "complete"],
  ["orders vaildate x.json", "validate"],
  ["orders sned x.json", "send"],
  ["orders stats", "status"],
  ["validate x.json", "orders validate"],
  ["help lst", "list"],
  ["lst --help", "list"],
  ["help orders vaildate", "validate"],
])("suggests the command for the misspelt %s", async (words, meant) => {
  const { code, out, err } = await usage(...words.split(" "));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(new RegExp(`^error: Unknown command ".*"\\. Did you mean "${meant}"\\? Run .* --help\\.\\n$`));
});

test.each([
  ["orders send x.json --sned", "--send"],
  ["orders status --reference_id a", "--reference-id"],
  ["import-file --skip-invald", "--skip-invalid"],
  ["--verison", "--version"],
])("suggests the option for the misspelt one in %s", async (words, meant) => {
  const { code, err } = await usage(...words.split(" "));
  expect(code).toBe(2);
  expect(err).toContain(`Did you mean "${meant}"?`);
});

test("suggests nothing for a word without a similar command", async () => {
  expect((await usage("nonsense")).err).toBe('error: Unknown command "nonsense". Run pulumi-whatsapp --help.\n');
});

test.each(["--=5", "-=5", "-x=5", "--x=5"])("rejects the unknown option %s before the command runs", async (word) => {
  expect(await usage("list", word)).toEqual({ code: 2, out: "", err: expect.stringMatching(/^error: Unknown option/) });
});

test("--version and -V print only the version", async () => {
  const { out } = await usage("--version");
  expect(out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  expect(await usage("-V")).toEqual({ code: 0, out, err: "" });
});

test.each([
  "",
  "list",
  "import-file",
  "audit",
  "orders",
  "orders validate",
  "orders send",
  "orders status",
  "show",
  "review",
  "complete",
])("help %s and --help print examples in lines of 80 columns", async (command) => {
  const words = command === "" ? [] : command.split(" ");
  const { code, out, err } = await usage("help", ...words);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(["Usage: pulumi-whatsapp", ...words].join(" "));
  expect(out).toContain("\nExamples:\n");
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(await usage(...words, "--help")).toEqual({ code, out, err });
});

test("docs/command-lines.md names every command", async () => {
  const page = readFileSync(join(__dirname, "../../docs/command-lines.md"), "utf8");
  const section = /\n## pulumi-whatsapp\n([^]*?)\n## /.exec(page)?.[1];
  const commandsOf = ({ out }: { readonly out: string }): string[] =>
    [...(/\nCommands:\n([^]*?)\n\n/.exec(out)?.[1] ?? "").matchAll(/^ {2}([\w-]+)/gm)].map(([, name = ""]) => name);
  const orders = commandsOf(await usage("help", "orders")).map((name) => `orders ${name}`);
  const names = [...commandsOf(await usage("help")), ...orders].filter((name) => !/^orders$|help$/.test(name));
  expect(names).toHaveLength(10);
  for (const name of names) expect(section).toContain(`| \`${name}\``);
});

test.each(["cli-command.ts", "completion.ts"])("the command lines share one %s", (file) => {
  const folders = ["provider/src/cli", "simulator/src/cli", "policy-pack/src/lint"];
  const [first, ...others] = folders.map((folder) => readFileSync(join(__dirname, "../..", folder, file), "utf8"));
  expect(others).toEqual([first, first]);
});
