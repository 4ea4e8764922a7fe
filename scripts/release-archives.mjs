/**
 * Builds the plugin's archives for a release, one for each platform of Pulumi's, into dist/ or another folder. The same sources give the
 * same bytes. They run on the Node of the user's machine, so their content is the same except for the start script of Windows.
 * Usage: npm run release-archives, or node scripts/release-archives.mjs [--out-dir FOLDER] after a build.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { create } from "tar";

const root = fileURLToPath(new URL("..", import.meta.url));
const provider = join(root, "provider");

/** The platforms of Pulumi's own plugins (pulumi/docs: Authoring an Executable Plugin Package, read 2026-12-01). */
const platforms = ["linux", "darwin", "windows"].flatMap((os) => ["amd64", "arm64"].map((arch) => ({ os, arch })));

/** What the plugin reads, relative to its package. The executable is at the top, where Pulumi looks for it. */
const files = [
  "pulumi-resource-whatsapp",
  "package.json",
  "schema.json",
  "dist/plugin.js",
  "dist/plugin-licenses.txt",
  "LICENSE",
];
const windowsFiles = ["pulumi-resource-whatsapp.cmd"];

const { values } = parseArgs({ options: { "out-dir": { type: "string", default: join(root, "dist") } } });
const { version } = JSON.parse(await readFile(join(provider, "package.json"), "utf8"));
await mkdir(values["out-dir"], { recursive: true });
for (const { os, arch } of platforms) {
  const file = join(values["out-dir"], `pulumi-resource-whatsapp-v${version}-${os}-${arch}.tar.gz`);
  // Neither the clock nor the user of the machine is in the archive.
  const options = { cwd: provider, file, gzip: { level: 9 }, portable: true, mtime: new Date(0), strict: true };
  await create(options, os === "windows" ? [...files, ...windowsFiles] : files);
  process.stdout.write(`${file}\n`);
}
