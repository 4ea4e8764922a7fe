/**
 * Bundles the plugin (provider/src/plugin) into provider/dist/plugin.js, with the SDK's protocol files and gRPC, so that users of other
 * languages than TypeScript need no `@pulumi/pulumi`. The licenses of the packages in the bundle are beside it. Links the package into the
 * YAML example, where Pulumi.yaml names it.
 */
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readBundledLicenses } from "./support/bundled-licenses.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Keeps the bundle small in memory: without zod's translations, and with JSON files as text that is parsed when needed. */
const saveMemory = {
  name: "save-memory",
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "" }));
    onLoad({ filter: /\.json$/ }, async ({ path }) => ({
      contents: `module.exports = JSON.parse(${JSON.stringify(await readFile(path, "utf8"))});`,
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["provider/src/plugin/main.ts"],
  tsconfig: "provider/tsconfig.json",
  outfile: "provider/dist/plugin.js",
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node20.20",
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  plugins: [saveMemory],
});
await writeFile(`${root}provider/dist/plugin-licenses.txt`, await readBundledLicenses(root, metafile));

// examples/yaml is no workspace, because it has no package.json: this is what `npm install pulumi-whatsapp` does in a user's folder.
const installed = `${root}examples/yaml/node_modules/pulumi-whatsapp`;
await rm(installed, { force: true });
await mkdir(`${root}examples/yaml/node_modules`, { recursive: true });
await symlink("../../../provider", installed, "junction");
