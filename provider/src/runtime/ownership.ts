import type { Properties } from "./properties";
import { UserError } from "./user-error";

/**
 * Tracks which remote objects of one kind belong to which resources of the program, within one provider process. A process serves one
 * refresh or one deployment, or a refresh followed by a deployment.
 */
export class OwnershipTracker<Args = unknown> {
  /** Returns the scope and content of inputs as a key, whatever the order of their properties. */
  readonly #keyOf: (inputs: Properties) => string;
  readonly #owned = new Set<string>();
  readonly #known = new Set<string>();
  readonly #claimed = new Set<string>();
  /** The content that each object was updated to, as a key. */
  readonly #updated = new Map<string, string>();
  readonly #kept = new Map<string, readonly string[]>();
  readonly #scopes = new Map<string, unknown>();
  /** Physical ids of objects that were created and not confirmed, by the key of their inputs. */
  readonly unconfirmed = new Map<string, string>();
  /** Replacements whose program still names the object that the resource adopted long ago: they need a new object. */
  readonly replacedAdoptions = new Set<string>();
  /** Arguments of the creates that run now, with the account that each creates in. */
  readonly creating = new Map<Args, string | undefined>();
  #isPlanning = false;

  constructor(keyOf: (inputs: Properties) => string) {
    this.#keyOf = keyOf;
  }

  /** Notes that a deployment has begun: check runs for deployments and never for a refresh. From here on diff sees live resources. */
  startPlanning(): void {
    this.#isPlanning = true;
  }
  get isPlanning(): boolean {
    return this.#isPlanning;
  }

  /** Notes that a resource that stays has the object: a delete of it in this run is about an old entry, and is never sent. */
  own(id: string): void {
    this.#owned.add(id);
    this.#known.add(id);
  }
  isOwned(id: string): boolean {
    return this.#owned.has(id);
  }

  /** Notes that the object belongs to this stack, though its resource may be replaced: it is never a duplicate. */
  markKnown(id: string): void {
    this.#known.add(id);
  }
  isKnown(id: string): boolean {
    return this.#known.has(id);
  }

  /** Rejects a plan for an object that another resource of the program adopted in this run. */
  requireSole(id: string, describe: () => string): void {
    if (this.#claimed.has(id)) throw new UserError(describe());
  }

  /**
   * Rejects a second update of one object to other content: two resources manage it, and each would undo the other's change. Plans do not
   * count, since an engine may plan one resource twice (`refresh --run-program`).
   */
  requireSoleUpdate(id: string, news: Properties, describe: () => string): void {
    const key = this.#keyOf(news);
    if ((this.#updated.get(id) ?? key) !== key) throw new UserError(describe());
    this.#updated.set(id, key);
  }

  /** Notes that a plan keeps the object, unless the engine forces a replacement all the same. */
  keep(id: string, news: Properties): void {
    this.own(id);
    const key = this.#keyOf(news);
    this.#kept.set(key, [...(this.#kept.get(key) ?? []), id]);
  }

  /**
   * Notes that create runs with inputs whose object a plan wanted to keep: the engine replaces it (`replaceOnChanges`), so the old object
   * must be deletable. A sibling with equal inputs looks the same and only loses the plan's protection.
   */
  prepareReplacement(inputs: Properties): void {
    for (const id of this.#kept.get(this.#keyOf(inputs)) ?? []) this.#owned.delete(id);
    this.#kept.delete(this.#keyOf(inputs));
  }

  /** Claims an object before it is adopted; throws if a resource of this program has it. */
  claim(id: string, describe: () => string): { readonly release: () => void } {
    if (this.#owned.has(id)) throw new UserError(describe());
    this.#owned.add(id);
    this.#claimed.add(id);
    return { release: () => void [this.#owned, this.#claimed].map((ids) => ids.delete(id)) };
  }

  /** Remembers the scope of arguments: the engine checks a replacement a second time without the old inputs, which may have held it. */
  rememberScope(args: Properties, scope: unknown): void {
    this.#scopes.set(JSON.stringify(args), scope);
  }
  scopeFor(args: Properties): unknown {
    return this.#scopes.get(JSON.stringify(args));
  }
}
