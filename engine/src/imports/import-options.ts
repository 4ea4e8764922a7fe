import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { StateError, type StackStore } from "../state";
import { errorText } from "../state/json";
import { parseImportFile, type ResourceImport } from "./import-file";

/** One entry under `resources` of an import file. Other fields are rejected. */
export interface ImportResource {
  readonly type: string;
  /** Name that other entries refer to. Also the name in the program, unless `logicalName` is set. */
  readonly name: string;
  readonly logicalName?: string | undefined;
  /** Id at the provider. Components have none. */
  readonly id?: string | undefined;
  /** A name of `nameTable` or of another entry. */
  readonly parent?: string | undefined;
  /** A name of `nameTable`. Default: the default provider. */
  readonly provider?: string | undefined;
  readonly component?: boolean | undefined;
  /**
   * Required for dynamic resources, with `__provider`. A plugin reads a resource without inputs and outputs by its id. A
   * secret is an object with Pulumi's secret signature and `plaintext` (JSON text) or `ciphertext` of this stack.
   */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  /** Required, with inputs, for dynamic resources, with `__provider`. */
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
}

export interface ImportOptions {
  readonly resources?: readonly ImportResource[] | undefined;
  /** URNs of parents and providers in the state, by the names that `resources` use. */
  readonly nameTable?: Readonly<Record<string, string>> | undefined;
  /** An import file, instead of `resources` and `nameTable`. */
  readonly file?: string | undefined;
  /** Protects the imported resources from deletion. Default: true. */
  readonly protect?: boolean | undefined;
  /** Only false is supported, because the engine generates no code. Default: false. */
  readonly generateCode?: boolean | undefined;
}

export interface ImportPlan {
  readonly imports: readonly ResourceImport[];
  /** True to protect the imported resources from deletion. */
  readonly protect: boolean;
}

/** Reads and checks the resources to import. */
export async function readImports(store: StackStore, options: ImportOptions): Promise<ImportPlan> {
  const { resources, nameTable, file, protect = true } = options;
  if (options.generateCode === true) {
    throw new StateError(
      "import",
      "import: no code can be generated for dynamic resources, which have no schema, and the embedded engine generates none for plugins. Leave generateCode out, and write the resources into the program with the inputs they are imported with.",
    );
  }
  if ((file === undefined) === (resources === undefined)) {
    throw new StateError("import", "import: give either resources or a file.");
  }
  const scope = { stackName: store.stackName, projectName: store.project.name };
  const value = file === undefined ? { resources, nameTable } : await readImportFile(file);
  const name = file === undefined ? "import" : basename(file);
  const packageNames = Object.keys(store.project.plugins ?? {});
  return { imports: parseImportFile(value, name, scope, await store.secretReader(), packageNames), protect };
}

async function readImportFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new StateError("import", `could not read import file: ${errorText(error)}`, { cause: error });
  }
}
