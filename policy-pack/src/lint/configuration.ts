import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isMap, isNode, isScalar, isSeq } from "yaml";
import type { Preset } from "../presets";
import { InvalidSelection, createSelection, type Selection, type SelectionArgs } from "../selection";
import { configurationName } from "./list-files";
import { UsageError, type CommandIo } from "./io";
import { getHeadRegion, createLocator } from "./yaml-locations";
import { readTextFile, UnreadableInput } from "./read-text";
import { formatLocation } from "./text-report";
import { parseYaml, createRegion, getNodeRegion, type ParsedYaml, type Region, type FileDiagnostic } from "./source";

export interface Configuration {
  readonly selection: Selection;
  /** Undefined without a configuration file. */
  readonly file: string | undefined;
  /** Returns the position of a waiver by its index. */
  readonly locateWaiver: (index: number) => Region | undefined;
}

/** Reads the named file, or the default one if it exists. A preset of the command line takes precedence. @throws UsageError */
export async function readConfiguration(
  io: CommandIo,
  named: string | undefined,
  preset: Preset | undefined,
): Promise<Configuration> {
  const path = resolve(io.cwd, named ?? configurationName);
  const flags: SelectionArgs = preset === undefined ? {} : { preset };
  if (named === undefined && !existsSync(path)) {
    return { selection: createSelection(flags), file: undefined, locateWaiver: () => undefined };
  }
  const file = relative(io.cwd, path);
  const read = await parseConfiguration(file, path);
  const given: unknown = read.documents[0]?.toJS() ?? {};
  try {
    // The selection validates the shape.
    return {
      selection: createSelection({ ...(given as SelectionArgs), ...flags }),
      file,
      locateWaiver: createWaiverLocator(read),
    };
  } catch (error) {
    if (!(error instanceof InvalidSelection)) throw error;
    const errors = locateFailures(read, error.message);
    throw new UsageError(errors.map((one) => `${formatLocation(one)}: ${one.reason}`).join("\n"));
  }
}

/** Adds positions in the file to the failures of a selection. */
function locateFailures({ source, documents }: ParsedYaml, message: string): readonly FileDiagnostic[] {
  const { file } = source;
  const contents = documents[0]?.contents;
  const locate = isNode(contents) ? createLocator(source, contents, getHeadRegion(source, contents)) : undefined;
  // Reasons may contain semicolons. The next failure begins with a path and a colon.
  return message.split(/; (?=\S+: )/).map((reason) => ({
    file,
    region: locate?.(reason.slice(0, reason.indexOf(": "))),
    reason,
  }));
}

async function parseConfiguration(file: string, path: string): Promise<ParsedYaml> {
  const text = await readTextFile(path).catch((error: unknown) => {
    throw error instanceof UnreadableInput ? new UsageError(`${file}: ${error.message}; correct --config`) : error;
  });
  const read = parseYaml(file, text);
  const errors = [...read.errors];
  const [document, ...more] = read.documents;
  if (more.length > 0) errors.push({ file, reason: "has several documents; keep one" });
  if ((document?.contents ?? undefined) !== undefined && !isMap(document?.contents)) {
    errors.push({ file, reason: "must be a mapping with preset, overrides and waivers" });
  }
  if (errors.length > 0) throw new UsageError(errors.map((one) => `${formatLocation(one)}: ${one.reason}`).join("\n"));
  return read;
}

function createWaiverLocator({ source, documents }: ParsedYaml): Configuration["locateWaiver"] {
  const contents = documents[0]?.contents;
  const list = isMap(contents) ? contents.get("waivers", true) : undefined;
  return (index) => {
    const item: unknown = isSeq(list) ? list.items[index] : undefined;
    const rule: unknown = isMap(item) ? item.get("rule", true) : undefined;
    return isScalar(rule) ? getNodeRegion(source, rule) : createRegion(source, 0, 0);
  };
}
