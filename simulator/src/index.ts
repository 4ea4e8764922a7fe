export { startSimulator, type Faults, type Simulator } from "./simulator";
export type { SimulatorOptions } from "./options";
export type { JournalEntry } from "./journal";
export type { AdPatch, AdRow, CreativeRow, SequencePatch, SequenceRow } from "./hands";
export type {
  FaultEffect,
  FaultHandle,
  FaultKind,
  FaultMatch,
  FaultRule,
  TextChange,
  TextChanges,
} from "./faults/rule";
export type { FaultState } from "./faults/book";
export type { BehaviourOptions } from "./world/behaviour";
export type { Next, WireOptions } from "./world/wire";
export type { Clock } from "./world/clock";
export type { IdKind, IdSource } from "./world/ids";
export type { AdStatus, Reach, SequenceContent } from "./world/entities";
export type { Json, JsonObject } from "./json";
export type { Defaults } from "./seed/defaults";
export type { PlantedAd } from "./seed/plant";
export type {
  AdAccountSeed,
  AdSeed,
  AppSeed,
  PageSeed,
  PhoneNumberSeed,
  SeedData,
  SequenceSeed,
  TokenSeed,
  WabaSeed,
} from "./seed/types";
export { coverage, type CoverageRow } from "./coverage";
