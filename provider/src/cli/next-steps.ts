import { basename } from "node:path";
import { escapeInvisible } from "../schema/terminal-text";
import { formatCount } from "./format-count";
import type { ImportableKind } from "./kinds";

export interface WrittenFiles {
  readonly importFile: string;
  /** Path of the TypeScript program; undefined if the import file has the plugin's types. */
  readonly program: string | undefined;
  /** Runtime of the project that made the command choose the plugin's types. */
  readonly runtime: string | undefined;
  readonly count: number;
  readonly scopeId: string;
  readonly kind: ImportableKind;
}

/** Describes the next steps after the files are written, in an order that cannot delete a resource. */
export function describeNextSteps({ program, ...written }: WrittenFiles): string {
  return escapeInvisible(
    program === undefined ? describePluginSteps(written) : describeProgramSteps({ ...written, program }),
  );
}

type Steps = Omit<WrittenFiles, "program">;

function describeCount({ count, scopeId, kind: { noun, scopeNoun } }: Steps): string {
  return `${formatCount(count, noun)} of ${scopeNoun} ${scopeId}`;
}

const checkStep = `3. Check that nothing changes:

     pulumi preview --expect-no-changes
`;

function describeProgramSteps(written: Steps & { readonly program: string }): string {
  const { importFile, program, kind } = written;
  const flags = `import --file ${shellWord(importFile)} --generate-code=false --protect=false --yes`;
  const specifier = `./${basename(program).replace(/\.[cm]?ts$/, "")}`;
  return `Wrote ${importFile} and ${program}: ${describeCount(written)}.

1. Load ${program} from your program. With the file beside it:

     import ${JSON.stringify(specifier)};

   Do this before any \`pulumi up\`: Pulumi deletes a ${kind.noun}
   that is in the stack but not in the program.

2. Import into the stack:

     pulumi ${flags}

   or, with the embedded engine:

     pulumi-whatsapp-engine ${flags}

${checkStep}`;
}

/** Describes the steps for a program that Pulumi writes. It protects the resources, because they are in the stack before the program declares them. */
function describePluginSteps(written: Steps): string {
  const { importFile, runtime, kind } = written;
  const reason =
    runtime === undefined
      ? ""
      : `
It has the plugin's types, because Pulumi.yaml has \`runtime: ${runtime}\`.
For a TypeScript program, use --program.
`;
  return `Wrote ${importFile}: ${describeCount(written)}.
${reason}
1. Import into the stack. Pulumi reads each ${kind.noun} and prints the code that
   declares it:

     pulumi import --file ${shellWord(importFile)} --yes

2. Add the code to your program. Until then, \`pulumi up\` fails, because Pulumi
   protects what it imports from deletion. Remove \`protect\` from the code later.

${checkStep}`;
}

function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replace(/'/g, "'\\''")}'`;
}
