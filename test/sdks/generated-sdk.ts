import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root = join(__dirname, "../..");
export const schemaFile = join(root, "provider/schema.json");
const overviewPage = join(root, "docs/_index.md");

export interface Described {
  readonly description: string;
}

/** The parts of the schema that tests read. */
export interface PackageSchema {
  readonly provider: Described;
  readonly resources: Readonly<Record<string, Described>>;
  readonly functions: Readonly<Record<string, Described>>;
}

export function readSchema(): PackageSchema {
  return JSON.parse(readFileSync(schemaFile, "utf8")) as PackageSchema;
}

export interface ProgramResult {
  readonly code: number;
  /** Standard output, then standard error. */
  readonly text: string;
}

/** Runs a program and waits for its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, args, options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
    );
  });
}

/** Runs the program of tools/codegen, which `npm run test:sdks` builds. */
export function runCodegen(...args: readonly string[]): Promise<ProgramResult> {
  return runProgram(process.env["PULUMI_CODEGEN"] ?? "codegen", args);
}

/** A temporary folder with the SDK of a language in the folder `sdk`. */
export class GeneratedSdk {
  readonly dir = mkdtempSync(join(tmpdir(), "whatsapp-sdk-"));
  readonly sdkDir = join(this.dir, "sdk");

  async generate(language: "nodejs" | "python" | "go"): Promise<void> {
    expect(await runCodegen("sdk", schemaFile, language, this.sdkDir)).toEqual({ code: 0, text: "" });
  }

  /** Writes a file and returns its path. */
  write(name: string, text: string): string {
    const path = join(this.dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /**
   * Writes the programs that users see in one language: the examples of the schema, and that of the Registry's page.
   * @param nameOf Returns the name of a file from a number.
   */
  writePrograms(language: string, nameOf: (index: number) => string): readonly string[] {
    const programs = [...listExamples(language), ...listFences(language, readFileSync(overviewPage, "utf8"))];
    return programs.map((program, index) => this.write(nameOf(index), program));
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}

/** Lists the examples of the schema in one language. */
export function listExamples(language: string): readonly string[] {
  const { provider, resources, functions } = readSchema();
  const members = [provider, ...Object.values(resources), ...Object.values(functions)];
  return members.flatMap(({ description }) => listFences(language, description));
}

function listFences(language: string, markdown: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\n([^]*?\n)\`\`\`$`, "gm");
  return [...markdown.matchAll(fence)].map(([, program = ""]) => program);
}
