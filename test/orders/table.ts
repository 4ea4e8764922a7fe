import { readPublished } from "./support";

/** One row of a table of Meta's page: `Order Details / Parameters Object: reference_id`. */
export interface SeedRow {
  readonly cite: string;
  /** Rules in its cells, abbreviated: `Required`, `at most 60`. */
  readonly rules: readonly string[];
}

const phrases: readonly (readonly [RegExp, (found: RegExpMatchArray) => string])[] = [
  [/Must be (?:one of )?(`[\w-]+`(?: or `[\w-]+`)*)/g, ([, values]) => `must be ${plain(values)}`],
  [/(?:Max(?:imum)? (?:length|character limit) is|exceed) (\d+)/g, ([, most]) => `at most ${most ?? ""}`],
  [/must be (?:\*\*)?equal|\*\*must be equal/g, () => "must be equal"],
  [/Only supported value here is (`\w+`)/g, ([, value]) => `only ${plain(value)}`],
  [/at least one item/g, () => "at least one"],
  [/cannot be an empty string/g, () => "not empty"],
  [/can only contain English letters/g, () => "letters"],
  [/must be unique/g, () => "unique"],
  [/[Pp]ositive integer/g, () => "positive integer"],
  [/can be zero/g, () => "can be zero"],
  [/less than the original/g, () => "less than"],
  [/Minimum threshold is 300/g, () => "300 seconds"],
  [/One of (`\w+`(?:, `\w+`)+)/g, ([, values]) => `one of ${plain(values)}`],
  [/`text` string: The content/g, () => "a text"],
  [/\*\*Required\*\* if footer is present/g, () => "text required"],
];

function plain(text = ""): string {
  return text.replaceAll("`", "");
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => plain(cell.replaceAll("\\_", "_").trim()));
}

const kinds: Readonly<Record<string, string>> = { String: "a String", Integer: "an Integer" };

function rulesOf(line: string, [, optional = "", kind = ""]: readonly string[]): string[] {
  const found = phrases.flatMap(([pattern, format]) => [...line.replaceAll("\\_", "_").matchAll(pattern)].map(format));
  const listOrObject = /list/i.test(line.split("|").slice(3).join("|").slice(0, 60)) ? "a List" : "an Object";
  return [optional, kinds[kind] ?? listOrObject, ...new Set(found)];
}

/** Reads every row of every table of the page, in order. */
export function seedRows(): readonly SeedRow[] {
  const rows: SeedRow[] = [];
  let [part, table, isField] = ["", "", false];
  for (const line of readPublished("orders-brazil.md").split("\n")) {
    const heading = /^(#{2,4}) (.*)$/.exec(line);
    if (heading?.[1] === "####") table = heading[2] ?? "";
    else if (heading !== null) [part, table] = [heading[2] ?? "", ""];
    if (!line.startsWith("|") || line.startsWith("| ---")) continue;
    const cells = cellsOf(line);
    const [name = ""] = cells;
    if (/^(\*\*)?(Field Name|Value|Error Code)/.test(name)) isField = /Field Name/.test(name);
    else {
      rows.push({
        cite: `${part}${table === "" ? "" : ` / ${table}`}: ${name}`,
        rules: isField ? rulesOf(line, cells) : [],
      });
    }
  }
  return rows;
}
