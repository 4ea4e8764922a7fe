/**
 * Receives Meta's webhooks: verifies, parses and deduplicates them, and finds the sequence that a person saw and the message that was
 * sent. Needs no Pulumi and sends nothing.
 */
export { answerHandshake, type HandshakeAnswer, type HandshakeQuery } from "./handshake";
export { signatureFault, verifySignature, type SignatureFault, type SignedBody } from "./signature";
export type { Lookup, WebhookHeaders } from "./headers";
export { parseWebhook, type ParsedWebhook } from "./parse";
export { restoreReferral } from "./referral";
export type { Problem, Raw } from "./json-cursor";
export type {
  Contact,
  ContactEvent,
  CustomerOrder,
  CustomerOrderItem,
  ErrorEvent,
  Message,
  MessageEvent,
  MessageStatus,
  Origin,
  OtherEvent,
  PaymentMethod,
  Referral,
  ReportedError,
  StatusEvent,
  SystemNotice,
  WebhookEvent,
} from "./events";
export type { ErrorKind, ErrorRetry } from "../schema/error-codes";
export { orderFailureOf, type OrderFailure } from "./order-failure";
export { resolveSendOutcome, type ResolvedOutcome } from "./send-outcome";
export { confirmHandled, releaseClaim } from "./claims";
export { deduplicate, type ClaimOptions, type Deduplicated } from "./deduplicate";
export type { ClaimResult, DeduplicationStore } from "./deduplication-store";
export { eventKey } from "./event-key";
export { memoryStore, type MemoryStore, type MemoryStoreOptions } from "./memory-store";
export {
  attribute,
  attributeSync,
  attributionMap,
  type AdOutputs,
  type AdResolver,
  type AdResolverSync,
  type Attribution,
  type AttributionMap,
  type AttributedAd,
} from "./attribution";
export type { BodyEncoding, RawDelivery } from "./raw-delivery";
export {
  defaultMaxBodyBytes,
  receive,
  type AcceptedDelivery,
  type Received,
  type ReceiveOptions,
  type RejectedDelivery,
} from "./receive";
export { InvalidArguments } from "./invalid-arguments";
