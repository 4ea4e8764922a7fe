import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  javaScript,
  manifestOf,
  PackedPackages,
  packages,
  pulumiYaml,
  quietInstall,
  root,
  run,
  runLifecycle,
} from "./packed-packages";

const packed = new PackedPackages();
/** Runs a command of a package that is installed in the workspace. */
function runNode(file: string, ...args: readonly string[]) {
  return run(process.execPath, [join(root, "node_modules", file), ...args], { cwd: root });
}

/** Files that the plugin in the package of the provider needs besides code. */
const pluginFiles = [
  ...["pulumi-resource-whatsapp", "pulumi-resource-whatsapp.cmd", "schema.json"],
  "dist/plugin-licenses.txt",
];

describe.each(packages)("the package of %s", (dir) => {
  test("contains only compiled code, types, readme and license", () => {
    const files = packed.filesOf(dir);
    expect(files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE"]));
    const odd = files.filter(
      (file) =>
        (!/^(package\.json|README\.md|LICENSE|PulumiPolicy\.yaml|sequence\.schema\.json|(bin|preload)\/[a-z-]+\.js|dist\/.*\.(js|d\.ts)|dist\/ui\/(app\.css|licenses\.txt))$/.test(
          file,
        ) &&
          !(dir === "provider" && pluginFiles.includes(file))) ||
        file.includes(".test.") ||
        // The bundle has this.
        /^dist\/.*\bplugin\//.test(file),
    );
    expect(odd).toEqual([]);
  });

  test("passes publint and are-the-types-wrong", async () => {
    const tarball = packed.tarballOf(dir);
    await runNode("publint/src/cli.js", "run", tarball, "--strict");
    await runNode("@arethetypeswrong/cli/dist/index.js", tarball, "--exclude-entrypoints", "./package.json");
  });

  test("pins its runtime dependencies and has no install script", () => {
    const { dependencies = {}, scripts = {} } = manifestOf(dir);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });
});

const example = join(root, "examples/welcome-message-sequence");

const doors = [
  ...["pulumi-whatsapp", "pulumi-whatsapp/runtime", "pulumi-whatsapp/schema", "pulumi-whatsapp/webhooks"],
  ...["pulumi-whatsapp/orders", "pulumi-whatsapp/orders/sandbox"],
  ...["pulumi-whatsapp-policy", "pulumi-whatsapp-engine", "pulumi-whatsapp-simulator"],
];

/** Compiles imports of all entry points and checks all declaration files. Returns the errors outside Pulumi's own files. */
async function compileWithTemplate(dir: string): Promise<readonly string[]> {
  const imports = doors.map((door, index) => `export * as door${String(index)} from ${JSON.stringify(door)};`);
  const uses = [
    'import { sequenceArgsSchema, type SequenceArgs } from "pulumi-whatsapp/schema";',
    "const args: SequenceArgs = sequenceArgsSchema.parse({});",
    "export const text: string = args.text;",
    "// @ts-expect-error the types are those of the schema, not any",
    "export const number: number = args.text;",
  ];
  writeFileSync(join(dir, "doors.ts"), [...imports, ...uses, ""].join("\n"));
  // As `pulumi new typescript` writes them.
  const compilerOptions = {
    ...{ strict: true, outDir: "bin", target: "es2020", module: "commonjs", moduleResolution: "node" },
    ...{ sourceMap: true, experimentalDecorators: true, pretty: false, noFallthroughCasesInSwitch: true },
    ...{ noImplicitReturns: true, forceConsistentCasingInFileNames: true },
  };
  writeFileSync(join(dir, "doors.tsconfig.json"), JSON.stringify({ compilerOptions, files: ["doors.ts"] }));
  const tsc = join(dir, "node_modules/typescript/bin/tsc");
  const result = run(process.execPath, [tsc, "--noEmit", "--project", "doors.tsconfig.json"], { cwd: dir });
  const printed = await result.then(
    ({ stdout }) => stdout,
    (error: unknown) => String(error),
  );
  const errors = printed.split("\n").filter((line) => line.includes("error TS"));
  return errors.filter((line) => !line.startsWith("node_modules/@pulumi/"));
}

test("installed by npm, the example runs with the template's TypeScript settings", async () => {
  const { "@types/node": types, typescript } = manifestOf("examples/welcome-message-sequence").devDependencies ?? {};
  const dir = packed.writeProject("npm-commonjs-typescript", {
    main: "index.ts",
    devDependencies: { "@types/node": types, typescript },
  });
  for (const file of readdirSync(example).filter((name) => !["node_modules", "package.json"].includes(name))) {
    cpSync(join(example, file), join(dir, file));
  }
  await run("npm", ["install", ...quietInstall], { cwd: dir });
  expect(await compileWithTemplate(dir)).toEqual([]);
  await runLifecycle(dir);
});

test("installed by npm, the provider runs as an ES module", async () => {
  const dir = packed.writeProject(
    "npm-esm-javascript",
    { type: "module", main: "index.js" },
    { "index.js": javaScript, "Pulumi.yaml": pulumiYaml },
  );
  // Uses the dependencies that npm installed for the previous project.
  renameSync(join(packed.dir, "npm-commonjs-typescript/node_modules"), join(dir, "node_modules"));
  await runLifecycle(dir);
});

test("a service uses orders, webhooks and schemas without Pulumi's SDK", async () => {
  const dir = join(packed.dir, "service");
  mkdirSync(dir);
  const dependencies = { "pulumi-whatsapp": `file:${packed.tarballOf("provider")}` };
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "service", private: true, dependencies }));
  await run("npm", ["install", ...quietInstall], { cwd: dir });
  expect(readdirSync(join(dir, "node_modules"))).not.toContain("@pulumi");
  const { packages: installed } = JSON.parse(readFileSync(join(dir, "node_modules/.package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, unknown>>;
  };
  const others = Object.keys(installed).filter((path) => path !== "node_modules/pulumi-whatsapp");
  expect(readFileSync(join(root, "SECURITY.md"), "utf8")).toContain(
    `${others.length} packages besides \`pulumi-whatsapp\``,
  );
  const program = `
    const { orderDetails, previewOrder } = require("pulumi-whatsapp/orders");
    const { deduplicate } = require("pulumi-whatsapp/webhooks");
    const { adAccountId } = require("pulumi-whatsapp/schema");
    const { sandboxOrder } = require("pulumi-whatsapp/runtime");
    const message = orderDetails({ to: "5511999990000", body: "Obrigado!", referenceId: "one", type: "digital-goods", totalAmount: 1050 });
    console.log(previewOrder(message), [deduplicate, adAccountId.parse, sandboxOrder].map((each) => typeof each).join());`;
  const { stdout } = await run(process.execPath, ["-e", program], { cwd: dir });
  expect(stdout.replaceAll("\u00a0", " ")).toContain("R$ 10,50");
  writeFileSync(join(dir, "order.json"), "{}");
  const validation = await run(join(dir, "node_modules/.bin/pulumi-whatsapp"), ["orders", "validate", "order.json"], {
    cwd: dir,
  }).catch(String);
  expect(validation).toContain("to: is required");
});
