import { sequencesRoute, type RequestKind } from "../graph/request";
import { checkRule } from "./fault-schemas";
import { kinds } from "./kinds";
import type { FaultHandle, FaultMatch, FaultRule } from "./fault-rule";

/** Facts about a request that fault rules match. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** Route template; null if no route matched. */
  readonly route: string | null;
  readonly verb: RequestKind | null;
  readonly ids: readonly string[];
  /** True for a batch item. */
  readonly isBatchItem: boolean;
  /** Business account of the request, or the first path segment. */
  readonly wabaId: string;
  /** Null for an unknown token. */
  readonly appId: string | null;
}

/** A rule and its counters: requests that matched, and requests that it affected. */
interface Entry {
  readonly id: string;
  readonly rule: FaultRule;
  readonly hit: HitPromise;
  matched: number;
  fired: number;
  isEnabled: boolean;
}

interface HitPromise {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export interface FaultState {
  readonly id: string;
  readonly rule: FaultRule;
  /** Number of affected requests. */
  readonly fired: number;
  /** False for a rule that is switched off: it affects and counts no request. */
  readonly isEnabled: boolean;
}

/** Rules and their counters as plain data. */
export interface SavedFaults {
  readonly lastId: number;
  readonly rules: readonly (FaultState & { readonly matched: number })[];
}

/** A rule that applies to a request. */
export interface MatchedFault {
  readonly id: string;
  readonly rule: FaultRule;
  /** Resolves `hit` when the effect happens. */
  readonly reportHit: () => void;
}

/** Stores fault rules and selects those that apply to a request. */
export class FaultRegistry {
  readonly #onChange: () => void;
  #entries: Entry[] = [];
  #lastId = 0;

  /** `onChange` is called after each change of the rules and their counters. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  add(rule: FaultRule): FaultHandle {
    const checked = checkRule(rule);
    this.#lastId += 1;
    const start = { matched: 0, fired: 0, isEnabled: true };
    const entry: Entry = { id: `fault-${this.#lastId}`, rule: checked, hit: createHitPromise(), ...start };
    this.#entries.push(entry);
    this.#onChange();
    return {
      id: entry.id,
      get fired() {
        return entry.fired;
      },
      hit: entry.hit.promise,
      remove: () => {
        this.remove(entry.id);
      },
    };
  }

  remove(id: string): boolean {
    const removed = this.#entries.filter((entry) => entry.id === id);
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    removed.forEach(rejectHit);
    if (removed.length > 0) this.#onChange();
    return removed.length > 0;
  }

  /** Switches a rule off, or on again. Its counters continue. */
  setEnabled(id: string, isEnabled: boolean): void {
    this.#get(id).isEnabled = isEnabled;
    this.#onChange();
  }

  clear(): void {
    const removed = this.#entries;
    this.#entries = [];
    removed.forEach(rejectHit);
    this.#onChange();
  }

  /** Resolves when the rule takes effect. Rejects if it is removed before. */
  hit(id: string): Promise<void> {
    return this.#get(id).hit.promise;
  }

  list(): readonly FaultState[] {
    return this.#entries.map(({ id, rule, fired, isEnabled }) => ({ id, rule, fired, isEnabled }));
  }

  save(): SavedFaults {
    const rules = this.#entries.map((entry) => {
      const { hit: _hit, ...state } = entry;
      return state;
    });
    return { lastId: this.#lastId, rules };
  }

  /** Replaces all rules. */
  load({ lastId, rules }: SavedFaults): void {
    this.#lastId = lastId;
    this.#entries = rules.map((state) => ({ ...state, rule: checkRule(state.rule), hit: createHitPromise() }));
    this.#onChange();
  }

  /** Returns the rules that apply to a request, in the order in which they were added, and counts the request for each matching rule. */
  match(target: FaultTarget): readonly MatchedFault[] {
    const matched: MatchedFault[] = [];
    for (const entry of this.#entries) {
      if (!entry.isEnabled || !canAffect(entry.rule, target) || !isMatch(entry.rule.match ?? {}, target)) continue;
      entry.matched += 1;
      const times = entry.rule.times ?? 1;
      const isExhausted = times !== "always" && entry.fired >= times;
      if (entry.matched < (entry.rule.nth ?? 1) || isExhausted) continue;
      entry.fired += 1;
      matched.push({ id: entry.id, rule: entry.rule, reportHit: entry.hit.resolve });
    }
    if (matched.length > 0) this.#onChange();
    return matched;
  }

  #get(id: string): Entry {
    const entry = this.#entries.find((known) => known.id === id);
    if (entry === undefined) throw new RangeError(`there is no rule ${id}; GET /faults lists the rules`);
    return entry;
  }
}

function createHitPromise(): HitPromise {
  let resolve = (): void => undefined;
  let reject: HitPromise["reject"] = () => undefined;
  const promise = new Promise<void>((onHit, onError) => {
    resolve = onHit;
    reject = onError;
  });
  // Callers need not wait for it.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

function rejectHit({ id, hit }: Entry): void {
  hit.reject(new RangeError(`the rule ${id} was removed before it took effect`));
}

function canAffect({ effect }: FaultRule, { verb, route, isBatchItem }: FaultTarget): boolean {
  if (effect.kind === "timeout" && !isBatchItem) return false;
  const { requestKinds } = kinds[effect.kind];
  if (requestKinds !== "any" && (verb === null || !requestKinds.includes(verb))) return false;
  // For creatives, ad sets and ads, only the name can be transformed.
  return effect.kind !== "transform" || effect.name !== undefined || route === sequencesRoute;
}

function isMatch(match: FaultMatch, target: FaultTarget): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === target.method) &&
    (match.verb === undefined || match.verb === target.verb) &&
    (match.path === undefined || isPathMatch(match.path, target.path)) &&
    (match.wabaId === undefined || target.wabaId === match.wabaId) &&
    (match.appId === undefined || target.appId === match.appId) &&
    (match.id === undefined || target.ids.includes(match.id))
  );
}

/** Matches a pattern in which `*` is any text. Searches each part once, so the time does not explode with the number of stars. */
function isPathMatch(pattern: string, path: string): boolean {
  const [first = "", ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}
