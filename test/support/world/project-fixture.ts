import type { Stack } from "pulumi-whatsapp-engine";
import { TestAccount } from "./account";
import { TestProject } from "../project";
import { WarmHost } from "../warm-host";

/** Source of a program with one sequence and outputs; `changes` are more arguments, `more` more statements. */
export function sequenceProgram(changes = "", more = ""): string {
  return `
  const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
    text: "Hi! Thanks for your interest in driving with us.", iceBreakers: [{ title: "How do I sign up?" }], ${changes} });
  exports.sequenceId = signup.sequenceId; exports.isUsedInAd = signup.isUsedInAd; exports.text = signup.text; ${more}`;
}

interface LifecycleOptions {
  /** Gives programs, providers and policy packs their own Node processes, for tests that kill or count them. Default: false. */
  readonly realProcesses?: boolean;
}

/** An account for a test file, with a new project for each test. */
export class ProjectFixture {
  readonly account = TestAccount.forFile();
  #project: TestProject | undefined;
  readonly #host = new WarmHost();

  constructor({ realProcesses = false }: LifecycleOptions = {}) {
    beforeEach(() => {
      this.#project = new TestProject(this.account.environment(), realProcesses ? undefined : this.#host.startNode);
    });
    afterEach(() => this.project.remove());
    afterAll(() => this.#host.close());
  }

  get project(): TestProject {
    if (this.#project === undefined) throw new Error("there is no project outside a test");
    return this.#project;
  }

  /** Runs the SDK's scripts in the warm process. */
  get startNode(): WarmHost["startNode"] {
    return this.#host.startNode;
  }

  /** Opens the stack with programs and providers in one warm process, for steps that kill nothing. */
  openWarmStack(changes: Parameters<TestProject["stack"]>[0] = {}): Promise<Stack> {
    return this.project.stack(changes, this.startNode);
  }

  /** Runs an update; afterwards the journal contains its requests alone. */
  up(stack: Stack, settings: Parameters<Stack["up"]>[0] = {}): ReturnType<Stack["up"]> {
    this.account.meta.clearJournal();
    return stack.up(settings);
  }
}
