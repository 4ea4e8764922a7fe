import { contentKey } from "../schema/canonical";
import { ExpectedFailure } from "./failure";
import { contentIn, type Properties } from "./state";

/** What one provider process has learned in its run. A process serves one refresh or one deployment, or a refresh and then one. */
export class Memory {
  readonly #own = new Set<string>();
  readonly #ours = new Set<string>();
  readonly #claimed = new Set<string>();
  /** What each sequence was updated to, as a key. */
  readonly #updated = new Map<string, string>();
  readonly #kept = new Map<string, readonly string[]>();
  readonly #adopted = new Set<string>();
  readonly #accounts = new Map<string, unknown>();
  /** Physical ids of what was made and not confirmed, by account and content. */
  readonly unconfirmed = new Map<string, string>();
  /** Content that creates of this process are making at the moment, by account and content. */
  readonly making = new Set<string>();
  #isPlanning = false;

  /** Check is called for a deployment and never for a refresh: from here on, what diff sees are live resources. */
  startPlanning(): void {
    this.#isPlanning = true;
  }
  get isPlanning(): boolean {
    return this.#isPlanning;
  }

  /** The sequence belongs to a resource that stays: a delete of it in this run is about an old entry, and never sent. */
  own(sequenceId: string): void {
    this.#own.add(sequenceId);
    this.#ours.add(sequenceId);
  }

  /** Refuses a plan for a sequence that another resource of the program has adopted in this run. */
  requireSole(sequenceId: string, complaint: () => string): void {
    if (this.#claimed.has(sequenceId)) throw new ExpectedFailure(complaint());
  }

  /**
   * Refuses a second update of one sequence to other content: two resources hold it, and each would undo what the other says. Only
   * updates tell, since an engine may plan one resource twice (`refresh --run-program`).
   */
  requireSoleUpdate(sequenceId: string, news: Properties, complaint: () => string): void {
    const key = contentKeyIn(news);
    if ((this.#updated.get(sequenceId) ?? key) !== key) throw new ExpectedFailure(complaint());
    this.#updated.set(sequenceId, key);
  }

  /** A plan compared the sequence and keeps it, unless the engine forces a replacement all the same. */
  keep(sequenceId: string, news: Properties): void {
    this.own(sequenceId);
    const key = contentKeyIn(news);
    this.#kept.set(key, [...(this.#kept.get(key) ?? []), sequenceId]);
  }

  /**
   * The same inputs come to create: an engine replaces what the plan wanted to keep (`replaceOnChanges`), and
   * the old row must be deletable. A sibling with equal inputs looks the same and only loses the plan's protection.
   */
  makeAnew(inputs: Properties): void {
    for (const sequenceId of this.#kept.get(contentKeyIn(inputs)) ?? []) this.#own.delete(sequenceId);
    this.#kept.delete(contentKeyIn(inputs));
  }

  isOwn(sequenceId: string): boolean {
    return this.#own.has(sequenceId);
  }

  /** Claims a sequence that is about to be adopted; refused when a resource of this program has it already. */
  claim(sequenceId: string, complaint: () => string): { readonly release: () => void } {
    if (this.#own.has(sequenceId)) throw new ExpectedFailure(complaint());
    this.#own.add(sequenceId);
    this.#claimed.add(sequenceId);
    return { release: () => void [this.#own, this.#claimed].map((ids) => ids.delete(sequenceId)) };
  }

  /** The sequence is this stack's, though its resource may be about to be replaced: never a twin. */
  know(sequenceId: string): void {
    this.#ours.add(sequenceId);
  }
  isKnown(sequenceId: string): boolean {
    return this.#ours.has(sequenceId);
  }

  /** A replacement whose program still names the sequence that the resource took over long ago: it needs a new one. */
  rememberAdopted(news: Properties): void {
    this.#adopted.add(adoptionKey(news));
  }
  hasAdopted(inputs: Properties): boolean {
    return this.#adopted.has(adoptionKey(inputs));
  }

  /** The engine checks a replacement a second time without the old inputs, from which the account may have come. */
  rememberAccount(args: Properties, wabaId: unknown): void {
    this.#accounts.set(JSON.stringify(args), wabaId);
  }
  accountFor(args: Properties): unknown {
    return this.#accounts.get(JSON.stringify(args));
  }
}

/** Account and content, however the keys are ordered. */
function contentKeyIn(inputs: Properties): string {
  const content = contentIn(inputs);
  return JSON.stringify([inputs["wabaId"], content === undefined ? null : contentKey(content)]);
}

const adoptionKey = ({ wabaId, name, adoptSequenceId }: Properties): string =>
  JSON.stringify([wabaId, name, adoptSequenceId]);
