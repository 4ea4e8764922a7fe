import type { Verb } from "../graph/request";
import type { FaultHandle, FaultMatch, FaultRule } from "./rule";

export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  readonly verb: Verb | null;
  readonly ids: readonly string[];
}

interface Entry {
  readonly id: string;
  readonly rule: FaultRule;
  matched: number;
  fired: number;
}

export interface FaultState {
  readonly id: string;
  readonly rule: FaultRule;
  readonly fired: number;
}

export class FaultBook {
  #entries: Entry[] = [];
  #lastId = 0;

  add(rule: FaultRule): FaultHandle {
    this.#lastId += 1;
    const entry: Entry = { id: `fault-${this.#lastId}`, rule, matched: 0, fired: 0 };
    this.#entries.push(entry);
    return {
      id: entry.id,
      get fired() {
        return entry.fired;
      },
      remove: () => {
        this.remove(entry.id);
      },
    };
  }

  remove(id: string): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    return this.#entries.length < before;
  }

  clear(): void {
    this.#entries = [];
  }

  list(): readonly FaultState[] {
    return this.#entries.map(({ id, rule, fired }) => ({ id, rule, fired }));
  }

  /** The rules that strike this request, in the order they were added; counts it for every rule it matches. */
  strike(subject: FaultSubject): readonly FaultState[] {
    const struck: FaultState[] = [];
    for (const entry of this.#entries) {
      if (!matches(entry.rule.match ?? {}, subject)) continue;
      entry.matched += 1;
      const times = entry.rule.times ?? 1;
      const exhausted = times !== "always" && entry.fired >= times;
      if (entry.matched < (entry.rule.nth ?? 1) || exhausted) continue;
      entry.fired += 1;
      struck.push({ id: entry.id, rule: entry.rule, fired: entry.fired });
    }
    return struck;
  }
}

function matches(match: FaultMatch, subject: FaultSubject): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === subject.method) &&
    (match.verb === undefined || match.verb === subject.verb) &&
    (match.path === undefined || wildcard(match.path).test(subject.path)) &&
    (match.wabaId === undefined || subject.path.split("/")[1] === match.wabaId) &&
    (match.id === undefined || subject.ids.includes(match.id))
  );
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`);
}
