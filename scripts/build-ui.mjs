/** Bundles the simulator's page (simulator/ui) into simulator/dist/ui, with the licenses of the packages in the bundle. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readBundledLicenses } from "./support/bundled-licenses.mjs";

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

await writeFile(`${outdir}/licenses.txt`, await readBundledLicenses(root, metafile));
