export { startSimulator, type Faults, type Simulator } from "./simulator";
export type { SimulatorOptions } from "./options";
export type { BatchPlace, JournalEntry } from "./journal";
export type { AdRow, AdSetRow, CreativeRow, SequenceRow } from "./hands";
export type { MessageRow, OrderRow } from "./messages/rows";
export type { ButtonView, ItemView, OrderView, PriceView } from "./messages/view";
export type {
  Amount,
  DescribedAmount,
  DetailsMessage,
  DetailsParameters,
  Discount,
  DocumentFile,
  ImageHeader,
  Interactive,
  Item,
  OrderContent,
  OrderStatus,
  PaymentSetting,
  PaymentStatus,
  PixCode,
  SentTemplate,
  StatusMessage,
  StatusParameters,
  StoredCard,
  TemplateHeader,
  Words,
} from "./world/orders";
export type { Exact, ExactObject } from "./exact";
export type { AdPatch, SequencePatch, TokenPatch } from "./patches";
export type {
  FaultEffect,
  FaultHandle,
  FaultKind,
  FaultMatch,
  FaultRule,
  TextChange,
  TextChanges,
  UsagePercent,
} from "./faults/rule";
export type { FaultState } from "./faults/book";
export { defaultBehaviour, type BehaviourOptions, type ErrorsTold } from "./world/behaviour";
export { defaultWire, type Next, type WireOptions } from "./world/wire";
export type { Person } from "./world/people";
export type { Clock } from "./world/clock";
export type { IdKind, IdSource } from "./world/ids";
export type { AdStatus, Reach, SequenceContent } from "./world/entities";
export type { Json, JsonObject } from "./json";
export type { Defaults } from "./seed/defaults";
export type { PlantedAd } from "./seed/plant";
export type {
  AdAccountSeed,
  AdSeed,
  AdSetSeed,
  AppSeed,
  ConversationSeed,
  PageSeed,
  PersonSeed,
  PhoneNumberSeed,
  SeedData,
  SequenceSeed,
  TemplateSeed,
  TokenSeed,
  WabaSeed,
} from "./seed/types";
export type {
  HeaderFormat,
  TemplateButton,
  TemplateCategory,
  TemplateComponent,
  TemplateStatus,
} from "./world/templates";
export type { Conversation } from "./world/conversations";
export type {
  Click,
  ClickOptions,
  Deliverable,
  DeliverOptions,
  Delivery,
  DeliveryAttempt,
  Replay,
  Screen,
  Told,
  Unavailable,
  Webhook,
  WriteOptions,
  Written,
} from "./webhooks/types";
export { coverage, type CoverageRow } from "./coverage";
export { graphVersions, type ApiVersion } from "./platform/graph-versions";
export { marketingVersions } from "./platform/marketing-versions";
export { removedFeatures, type FeatureName, type RemovedFeature } from "./platform/removed-features";
