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
import { type Call, yieldTurns, Session } from "./session";
import { StateFolder } from "./state-folder";

const env = { PULUMI_CONFIG_PASSPHRASE: "property", PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" };
const sdkDir = dirname(require.resolve("@pulumi/pulumi/package.json"));

/** A project with a secret in its configuration, shared by all cases, so that its key is derived once. */
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
  /** Drops pending creates. */
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
  /** Files of the state folder that contain a secret. */
  readonly open: readonly string[];
  readonly rowsBefore: ReadonlyMap<string, unknown>;
  readonly isCrashed: boolean;
  readonly isAborted: boolean;
  /** Undefined if the operation succeeded or was killed. */
  readonly error: Error | undefined;
  readonly output: string;
  /** Change counts by op. */
  readonly changes: OpMap;
}

/** One stack with its fake provider and engine. */
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
    const stamp = this.folder.fingerprint();
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
      onMoment: (index) => void killing.onMoment(index, session),
    });
    if (operation.cancellation?.atCall === 0) {
      abort.abort();
    }
    const signals = { signal: abort.signal, terminateSignal: terminate.signal };
    const done = await this.#perform({ operation, resources, session, killing, signals });
    discardLostAnswers(session, done.error);
    const copy = killing.end();
    this.folder = copy ?? this.folder;
    return {
      ...{ ...done, operation, resources, session, base, rowsBefore: rowsBefore },
      ...(await this.#observe()),
      ...{ isFolderChanged: stamp !== this.folder.fingerprint(), open: this.folder.filesContaining(secretWord) },
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
            void killing.onFinish(session);
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

  /** Copies the state folder as a kill of the engine some turns from now would leave it, while `work` continues. */
  async killDuring(work: (stack: Stack) => Promise<unknown>, turns: number): Promise<void> {
    const working = work(await this.stack()).catch(() => undefined);
    await yieldTurns(turns);
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
 * Removes responses that did not receiveCall because the provider's connection broke, if the engine reported their resource.
 * Calls for one resource are sequential, except deletes of its old rows, so a later call of another method proves that
 * the earlier ones were answered.
 */
function discardLostAnswers(session: Session, error: Error | undefined): void {
  const reported = error instanceof DeploymentError ? error.diagnostics.map(({ urn }) => urn) : [];
  for (const call of session.calls) {
    const last = session.calls.findLast(({ urn }) => urn === call.urn);
    if (session.hasLostProvider && call.answer !== "error" && reported.includes(call.urn) && call.verb === last?.verb) {
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

/** Kills the engine once. The operation then has no peers, and its state is a copy of the files on disk. */
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

  async onMoment(moment: number, session: Session): Promise<void> {
    if (this.#crash?.at === moment) {
      await yieldTurns(this.#crash.turns);
      this.#kill(session);
    }
  }

  async onCall({ verb, urn }: Call, session: Session): Promise<void> {
    const at = this.#crash?.at;
    if (typeof at === "object" && at.verb === verb && at.key === keyOf(urn)) {
      await yieldTurns(this.#crash?.turns ?? 0);
      this.#kill(session);
    }
  }

  async onFinish(session: Session): Promise<void> {
    this.#isFinishing = true;
    if (this.#crash?.at === "finish") {
      await yieldTurns(this.#crash.turns);
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
