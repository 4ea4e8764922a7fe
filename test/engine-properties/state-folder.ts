import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { pendingTypes, type Session } from "./session";
import { scope } from "./programs";

/** A backend's folder on disk. */
export class StateFolder {
  readonly checkpoint: string;
  readonly journal: string;
  readonly #locks: string;

  constructor(readonly dir: string) {
    const { projectName, stackName } = scope;
    this.checkpoint = join(dir, ".pulumi", "stacks", projectName, `${stackName}.json`);
    this.journal = `${this.checkpoint}.journal`;
    this.#locks = join(dir, ".pulumi", "locks", "organization", projectName, stackName);
  }

  get url(): string {
    return `file://${this.dir}`;
  }

  get isLocked(): boolean {
    return existsSync(this.#locks) && readdirSync(this.#locks).some((name) => name.endsWith(".json"));
  }

  get hasJournal(): boolean {
    return existsSync(this.journal);
  }

  /** Files that contain this text. */
  filesContaining(text: string): readonly string[] {
    return this.#files().filter((file) => readFileSync(join(this.dir, file), "utf8").includes(text));
  }

  /** Copies the folder as a killed engine leaves it. Retries while files change during the copy. */
  copyTo(dir: string): StateFolder {
    for (;;) {
      const before = this.fingerprint();
      rmSync(dir, { recursive: true, force: true });
      try {
        cpSync(this.dir, dir, { recursive: true });
      } catch (error) {
        if (before !== this.fingerprint()) {
          continue;
        }
        throw error;
      }
      if (before === this.fingerprint()) {
        return new StateFolder(dir);
      }
    }
  }

  /** Truncates the unacknowledged end of the journal: the last write may be incomplete anywhere. */
  truncateJournal(session: Session, share: number): void {
    if (!this.hasJournal) {
      return;
    }
    const acknowledgedSize = acknowledgedBytes(readFileSync(this.journal, "utf8"), session);
    const { size } = statSync(this.journal);
    truncateSync(this.journal, acknowledgedSize + Math.floor((size - acknowledgedSize) * share));
  }

  #files(): readonly string[] {
    return readdirSync(this.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.dir.length + 1))
      .sort();
  }

  /** Fingerprint of all files and their versions. */
  fingerprint(): string {
    try {
      return this.#files()
        .map((file) => {
          const { ino, size, mtimeMs } = statSync(join(this.dir, file));
          return `${file} ${ino} ${size} ${mtimeMs}`;
        })
        .join("\n");
    } catch {
      return "";
    }
  }
}

interface JournalLine {
  readonly begin?: number;
  readonly done?: number;
  readonly type?: string;
  readonly resource?: { readonly urn: string; readonly id?: string };
  readonly add?: { readonly urn: string; readonly id?: string };
}

/** Returns the journal up to the last line that a call or an answered registration depends on. */
function acknowledgedBytes(text: string, { calls, acknowledged }: Session): number {
  let bytes = 0;
  let acknowledgedSize = 0;
  for (const line of text.split("\n").slice(0, -1)) {
    const { begin, done, type, resource, add } = JSON.parse(line) as JournalLine;
    bytes += Buffer.byteLength(line) + 1;
    const isCalled = calls.some(
      ({ verb, urn, id }) =>
        begin !== undefined &&
        pendingTypes[verb] === type &&
        resource?.urn === urn &&
        (verb === "create" || resource.id === id),
    );
    const isAnswered =
      done !== undefined && acknowledged.some(({ urn, id }) => add?.urn === urn && (add.id ?? "") === id);
    if (isCalled || isAnswered || bytes === Buffer.byteLength(line) + 1) {
      acknowledgedSize = bytes;
    }
  }
  return acknowledgedSize;
}
