import type { Stack } from "pulumi-whatsapp-engine";
import { TestAccount } from "./account";
import { TestProject } from "../project";
import { WarmHost } from "../warm-host";

/** One sequence with outputs; `changes` are further arguments, `more` further statements. */
export function program(changes = "", more = ""): string {
  return `
  const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
    text: "Hi! Thanks for your interest in driving with us.", iceBreakers: [{ title: "How do I sign up?" }], ${changes} });
  exports.sequenceId = signup.sequenceId; exports.isUsedInAd = signup.isUsedInAd; exports.text = signup.text; ${more}`;
}

interface LifecycleOptions {
  /** Programs, providers and policy packs get Node processes of their own, for tests that kill or count them. Default: false. */
  readonly realProcesses?: boolean;
}

/** An account for a file of tests, with a fresh project for each. */
export class Lifecycle {
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

  /** An update whose calls alone are in the journal afterwards. */
  up(stack: Stack, settings: Parameters<Stack["up"]>[0] = {}): ReturnType<Stack["up"]> {
    this.account.meta.clearJournal();
    return stack.up(settings);
  }
}
