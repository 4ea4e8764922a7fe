/** Bundles the simulator's page (simulator/ui) into simulator/dist/ui, with the licenses of the packages in the bundle. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = `${root}simulator/dist/ui`;

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { app: "simulator/ui/src/main.tsx" },
  tsconfig: "simulator/ui/tsconfig.json",
  outdir,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
);
const licenses = await Promise.all([...packages].sort().map(readLicense));
await writeFile(`${outdir}/licenses.txt`, licenses.join("\n"));

async function readLicense(folder) {
  const { name, version } = JSON.parse(await readFile(`${root}${folder}/package.json`, "utf8"));
  const file = (await readdir(root + folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${folder} has no license file`);
  return `${name} ${version}\n\n${await readFile(`${root}${folder}/${file}`, "utf8")}`;
}
