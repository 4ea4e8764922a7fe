import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describeFailure, failuresOf, sequenceArgsSchema } from "pulumi-whatsapp/schema";
import { parse } from "yaml";
import type { Account } from "./inventory";

/** Arguments that a file may contain. The program sets the account. */
const contentSchema = sequenceArgsSchema.pick({ name: true, text: true, autofillMessage: true, iceBreakers: true });

/** One sequence of a brand in a language. The file's name without its extension is the key. */
export interface Variant {
  readonly key: string;
  readonly content: ReturnType<typeof contentSchema.parse>;
}

export interface Content {
  /** Variants by folder, such as `content/volt/pt_BR`. */
  readonly variants: ReadonlyMap<string, readonly Variant[]>;
  readonly problems: readonly string[];
}

export function contentFolder({ brand, language }: Pick<Account, "brand" | "language">): string {
  return join("content", brand, language);
}

/** Reads the folders of all accounts, and all problems of their files. */
export function readContent(root: string, accounts: readonly Account[]): Content {
  const variants = new Map<string, readonly Variant[]>();
  const problems: string[] = [];
  for (const folder of new Set(accounts.map(contentFolder))) {
    const files = existsSync(join(root, folder))
      ? readdirSync(join(root, folder)).filter((file) => !file.startsWith("."))
      : [];
    if (files.length === 0) {
      const account = accounts.find((each) => contentFolder(each) === folder);
      problems.push(`${folder}: has no file; account ${account?.wabaId} needs its texts, or another language`);
    }
    variants.set(
      folder,
      files.sort().flatMap((file) => readVariant(root, join(folder, file), problems)),
    );
  }
  return { variants, problems };
}

function readVariant(root: string, file: string, problems: string[]): readonly Variant[] {
  const report = (problem: string) => problems.push(`${file}: ${problem}`);
  if (!/^[a-z0-9-]+\.yaml$/.test(basename(file))) {
    report("name it with lower-case letters, digits and hyphens, and the ending .yaml");
    return [];
  }
  try {
    const value: unknown = parse(readFileSync(join(root, file), "utf8"));
    const failures = failuresOf(contentSchema, value).map(describeFailure);
    failures.forEach(report);
    return failures.length > 0 ? [] : [{ key: basename(file, ".yaml"), content: contentSchema.parse(value) }];
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    return [];
  }
}
