export { startSimulator, type Simulator } from "./simulator";
export type { Faults } from "./graph-simulator";
export type { SimulatorOptions } from "./options";
export type { BatchPlace, JournalEntry } from "./journal";
export type { AdRow, AdSetRow, CreativeRow, SequenceRow } from "./simulator-state";
export type { MessageRow, OrderRow } from "./messages/sent-messages";
export type { ButtonView, ItemView, OrderView, PriceView } from "./messages/order-view";
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
  TextPart,
} from "./state/orders";
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
} from "./faults/fault-rule";
export type { FaultState } from "./faults/fault-registry";
export { defaultBehaviour, type BehaviourOptions, type ErrorChannel } from "./state/behaviour";
export { defaultWire, type NextLink, type WireOptions } from "./state/wire";
export type { Clock } from "./state/clock";
export type { IdKind, IdSource } from "./state/ids";
export type { AdStatus, Conversation, Person, Reach, ReceivedMessage, SequenceContent } from "./state/entities";
export type { Json, JsonObject } from "./json";
export type { Defaults } from "./seed/defaults";
export type { AddedAd } from "./seed/apply-seed";
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
} from "./seed/seed-data";
export type {
  HeaderFormat,
  TemplateButton,
  TemplateCategory,
  TemplateComponent,
  TemplateStatus,
} from "./state/templates";
export type {
  Click,
  ClickOptions,
  Deliverable,
  DeliverOptions,
  Delivery,
  DeliveryAttempt,
  DeliveryRow,
  RepeatedDelivery,
  ChatScreen,
  RecipientAction,
  Unavailability,
  Webhook,
  WriteOptions,
  WrittenMessage,
} from "./webhooks/webhook-types";
export type { CallRow, RowUpdate, UpdateEvent } from "./control/event-stream";
export { coverage, type CoverageRow } from "./coverage";
export { graphVersions, type ApiVersion } from "./platform/graph-versions";
export { marketingVersions } from "./platform/marketing-versions";
export { removedFeatures, type FeatureName, type RemovedFeature } from "./platform/removed-features";
