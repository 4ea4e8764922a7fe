import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { describeFailure, failuresOf, sequenceArgsSchema } from "pulumi-whatsapp/schema";
import { parse } from "yaml";

/** Arguments that a file may contain. The program sets all others, such as the account. */
const contentSchema = sequenceArgsSchema.pick({ name: true, text: true, autofillMessage: true, iceBreakers: true });

/** The texts of one file. The file's name without its extension is the resource's name. */
export interface Entry {
  readonly resource: string;
  readonly content: ReturnType<typeof contentSchema.parse>;
}

/** Reads all files of a folder, sorted by name. @throws RunError with every invalid file and field */
export function readContent(folder: string): readonly Entry[] {
  const errors: string[] = [];
  const entries = readdirSync(folder)
    .filter((file) => !file.startsWith("."))
    .sort()
    .flatMap((file) => {
      const { value, problems } = readFile(folder, file);
      errors.push(...problems.map((problem) => `${basename(folder)}/${file}: ${problem}`));
      return problems.length > 0 ? [] : [{ resource: basename(file, ".yaml"), content: contentSchema.parse(value) }];
    });
  if (errors.length > 0) throw new RunError(errors.join("\n"));
  return entries;
}

function readFile(folder: string, file: string): { readonly value?: unknown; readonly problems: readonly string[] } {
  if (!/^[a-z0-9-]+\.yaml$/.test(file)) {
    return { problems: ["name it with lower-case letters, digits and hyphens, and the ending .yaml"] };
  }
  try {
    const value: unknown = parse(readFileSync(join(folder, file), "utf8"));
    return { value, problems: failuresOf(contentSchema, value).map(describeFailure) };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}
