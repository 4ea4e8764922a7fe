import { controlDoor } from "./control/door";
import { FaultBook, type FaultState } from "./faults/book";
import type { FaultHandle, FaultRule } from "./faults/rule";
import { Journal, type JournalEntry } from "./journal";
import type { SimulatorOptions } from "./options";
import { defaults, type Defaults } from "./seed/defaults";
import type { PlantedAd } from "./seed/plant";
import type { AdSeed, AppSeed, SeedData, SequenceSeed, TokenSeed, WabaSeed } from "./seed/types";
import { graphDoor } from "./server/graph-door";
import { listen } from "./server/listener";
import { Hands, type AdPatch, type AdRow, type CreativeRow, type SequencePatch, type SequenceRow } from "./hands";
import type { BehaviourOptions } from "./world/behaviour";
import type { WireOptions } from "./world/wire";

export interface Simulator extends Defaults {
  /** Where a client sends what it would send to `https://graph.facebook.com`. */
  readonly url: string;
  /** The control door, for tests in other processes. */
  readonly controlUrl: string;
  readonly defaults: Defaults;
  /** Every request since the start or the last clearing, in the order of arrival. */
  journal(): readonly JournalEntry[];
  clearJournal(): void;
  /** What is held, in the order of creation; of one business account or of all. */
  sequences(wabaId?: string): readonly SequenceRow[];
  creatives(): readonly CreativeRow[];
  ads(): readonly AdRow[];
  readonly faults: Faults;
  /** Puts data in besides what is held. */
  seed(data: SeedData): void;
  /** Makes a sequence without a request; returns its id. */
  addSequence(sequence: SequenceSeed): string;
  /** As if somebody had changed it in Meta's own tools. */
  editSequence(id: string, patch: SequencePatch): void;
  removeSequence(id: string): void;
  /** Makes an ad with its creative. */
  addAd(ad: AdSeed): PlantedAd;
  editAd(id: string, patch: AdPatch): void;
  /** The ad is gone; its creative stays. */
  removeAd(id: string): void;
  /** Returns the token. */
  addToken(token?: TokenSeed): string;
  removeToken(token: string): void;
  addApp(app: AppSeed): string;
  addWaba(waba: WabaSeed): string;
  wire(): WireOptions;
  setWire(changes: Partial<WireOptions>): void;
  behaviour(): BehaviourOptions;
  setBehaviour(changes: Partial<BehaviourOptions>): void;
  /** Back to the start: defaults and seed, no faults, empty journal, first options. */
  reset(): void;
  close(): Promise<void>;
}

export interface Faults {
  add(rule: FaultRule): FaultHandle;
  clear(): void;
  list(): readonly FaultState[];
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const hands = new Hands(options);
  const journal = new Journal();
  const faults = new FaultBook();
  const tokenUse = { requestsByToken: new Map<string, number>() };
  const reset = (): void => {
    hands.reset();
    journal.clear();
    faults.clear();
    tokenUse.requestsByToken.clear();
  };
  let origin = "";
  const parts = { world: hands.world, journal, faults, tokenUse, origin: () => origin };
  const graph = await listen(options.port ?? 0, graphDoor(parts));
  origin = graph.url;
  const control = await listen(options.controlPort ?? 0, controlDoor({ hands, journal, faults, reset })).catch(
    async (error: unknown) => {
      await graph.close();
      throw error;
    },
  );
  return {
    ...defaults,
    defaults,
    url: graph.url,
    controlUrl: control.url,
    journal: () => journal.entries(),
    clearJournal: () => journal.clear(),
    faults: { add: (rule) => faults.add(rule), clear: () => faults.clear(), list: () => faults.list() },
    ...handsOf(hands),
    reset,
    close: async () => {
      faults.clear();
      await Promise.all([graph.close(), control.close()]);
    },
  };
}

type HandsMembers = Omit<
  Simulator,
  keyof Defaults | "defaults" | "url" | "controlUrl" | "journal" | "clearJournal" | "faults" | "reset" | "close"
>;

function handsOf(hands: Hands): HandsMembers {
  return {
    sequences: (wabaId) => hands.sequences(wabaId),
    creatives: () => hands.creatives(),
    ads: () => hands.ads(),
    seed: (data) => hands.seed(data),
    addSequence: (sequence) => hands.addSequence(sequence),
    editSequence: (id, patch) => hands.editSequence(id, patch),
    removeSequence: (id) => hands.removeSequence(id),
    addAd: (ad) => hands.addAd(ad),
    editAd: (id, patch) => hands.editAd(id, patch),
    removeAd: (id) => hands.removeAd(id),
    addToken: (token) => hands.addToken(token),
    removeToken: (token) => hands.removeToken(token),
    addApp: (app) => hands.addApp(app),
    addWaba: (waba) => hands.addWaba(waba),
    wire: () => hands.world.wire,
    setWire: (changes) => hands.setWire(changes),
    behaviour: () => hands.world.behaviour,
    setBehaviour: (changes) => hands.setBehaviour(changes),
  };
}
