import { basename } from "node:path";
import { escapeInvisible } from "../schema/terminal-text";
import type { ImportableKind } from "./kinds";

export interface WrittenFiles {
  readonly importFile: string;
  readonly program: string;
  readonly count: number;
  readonly scopeId: string;
  readonly kind: ImportableKind;
}

/** Describes the next steps after the files are written, in an order that cannot delete a resource. */
export function describeNextSteps({ importFile, program, count, scopeId, kind }: WrittenFiles): string {
  const flags = `import --file ${shellWord(importFile)} --generate-code=false --protect=false --yes`;
  const specifier = `./${basename(program).replace(/\.[cm]?ts$/, "")}`;
  return escapeInvisible(`Wrote ${importFile} and ${program}: ${count} ${kind.noun}${count === 1 ? "" : "s"} of ${kind.scopeNoun} ${scopeId}.

1. Load ${program} from your program. With the file beside it:

     import ${JSON.stringify(specifier)};

   Do this before any \`pulumi up\`: Pulumi deletes a ${kind.noun}
   that is in the stack but not in the program.

2. Import into the stack:

     pulumi ${flags}

   or, with the embedded engine:

     pulumi-whatsapp-engine ${flags}

3. Check that nothing changes:

     pulumi preview --expect-no-changes
`);
}

function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replace(/'/g, "'\\''")}'`;
}
