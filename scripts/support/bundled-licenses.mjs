import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Returns the licenses of the packages in a bundle, as one text.
 * @param {string} root Folder that the bundle's inputs are relative to.
 * @param {import("esbuild").Metafile} metafile
 */
export async function readBundledLicenses(root, metafile) {
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  return (await Promise.all([...packages].sort().map((folder) => readLicense(join(root, folder))))).join("\n");
}

async function readLicense(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = await readdir(folder);
  const file = files.find((entry) => /^licen[cs]e/i.test(entry));
  // Some packages have their license in the readme alone.
  const text = file === undefined ? await readLicenseSection(folder) : await readFile(join(folder, file), "utf8");
  if (text === undefined) throw new Error(`${folder} has no license`);
  return `${name} ${version}\n\n${text}`;
}

async function readLicenseSection(folder) {
  const readme = await readFile(join(folder, "README.md"), "utf8");
  return /^license\n-+\n+([^]+?)(?=\n\[|$(?![^]))/im.exec(readme)?.[1];
}
