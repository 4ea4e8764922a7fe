import { UserError } from "./user-error";
import type { Properties } from "./properties";

/**
 * What one provider process has learned in its run of one kind of object (sequences, creatives, ads). A process serves one refresh or
 * one deployment, or a refresh and then one.
 */
export class OwnershipTracker {
  /** Account and content of inputs, however their keys are ordered. */
  readonly #keyOf: (inputs: Properties) => string;
  readonly #own = new Set<string>();
  readonly #ours = new Set<string>();
  readonly #claimed = new Set<string>();
  /** What each object was updated to, as a key. */
  readonly #updated = new Map<string, string>();
  readonly #kept = new Map<string, readonly string[]>();
  readonly #accounts = new Map<string, unknown>();
  /** Physical ids of what was made and not confirmed, by account and content. */
  readonly unconfirmed = new Map<string, string>();
  /** Replacements whose program still names what the resource took over long ago: they need a new one. By account, name and that id. */
  readonly adopted = new Set<string>();
  /** Content that creates of this process are making at the moment, by account and content. */
  readonly making = new Set<string>();
  #isPlanning = false;

  constructor(
    /** Account and content of inputs, however their keys are ordered. */
    keyOf: (inputs: Properties) => string,
  ) {
    this.#keyOf = keyOf;
  }

  /** Check is called for a deployment and never for a refresh: from here on, what diff sees are live resources. */
  startPlanning(): void {
    this.#isPlanning = true;
  }
  get isPlanning(): boolean {
    return this.#isPlanning;
  }

  /** The sequence belongs to a resource that stays: a delete of it in this run is about an old entry, and never sent. */
  own(id: string): void {
    this.#own.add(id);
    this.#ours.add(id);
  }

  /** Refuses a plan for a sequence that another resource of the program has adopted in this run. */
  requireSole(id: string, complaint: () => string): void {
    if (this.#claimed.has(id)) throw new UserError(complaint());
  }

  /**
   * Refuses a second update of one sequence to other content: two resources hold it, and each would undo what the other says. Only
   * updates tell, since an engine may plan one resource twice (`refresh --run-program`).
   */
  requireSoleUpdate(id: string, news: Properties, complaint: () => string): void {
    const key = this.#keyOf(news);
    if ((this.#updated.get(id) ?? key) !== key) throw new UserError(complaint());
    this.#updated.set(id, key);
  }

  /** A plan compared the sequence and keeps it, unless the engine forces a replacement all the same. */
  keep(id: string, news: Properties): void {
    this.own(id);
    const key = this.#keyOf(news);
    this.#kept.set(key, [...(this.#kept.get(key) ?? []), id]);
  }

  /**
   * The same inputs come to create: an engine replaces what the plan wanted to keep (`replaceOnChanges`), and
   * the old row must be deletable. A sibling with equal inputs looks the same and only loses the plan's protection.
   */
  prepareReplacement(inputs: Properties): void {
    for (const id of this.#kept.get(this.#keyOf(inputs)) ?? []) this.#own.delete(id);
    this.#kept.delete(this.#keyOf(inputs));
  }

  isOwned(id: string): boolean {
    return this.#own.has(id);
  }

  /** Claims a sequence that is about to be adopted; refused when a resource of this program has it already. */
  claim(id: string, complaint: () => string): { readonly release: () => void } {
    if (this.#own.has(id)) throw new UserError(complaint());
    this.#own.add(id);
    this.#claimed.add(id);
    return { release: () => void [this.#own, this.#claimed].map((ids) => ids.delete(id)) };
  }

  /** The sequence is this stack's, though its resource may be about to be replaced: never a twin. */
  markKnown(id: string): void {
    this.#ours.add(id);
  }
  isKnown(id: string): boolean {
    return this.#ours.has(id);
  }

  /** The engine checks a replacement a second time without the old inputs, from which the account may have come. */
  rememberScope(args: Properties, wabaId: unknown): void {
    this.#accounts.set(JSON.stringify(args), wabaId);
  }
  scopeFor(args: Properties): unknown {
    return this.#accounts.get(JSON.stringify(args));
  }
}
