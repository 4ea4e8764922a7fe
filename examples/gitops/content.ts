import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { describeFailure, failuresOf, sequenceArgsSchema } from "pulumi-whatsapp/schema";
import { parse } from "yaml";

/** What a file may say. All else, which account and how it is changed, is for the program to say. */
const contentSchema = sequenceArgsSchema.pick({ name: true, text: true, autofillMessage: true, iceBreakers: true });

/** The texts of one file, and the file's name without its ending, which names the resource. */
export interface Entry {
  readonly resource: string;
  readonly content: ReturnType<typeof contentSchema.parse>;
}

/** All files of the folder by name. @throws RunError that names every file and field that is wrong. */
export function readContent(folder: string): readonly Entry[] {
  const wrong: string[] = [];
  const entries = readdirSync(folder)
    .filter((file) => !file.startsWith("."))
    .sort()
    .flatMap((file) => {
      const { value, complaints } = readFile(folder, file);
      wrong.push(...complaints.map((complaint) => `${basename(folder)}/${file}: ${complaint}`));
      return complaints.length > 0 ? [] : [{ resource: basename(file, ".yaml"), content: contentSchema.parse(value) }];
    });
  if (wrong.length > 0) throw new RunError(wrong.join("\n"));
  return entries;
}

function readFile(folder: string, file: string): { readonly value?: unknown; readonly complaints: readonly string[] } {
  if (!/^[a-z0-9-]+\.yaml$/.test(file)) {
    return { complaints: ["name it with lower-case letters, digits and hyphens, and the ending .yaml"] };
  }
  try {
    const value: unknown = parse(readFileSync(join(folder, file), "utf8"));
    return { value, complaints: failuresOf(contentSchema, value).map(describeFailure) };
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)] };
  }
}
