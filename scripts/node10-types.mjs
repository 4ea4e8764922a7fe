/**
 * Copies the declarations of the packages that use zod to dist/node10, for TypeScript's `moduleResolution: node` (Pulumi's template). zod's
 * CommonJS declarations only compile with `esModuleInterop`, so the copies import its ES module declarations. Other resolutions read `exports`
 * in package.json, which does not lead to the copies and does not export that file of zod.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

for (const name of ["provider", "policy-pack"]) {
  const dist = fileURLToPath(new URL(`../${name}/dist`, import.meta.url));
  const copies = join(dist, "node10");
  rmSync(copies, { recursive: true, force: true });
  for (const file of readdirSync(dist, { recursive: true }).filter((each) => each.endsWith(".d.ts"))) {
    const text = readFileSync(join(dist, file), "utf8")
      .replace(/"(zod(?:\/[^"]+)?)"/g, '"$1/index.js"')
      .replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n");
    mkdirSync(dirname(join(copies, file)), { recursive: true });
    writeFileSync(join(copies, file), text);
  }
}
