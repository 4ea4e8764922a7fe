import { writeFile } from "node:fs/promises";
import { errorCodeOf } from "../error-code";
import { exampleSeed } from "../seed/example-seed";
import type { CommandIo } from "./io";
import { escapeControls } from "./terminal-text";

/** Writes the example of a seed file, and prints the next command. Never replaces a file. */
export async function writeExampleSeed(io: CommandIo, file: string): Promise<void> {
  await writeFile(file, exampleSeed, { flag: "wx" }).catch((error: unknown) => {
    const code = errorCodeOf(error) ?? "unknown error";
    throw new Error(
      code === "EEXIST"
        ? `${file} already exists. Choose another name: pulumi-whatsapp-simulator init <file>`
        : `${file} cannot be written (${code}).`,
    );
  });
  const argument = /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
  io.stdout(escapeControls(`Wrote ${file}. Next:\n\n  pulumi-whatsapp-simulator --seed ${argument} --open\n`));
}
