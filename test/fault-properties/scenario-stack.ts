import { defaultWire } from "pulumi-whatsapp-simulator";
import type { TestAccount } from "../support/world/account";
import { TestStack } from "../support/world/stack";
import type { Properties } from "../../provider/src/runtime/properties";
import type { TokenKind } from "./faults";
import type { Declared } from "./programs";

const otherAppId = "111222333444555";

/** A stack with sequences in two business accounts, the apps that see them, and sequences of other people. */
export class ScenarioStack extends TestStack {
  /** Foreign sequences in the order they were added. */
  readonly #foreignIds: string[] = [];
  /** Rows whose DELETE Meta confirmed but did not execute: a plain confirmation is final, so no client can know better. */
  readonly keptRows = new Set<string>();
  readonly #tokens = new Map<string, string>();
  /** The app that creates new sequences. */
  appId: string;

  constructor(
    account: TestAccount,
    readonly wabaIds: readonly [string, string],
  ) {
    super(account, (environment) => account.run({ WHATSAPP_WABA_ID: wabaIds[0], ...environment }));
    this.engine.defersDeletes = true;
    this.appId = this.meta.appId;
    this.#tokens.set(this.appId, this.meta.accessToken);
    for (const id of wabaIds) this.meta.addWaba({ id });
  }

  /** Finds the DELETE requests in the journal that were confirmed but not executed. */
  noteKeptRows(): void {
    const rules = new Set(
      this.meta.faults.list().flatMap(({ id, rule }) => (rule.effect.kind === "drop-write" ? id : [])),
    );
    for (const { status, query, faults } of this.requests("delete")) {
      const id = query["sequence_id"];
      if (status !== 200 || id === undefined || !faults.some((fault) => rules.has(fault))) continue;
      if (this.account.sequence(id) !== undefined) this.keptRows.add(id);
    }
  }

  /** The environment of a run with the token of that app. */
  environmentOf(appId: string): Record<string, string> {
    const token = this.#tokens.get(appId) ?? this.meta.addToken({ appId });
    this.#tokens.set(appId, token);
    return { WHATSAPP_ACCESS_TOKEN: token };
  }

  /** The environment of the run in which the faults happen. */
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

  /** Adds a sequence of someone else with the content that a program declares. */
  addLike(declared: Declared, isOtherApp: boolean): void {
    const { name, text, autofillMessage, iceBreakers } = declared;
    const id = this.addForeignSequence({
      wabaId: this.#wabaIdOf(declared),
      ...(isOtherApp ? { appId: otherAppId } : {}),
      name,
      content: {
        text,
        ...(autofillMessage ? { autofill_message: autofillMessage } : {}),
        ...(iceBreakers && iceBreakers.length > 0 ? { ice_breakers: iceBreakers } : {}),
      },
    });
    this.#foreignIds.push(id);
  }

  #wabaIdOf({ isElsewhere }: Declared): string {
    return this.wabaIds[isElsewhere === true ? 1 : 0];
  }

  /**
   * Arguments as the engine sends them. `free` are the sequences of resources that leave the program; `owners` maps a sequence to the
   * resource that manages it.
   */
  argsOf(declared: Declared, free: readonly string[], owners: ReadonlyMap<string, string>): Properties {
    const { key, adopts, isElsewhere, ...rest } = declared;
    const from = adopts?.of === "foreign" ? this.#foreignIds : free;
    const named = adopts === undefined ? undefined : from[adopts.number % Math.max(1, from.length)];
    const owner = named === undefined ? undefined : owners.get(named);
    const adoptSequenceId = owner === undefined || owner === key ? named : undefined;
    const args = { ...rest, adoptSequenceId, wabaId: isElsewhere === true ? this.wabaIds[1] : undefined };
    const absent = { autofillMessage: undefined, iceBreakers: undefined };
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    return { ...absent, ...Object.fromEntries(given) };
  }

  /** Ends all faults; no ad uses a sequence any more. */
  endFaults(): void {
    this.meta.faults.clear();
    this.meta.setWire(defaultWire);
    for (const { id } of this.meta.sequences()) this.meta.editSequence(id, { isUsedInAd: null });
  }

  /** Removes what the scenario left, so that another can begin on the same simulator. */
  clear(): void {
    this.endFaults();
    for (const { id } of this.meta.sequences()) this.meta.removeSequence(id);
    this.meta.clearJournal();
  }
}
