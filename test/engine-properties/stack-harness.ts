import { rm } from "node:fs/promises";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OpMap } from "@pulumi/pulumi/automation";
import { DeploymentError } from "../../engine/src/deploy/reporting/deployment-error";
import { nodeHost, type Host } from "../../engine/src/host/host";
import { type OperationSettings, Stack, type UpdateSettings } from "../../engine/src/stack";
import {
  openStack,
  readProject,
  type ExportedDeployment,
  type Project,
  type Snapshot,
  type StackStore,
} from "../../engine/src/state";
import { FakeProvider, secretWord } from "./fake-provider";
import type { Crash, Run } from "./operations";
import { foreignIds, keyOf, type Program, type Resource, resourcesOf, scope, type Traits } from "./programs";
import { ProviderServer } from "./provider-server";
import { ScriptedProgram, type Sent } from "./scripted-program";
import { type Call, pass, Session } from "./session";
import { StateFolder } from "./state-folder";

const env = { PULUMI_CONFIG_PASSPHRASE: "property", PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" };
const sdkDir = dirname(require.resolve("@pulumi/pulumi/package.json"));

/** A project with a secret in its configuration, for all cases: the key of its salt is derived once. */
export async function makeProject(): Promise<Project> {
  const dir = mkdtempSync(join(tmpdir(), "engine-properties-"));
  writeFileSync(join(dir, "Pulumi.yaml"), `name: ${scope.projectName}\nruntime: nodejs\n`);
  mkdirSync(join(dir, "node_modules", "@pulumi"), { recursive: true });
  symlinkSync(sdkDir, join(dir, "node_modules", "@pulumi", "pulumi"));
  const project = await readProject(dir);
  const backendUrl = `file://${join(dir, "first")}`;
  const store = await openStack({ project, stackName: scope.stackName, backendUrl, env: env });
  await store.setConfig("token", { value: `${secretWord}-config`, secret: true });
  return project;
}

export type OperationKind = "up" | "refresh" | "destroy";
export interface Operation extends Run {
  readonly kind: OperationKind;
  readonly dryRun: boolean;
  readonly refresh: boolean;
  readonly program: Program;
  readonly throwsAfter?: number | undefined;
  readonly replace?: readonly string[] | undefined;
  /** Records of creates that were cut off are dropped. */
  readonly clears?: boolean | undefined;
}

/** Observable result of one operation. */
export interface Report {
  readonly operation: Operation;
  readonly resources: readonly Resource[];
  readonly session: Session;
  readonly sent: Sent;
  readonly base: Snapshot;
  readonly after: Snapshot;
  readonly exported: ExportedDeployment;
  /** True if a file of the state folder changed. */
  readonly isFolderChanged: boolean;
  /** Files of the state folder that show a secret. */
  readonly open: readonly string[];
  readonly rowsBefore: ReadonlyMap<string, unknown>;
  readonly isCrashed: boolean;
  readonly isAborted: boolean;
  /** Undefined when the operation succeeded (or was killed). */
  readonly error: Error | undefined;
  readonly output: string;
  /** Counted changes by kind of step. */
  readonly changes: OpMap;
}

/** One stack, its cloud, and the engine between them. */
export class StackHarness {
  readonly #project: Project;
  readonly #traits: readonly Traits[];
  readonly provider = new FakeProvider();
  folder: StateFolder;
  readonly #formerUrns = new Map<number, Set<string>>();
  #folders = 0;

  constructor(project: Project, traits: readonly Traits[]) {
    this.#project = project;
    this.#traits = traits;
    this.folder = this.#nextFolder();
    for (const id of foreignIds) {
      this.provider.rows.set(id, { urn: "", properties: { text: id, serial: 0, revision: 1 } });
    }
  }

  async remove(): Promise<void> {
    await rm(dirname(this.folder.dir), { recursive: true, force: true });
  }

  store(): Promise<StackStore> {
    return openStack({
      project: this.#project,
      stackName: scope.stackName,
      backendUrl: this.folder.url,
      env: env,
    });
  }

  async stack(host?: Host): Promise<Stack> {
    return new Stack(await this.store(), env, this.#project.root, host);
  }

  async load(): Promise<Snapshot> {
    return await (await this.store()).load();
  }

  async #observe(): Promise<Pick<Report, "after" | "exported">> {
    const store = await this.store();
    return { after: await store.load(), exported: await store.exportDeployment({ showSecrets: true }) };
  }

  resourcesOf(program: Program): readonly Resource[] {
    return resourcesOf(program, this.#traits);
  }

  async run(operation: Operation): Promise<Report> {
    const resources = this.resourcesOf(operation.program);
    const base = await this.load();
    const stamp = this.folder.stamp();
    const rowsBefore = new Map(this.provider.rows);
    const abort = new AbortController();
    const terminate = new AbortController();
    const killing = new CrashSimulator(this.folder, operation.crash, () => this.#nextFolder().dir);
    const session = new Session({
      ...{ provider: this.provider, dryRun: operation.dryRun, faults: operation.faults, journal: this.folder.journal },
      onCall: (call, index) => {
        if (index === operation.cancellation?.atCall) {
          abort.abort();
        }
        if (index === operation.cancellation?.killedAtCall) {
          terminate.abort();
        }
        void killing.onCall(call, session);
      },
      onMoment: (index) => void killing.consider(index, session),
    });
    if (operation.cancellation?.atCall === 0) {
      abort.abort();
    }
    const signals = { signal: abort.signal, terminateSignal: terminate.signal };
    const done = await this.#perform({ operation, resources, session, killing, signals });
    takeBackLostAnswers(session, done.error);
    const copy = killing.end();
    this.folder = copy ?? this.folder;
    return {
      ...{ ...done, operation, resources, session, base, rowsBefore: rowsBefore },
      ...(await this.#observe()),
      ...{ isFolderChanged: stamp !== this.folder.stamp(), open: this.folder.filesWith(secretWord) },
      ...{ isCrashed: copy !== undefined, isAborted: abort.signal.aborted || terminate.signal.aborted },
    };
  }

  async #perform({
    operation,
    resources,
    session,
    killing,
    signals,
  }: {
    readonly operation: Operation;
    readonly resources: readonly Resource[];
    readonly session: Session;
    readonly killing: CrashSimulator;
    readonly signals: Pick<OperationSettings, "signal" | "terminateSignal">;
  }): Promise<Pick<Report, "error" | "output" | "sent" | "changes">> {
    const programs: ScriptedProgram[] = [];
    const formerUrns = this.#formerUrns;
    const stack = await this.stack({
      ...nodeHost,
      startProgram: (settings) => {
        const program = new ScriptedProgram(
          { resources, formerUrns, throwsAfter: operation.throwsAfter },
          session,
          settings,
        );
        programs.push(program);
        return program;
      },
      startProvider: () => ProviderServer.start(session),
    });
    const output: string[] = [];
    let changes: OpMap = {};
    let error: Error | undefined;
    try {
      const { refresh, parallel, replace } = operation;
      await methodOf(
        stack,
        operation,
      )({
        ...{ refresh, parallel, replace, diff: true, ...signals },
        onOutput: (text) => output.push(text),
        onEvent: (event) => {
          session.moment();
          changes = event.summaryEvent?.resourceChanges ?? changes;
          if (event.cancelEvent !== undefined) {
            void killing.finishing(session);
          }
        },
      });
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    if (operation.kind === "up" && !operation.dryRun) {
      resources.forEach(({ key, urn }) => formerUrns.set(key, (formerUrns.get(key) ?? new Set()).add(urn)));
    }
    const stored = error instanceof DeploymentError ? JSON.stringify(error.diagnostics) : "";
    const text = [...output, error?.message, stored].join("\n");
    return { error, output: text, sent: programs[0]?.sent ?? new Map(), changes };
  }

  /** A copy of the state folder as a kill of the engine some turns from now would leave it, while `work` goes on. */
  async killDuring(work: (stack: Stack) => Promise<unknown>, turns: number): Promise<void> {
    const working = work(await this.stack()).catch(() => undefined);
    await pass(turns);
    const copy = this.folder.copyTo(this.#nextFolder().dir);
    await working;
    this.folder = copy;
  }

  #nextFolder(): StateFolder {
    const parent = this.#folders === 0 ? mkdtempSync(join(tmpdir(), "engine-case-")) : dirname(this.folder.dir);
    return new StateFolder(join(parent, `state-${String(this.#folders++)}`));
  }
}

/**
 * An answer that was on its way when the provider's connection broke did not arrive where its resource is blamed. Calls for
 * one resource follow each other, but for the deletes of its old rows: where a later kind of call was made, the earlier
 * ones had been answered.
 */
function takeBackLostAnswers(session: Session, error: Error | undefined): void {
  const blamed = error instanceof DeploymentError ? error.diagnostics.map(({ urn }) => urn) : [];
  for (const call of session.calls) {
    const last = session.calls.findLast(({ urn }) => urn === call.urn);
    if (session.hasLostProvider && call.answer !== "error" && blamed.includes(call.urn) && call.verb === last?.verb) {
      call.answer = "nothing";
    }
  }
}

function methodOf(stack: Stack, { kind, dryRun, clears }: Operation): (settings: UpdateSettings) => Promise<unknown> {
  switch (kind) {
    case "up":
      return (settings) => (dryRun ? stack.preview(settings) : stack.up(settings));
    case "refresh":
      return (settings) =>
        dryRun ? stack.previewRefresh(settings) : stack.refresh({ ...settings, clearPendingCreates: clears });
    case "destroy":
      return (settings) => (dryRun ? stack.previewDestroy(settings) : stack.destroy(settings));
    default:
      return kind satisfies never;
  }
}

/** Kills the engine once: from then on the operation talks to nobody, and its state is a copy of what was on disk. */
class CrashSimulator {
  readonly #folder: StateFolder;
  readonly #crash: Crash | undefined;
  readonly #nextDir: () => string;
  #isFinishing = false;
  #isOver = false;
  #copy: StateFolder | undefined;

  constructor(folder: StateFolder, crash: Crash | undefined, nextDir: () => string) {
    this.#folder = folder;
    this.#crash = crash;
    this.#nextDir = nextDir;
  }

  async consider(moment: number, session: Session): Promise<void> {
    if (this.#crash?.at === moment) {
      await pass(this.#crash.turns);
      this.#kill(session);
    }
  }

  async onCall({ verb, urn }: Call, session: Session): Promise<void> {
    const at = this.#crash?.at;
    if (typeof at === "object" && at.verb === verb && at.key === keyOf(urn)) {
      await pass(this.#crash?.turns ?? 0);
      this.#kill(session);
    }
  }

  async finishing(session: Session): Promise<void> {
    this.#isFinishing = true;
    if (this.#crash?.at === "finish") {
      await pass(this.#crash.turns);
      this.#kill(session);
    }
  }

  end(): StateFolder | undefined {
    this.#isOver = true;
    return this.#copy;
  }

  #kill(session: Session): void {
    if (this.#isOver || this.#copy !== undefined || this.#crash === undefined) {
      return;
    }
    session.finishesCalls = this.#crash.finishesCalls;
    session.isDead = true;
    this.#copy = this.#folder.copyTo(this.#nextDir());
    if (!this.#isFinishing) {
      this.#copy.truncateJournal(session, this.#crash.cut);
    }
  }
}
