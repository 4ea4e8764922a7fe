/** Flags of `import`. Resources come from `--file`, because a dynamic provider cannot read a resource by id alone. */
import { resolve } from "node:path";
import type { ImportOptions } from "../imports/import-options";
import type { GlobalFlags } from "./context";
import { CommandError, exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";

export interface ImportFlags extends Pick<GlobalFlags, "cwd"> {
  readonly file?: string;
  readonly protect?: boolean;
  readonly generateCode?: boolean;
}

export function refuseImport(flags: ImportFlags, inline: readonly string[]): void {
  if (inline.length > 0) {
    throw new CommandError(
      "an inline resource is not supported by the embedded engine (a dynamic provider cannot read a resource by id alone); write its inputs and outputs to a file and pass it with --file.",
      exitCodes.usage,
    );
  }
  if (flags.file === undefined) throw new CommandError("name the import file with --file <path>", exitCodes.usage);
  if (flags.generateCode === true) {
    throw new CommandError(
      "--generate-code is not supported by the embedded engine (dynamic resources have no schema to generate code from); leave it out.",
      exitCodes.usage,
    );
  }
}

export function importOptions(io: CommandIo, { cwd = ".", file = "", protect }: ImportFlags): ImportOptions {
  return { file: resolve(io.cwd, cwd, file), protect };
}

/** Text printed where the CLI prints generated code. */
export function afterImport({ protect }: ImportFlags): string {
  const task =
    "Now declare the imported resources in the program, with the inputs they were imported with. The next `up` deletes resources that the program does not declare.\n";
  return protect === false
    ? task
    : `${task}They are protected: \`up\` refuses to delete them. Declaring them without \`protect\` ends the protection.\n`;
}
