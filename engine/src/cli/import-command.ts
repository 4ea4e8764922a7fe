/** Flags and operands of `import`: one resource by its type, name and id, or the resources of `--file`. */
import { resolve } from "node:path";
import type { ImportOptions } from "../imports/import-options";
import type { GlobalFlags } from "./context";
import { CommandError, exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";

export interface ImportFlags extends Pick<GlobalFlags, "cwd"> {
  readonly file?: string;
  /** Type, name and id of one resource. */
  readonly operands?: readonly string[];
  readonly protect?: boolean;
  readonly generateCode?: boolean;
}

export function refuseImport(flags: ImportFlags, operands: readonly string[]): void {
  if ((flags.file === undefined) === (operands.length === 0)) {
    throw new CommandError(
      "name the import file with --file <path>, or one resource: import <type> <name> <id>",
      exitCodes.usage,
    );
  }
  if (operands.length > 0 && operands.length !== 3) {
    throw new CommandError("name one resource by its type, name and id: import <type> <name> <id>", exitCodes.usage);
  }
  if (flags.generateCode === true) {
    throw new CommandError(
      "--generate-code is not supported by the embedded engine (it generates no code); leave it out.",
      exitCodes.usage,
    );
  }
}

export function importOptions(io: CommandIo, { cwd = ".", file, operands = [], protect }: ImportFlags): ImportOptions {
  if (file !== undefined) return { file: resolve(io.cwd, cwd, file), protect };
  const [type = "", name = "", id] = operands;
  return { resources: [{ type, name, id }], protect };
}

/** Text printed where the CLI prints generated code. */
export function afterImport({ protect }: ImportFlags): string {
  const task =
    "Now declare the imported resources in the program, with the inputs they were imported with; `pulumi-whatsapp-engine stack export` prints them. The next `up` deletes resources that the program does not declare.\n";
  return protect === false
    ? task
    : `${task}They are protected: \`up\` refuses to delete them. Declaring them without \`protect\` ends the protection.\n`;
}
