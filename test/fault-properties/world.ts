import { defaultWire, type SequenceRow, type Simulator } from "pulumi-whatsapp-simulator";
import type { Surroundings } from "../faults/support/small-engine";
import type { Run, TestAccount } from "../support/account";
import type { Properties } from "../../provider/src/runtime/properties";
import type { TokenKind } from "./faults";
import type { Declared } from "./programs";

const otherAppId = "111222333444555";

/** Two business accounts on one simulator, the apps that see them, and rows of other people. */
export class World implements Surroundings {
  /** Rows of other people, as they were made. */
  readonly foreign = new Map<string, string>();
  readonly #planted: string[] = [];
  /** Sequences that a program has ever named to be taken over. */
  readonly adopted = new Set<string>();
  /** Rows whose delete Meta confirmed and did not do: its plain yes is final (design of the delete), so nobody can know better. */
  readonly saidGone = new Set<string>();
  /** Every run begins here while it is set, instead of in this process. */
  elsewhere: Run | undefined;
  readonly #tokens = new Map<string, string>();
  /** The app that new sequences are made by. */
  appId: string;

  constructor(
    readonly account: TestAccount,
    readonly wabaIds: readonly [string, string],
  ) {
    this.appId = account.meta.appId;
    this.#tokens.set(this.appId, account.meta.accessToken);
    for (const id of wabaIds) account.meta.addWaba({ id });
  }

  get meta(): TestAccount["meta"] {
    return this.account.meta;
  }

  run(environment: Readonly<Record<string, string>> = {}): Run {
    return this.elsewhere ?? this.account.run({ WHATSAPP_WABA_ID: this.wabaIds[0], ...environment });
  }

  /** Reads from the journal which deletes were answered with a plain yes and not kept. */
  noteLies(): void {
    const lies = new Set(
      this.meta.faults.list().flatMap(({ id, rule }) => (rule.effect.kind === "drop-write" ? id : [])),
    );
    for (const { verb, status, query, faults } of this.meta.journal()) {
      const id = query["sequence_id"];
      if (verb !== "delete" || status !== 200 || id === undefined || !faults.some((fault) => lies.has(fault))) continue;
      if (this.row(id) !== undefined) this.saidGone.add(id);
    }
  }

  /** The environment of a run with the token of that app. */
  environmentOf(appId: string): Record<string, string> {
    const token = this.#tokens.get(appId) ?? this.meta.addToken({ appId });
    this.#tokens.set(appId, token);
    return { WHATSAPP_ACCESS_TOKEN: token };
  }

  /** The environment of the run that goes wrong. */
  environmentWith(kind: TokenKind): Record<string, string> {
    if (kind === "usual") return {};
    if (kind === "other-app") {
      this.appId = otherAppId;
      return this.environmentOf(otherAppId);
    }
    const token = this.meta.addToken(
      {
        expired: { expiresAtMs: 0 },
        "expires-soon": { expiresAfterRequests: 4 },
        "other-business": { wabaIds: [] },
        "view-only": { access: "view" as const },
      }[kind],
    );
    return { WHATSAPP_ACCESS_TOKEN: token };
  }

  /** Ids of the apps whose tokens were used. */
  get appIds(): readonly string[] {
    return [...this.#tokens.keys()];
  }

  /** Somebody else makes a sequence like that. */
  plant(like: Declared, isOtherApp: boolean): void {
    const { name, text, autofillMessage, iceBreakers } = like;
    const id = this.meta.addSequence({
      wabaId: this.wabaIdOf(like),
      ...(isOtherApp ? { appId: otherAppId } : {}),
      name,
      content: {
        text,
        ...(autofillMessage ? { autofill_message: autofillMessage } : {}),
        ...(iceBreakers && iceBreakers.length > 0 ? { ice_breakers: iceBreakers } : {}),
      },
    });
    this.#planted.push(id);
    this.foreign.set(id, shown(this.row(id)));
  }

  row(id: string): SequenceRow | undefined {
    return this.meta.sequences().find((row) => row.id === id);
  }

  wabaIdOf = ({ isElsewhere }: Declared): string => this.wabaIds[isElsewhere === true ? 1 : 0];

  /** Arguments as the engine sends them. `free` are the sequences of resources that leave the program, `holders` those who have one. */
  argsOf(declared: Declared, free: readonly string[], holders: ReadonlyMap<string, string>): Properties {
    const { key, adopts, isElsewhere, ...rest } = declared;
    const from = adopts?.of === "planted" ? this.#planted : free;
    const named = adopts === undefined ? undefined : from[adopts.number % Math.max(1, from.length)];
    const holder = named === undefined ? undefined : holders.get(named);
    const isFree = holder === undefined || holder === key;
    const adoptSequenceId = isFree ? named : undefined;
    if (adoptSequenceId !== undefined) this.adopted.add(adoptSequenceId);
    const args = { ...rest, adoptSequenceId, wabaId: isElsewhere === true ? this.wabaIds[1] : undefined };
    const absent = { autofillMessage: undefined, iceBreakers: undefined };
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    return { ...absent, ...Object.fromEntries(given) };
  }

  /** Rows of other people that were changed or taken away, though no program named them. */
  harmed(): readonly string[] {
    return [...this.foreign]
      .filter(([id, before]) => !this.adopted.has(id) && shown(this.row(id)) !== before)
      .map(([id]) => `I3: somebody else's ${id} was changed or deleted`);
  }

  idle(): Promise<void> {
    return idle(this.meta);
  }

  /** Nothing goes wrong any more, and no ad uses anything. */
  calm(): void {
    this.meta.faults.clear();
    this.meta.setWire(defaultWire);
    for (const { id } of this.meta.sequences()) this.meta.editSequence(id, { isUsedInAd: null });
  }

  /** Removes what the case has left, so that another can begin on the same simulator. */
  clear(): void {
    this.calm();
    for (const { id } of this.meta.sequences()) this.meta.removeSequence(id);
    this.meta.clearJournal();
  }
}

function shown(row: SequenceRow | undefined): string {
  return row === undefined ? "" : JSON.stringify([row.wabaId, row.appId, row.name, row.content]);
}

/** Every answer has been given or cut off. */
export async function idle(meta: Simulator): Promise<void> {
  while (meta.journal().some(({ endTick }) => endTick === null)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
