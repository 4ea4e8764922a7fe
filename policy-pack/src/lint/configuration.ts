import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isMap, isNode, isScalar, isSeq } from "yaml";
import type { Preset } from "../presets";
import { InvalidSelection, selection, type Selection, type SelectionArgs } from "../selection";
import { configurationName } from "./list-files";
import { UsageError, type CommandIo } from "./io";
import { headOf, placesIn } from "./places";
import { readTextFile, UnreadableInput } from "./read-text";
import { placed } from "./text-report";
import { parsed, regionAt, regionOfNode, type Parsed, type Region, type Remark } from "./source";

export interface Configuration {
  readonly selection: Selection;
  /** Undefined when there is none. */
  readonly file: string | undefined;
  /** Where a waiver stands, by its place in the list. */
  readonly waiverRegion: (index: number) => Region | undefined;
}

/** The named file, or the one in the working folder if there is one; the preset of the command line goes first. @throws UsageError */
export async function readConfiguration(
  io: CommandIo,
  named: string | undefined,
  preset: Preset | undefined,
): Promise<Configuration> {
  const path = resolve(io.cwd, named ?? configurationName);
  const flags: SelectionArgs = preset === undefined ? {} : { preset };
  if (named === undefined && !existsSync(path)) {
    return { selection: selection(flags), file: undefined, waiverRegion: () => undefined };
  }
  const file = relative(io.cwd, path);
  const read = await parsedFile(file, path);
  const given: unknown = read.documents[0]?.toJS() ?? {};
  try {
    // The selection refuses whatever is not of its shape, and says it all.
    return { selection: selection({ ...(given as SelectionArgs), ...flags }), file, waiverRegion: waiverRegions(read) };
  } catch (error) {
    if (!(error instanceof InvalidSelection)) throw error;
    const complaints = located(read, error.message);
    throw new UsageError(complaints.map((one) => `${placed(one)}: ${one.reason}`).join("\n"));
  }
}

/** What is wrong with the selection, each at its place in the file. */
function located({ source, documents }: Parsed, message: string): readonly Remark[] {
  const { file } = source;
  const contents = documents[0]?.contents;
  const regionOf = isNode(contents) ? placesIn(source, contents, headOf(source, contents)) : undefined;
  // Reasons have semicolons too; what begins with a path and a colon is the next failure.
  return message.split(/; (?=\S+: )/).map((reason) => ({
    file,
    region: regionOf?.(reason.slice(0, reason.indexOf(": "))),
    reason,
  }));
}

async function parsedFile(file: string, path: string): Promise<Parsed> {
  const text = await readTextFile(path).catch((error: unknown) => {
    throw error instanceof UnreadableInput ? new UsageError(`${file}: ${error.message}; correct --config`) : error;
  });
  const read = parsed(file, text);
  const complaints = [...read.complaints];
  const [document, ...more] = read.documents;
  if (more.length > 0) complaints.push({ file, reason: "has several documents; write one" });
  if ((document?.contents ?? undefined) !== undefined && !isMap(document?.contents)) {
    complaints.push({ file, reason: "must be a mapping with preset, overrides and waivers" });
  }
  if (complaints.length > 0) throw new UsageError(complaints.map((one) => `${placed(one)}: ${one.reason}`).join("\n"));
  return read;
}

function waiverRegions({ source, documents }: Parsed): Configuration["waiverRegion"] {
  const contents = documents[0]?.contents;
  const list = isMap(contents) ? contents.get("waivers", true) : undefined;
  return (index) => {
    const item: unknown = isSeq(list) ? list.items[index] : undefined;
    const rule: unknown = isMap(item) ? item.get("rule", true) : undefined;
    return isScalar(rule) ? regionOfNode(source, rule) : regionAt(source, 0, 0);
  };
}
