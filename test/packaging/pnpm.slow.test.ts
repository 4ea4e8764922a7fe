import { join } from "node:path";
import { javaScript, PackedPackages, pulumiYaml, root, run, runLifecycle } from "./packed-packages";

const packed = new PackedPackages();

test("installed by strict pnpm, the program runs", async () => {
  const dir = packed.writeProject(
    "pnpm-strict",
    {
      main: "index.mjs",
      type: "module",
      // The policy pack depends on the provider, which is not in the registry before its release.
      pnpm: { overrides: { "pulumi-whatsapp": `file:${packed.tarballOf("provider")}` } },
    },
    {
      "index.mjs": javaScript,
      "Pulumi.yaml": pulumiYaml,
      ".npmrc": "hoist=false\nnode-linker=isolated\nauto-install-peers=false\nstrict-peer-dependencies=false\n",
    },
  );
  await run(
    process.execPath,
    [
      join(root, "node_modules/pnpm/bin/pnpm.cjs"),
      "install",
      "--prefer-offline",
      "--ignore-scripts",
      "--store-dir",
      join(packed.dir, "pnpm-store"),
    ],
    { cwd: dir, env: { ...process.env, CI: "1" } },
  );
  await runLifecycle(dir);
});
