import { existsSync, readFileSync } from "node:fs";
import { nameOf } from "../../engine/src/state/urn";
import type { FakeProvider } from "./fake-provider";
import type { Fault, FaultKind, Verb } from "./faults";
import { keyOf } from "./programs";

/** One call to the provider, as the provider received it. */
export interface Call {
  readonly verb: Verb;
  readonly urn: string;
  /** Set on a create once the row exists. */
  id: string;
  hasEffect: boolean;
  /** Response to the engine. "nothing": the provider or the engine ended before it. */
  answer: "nothing" | "ok" | "error" | "partial";
}
/** A resource whose registration the engine has answered. */
export interface Acknowledged {
  readonly urn: string;
  readonly id: string;
}
export interface SessionOptions {
  readonly provider: FakeProvider;
  readonly dryRun: boolean;
  readonly faults: readonly Fault[];
  /** Stack that this operation works on. */
  readonly journal: string;
  /** Called at each observable moment: a call, a response, a registration, an event. */
  readonly onMoment?: (index: number) => void;
  readonly onCall?: (call: Call, index: number) => void;
}

const longTurns = 2_000;
/** Pending operation type of each call that changes resources. */
export const pendingTypes: Readonly<Partial<Record<Verb, string>>> = {
  create: "creating",
  update: "updating",
  delete: "deleting",
};

/** One operation, as the provider and the program see it. */
export class Session {
  readonly provider: FakeProvider;
  readonly calls: Call[] = [];
  readonly acknowledged: Acknowledged[] = [];
  /** A connection broke, so a response on its way may be lost. */
  hasLostProvider = false;
  /** Observed violations. */
  readonly problems: string[] = [];
  /** The engine was killed: later events do not concern it. */
  isDead = false;
  /** True if the provider finishes calls after the engine was killed. */
  finishesCalls = false;
  #moments = 0;
  readonly #options: SessionOptions;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.provider = options.provider;
  }

  receiveCall(verb: Verb, urn: string, id: string): Call {
    const call: Call = { verb, urn, id, hasEffect: false, answer: "nothing" };
    this.calls.push(call);
    if (verb in pendingTypes) {
      this.#expectJournaled(call);
    }
    this.#options.onCall?.(call, this.calls.length);
    this.moment();
    return call;
  }

  faultOf(verb: Verb, urn: string): FaultKind | undefined {
    return this.#options.faults.find((fault) => fault.verb === verb && fault.key === keyOf(urn))?.kind;
  }

  /** Waits while other calls are answered, or for a long time if there are none. */
  async waitForOtherCalls(): Promise<void> {
    const answers = (): number => this.calls.filter(({ answer }) => answer !== "nothing").length;
    const start = answers();
    for (let turn = 0; turn < longTurns && answers() < start + 2; turn++) {
      await yieldTurns(1);
    }
  }

  moment(): void {
    if (!this.isDead) {
      this.#options.onMoment?.(this.#moments++);
    }
  }

  acknowledge(resource: Acknowledged): void {
    if (!this.isDead) {
      this.acknowledged.push(resource);
      this.moment();
    }
  }

  /** Checks that the journal contains a change before the provider receives it. */
  #expectJournaled({ verb, urn, id }: Call): void {
    if (this.#options.dryRun) {
      this.problems.push(`a preview asked for ${verb} of ${nameOf(urn)}`);
      return;
    }
    const lines = existsSync(this.#options.journal) ? readFileSync(this.#options.journal, "utf8").split("\n") : [];
    const isJournaled = lines.some((line) => {
      if (!line.includes('"begin"') || !line.endsWith("}")) {
        return false;
      }
      const { type, resource } = JSON.parse(line) as { type: string; resource: { urn: string; id?: string } };
      return type === pendingTypes[verb] && resource.urn === urn && (verb === "create" || resource.id === id);
    });
    if (!isJournaled) {
      this.problems.push(`${verb} of ${nameOf(urn)} was called before it was in the journal`);
    }
  }
}

/** Yields to other work for some turns. */
export async function yieldTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
