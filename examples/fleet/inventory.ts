import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const columns = ["wabaId", "brand", "language", "state"] as const;

const accountSchema = z.object({
  wabaId: z
    .string()
    .regex(/^\d{1,32}$/, "must be digits; in a spreadsheet, format the column as text so that it is not rounded"),
  brand: z.string().regex(/^[a-z0-9-]+$/, "must be a folder of content/: lower-case letters, digits and hyphens"),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a language such as pt_BR or en"),
  /** The canary is deployed first. The sequences of a paused account stay as they are. */
  state: z.enum(["active", "paused", "canary"], "must be active, paused or canary"),
});

export type Account = z.infer<typeof accountSchema>;

export interface Inventory {
  readonly accounts: readonly Account[];
  readonly problems: readonly string[];
}

/** Reads the accounts and all problems of a file, each with its line. */
export function readInventory(folder: string, file: string): Inventory {
  const [head = "", ...lines] = readFileSync(join(folder, file), "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  if (head !== columns.join(",")) {
    return { accounts: [], problems: [`${file}:1: the first line must be ${columns.join(",")}`] };
  }
  const firstLines = new Map<string, number>();
  const problems: string[] = [];
  const accounts = lines.flatMap((line, index) => {
    const number = index + 2;
    const report = (problem: string) => problems.push(`${file}:${number}: ${problem}`);
    if (line.trim() === "") return [];
    const cells = line.split(",").map((cell) => cell.trim());
    if (cells.length !== columns.length) {
      report(`has ${cells.length} columns instead of ${columns.length}; separate them with commas, without quotes`);
      return [];
    }
    const row = accountSchema.safeParse(Object.fromEntries(columns.map((column, at) => [column, cells[at]])));
    if (!row.success) {
      row.error.issues.forEach(({ path, message }) => report(`${path.join(".")}: ${message}`));
      return [];
    }
    const firstLine = firstLines.get(row.data.wabaId);
    if (firstLine !== undefined) report(`wabaId: ${row.data.wabaId} is already on line ${firstLine}; keep one`);
    firstLines.set(row.data.wabaId, number);
    return [row.data];
  });
  if (problems.length === 0 && !accounts.some(({ state }) => state === "canary")) {
    problems.push(`${file}: mark the account to deploy first with the state canary`);
  }
  return { accounts, problems };
}
