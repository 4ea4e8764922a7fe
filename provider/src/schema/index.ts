export { argsOf, contentKey, contentOf, sameContent, type SequenceContent } from "./canonical";
export { warningsFor } from "./warnings";
export { describeFailure, failuresOf, type Failure } from "./failures";
export { advisedLimits, countCharacters } from "./limits";
export { adAccountId, graphId } from "./ids";
export {
  autofillMessageSchema,
  iceBreakerSchema,
  sequenceArgsSchema,
  unnamedSequenceArgsSchema,
  type SequenceArgs,
} from "./sequence";
export { parsePage, parseRow, sequenceToWire, type SequencePage, type SequenceRow } from "./wire";
export { creativeArgsSchema, withWelcomeMessageSequence, type CreativeArgs } from "./creative";
export { attachmentArgsSchema, type AttachmentArgs } from "./attachment";
export { kindOfType, type ResourceKind } from "./resource-kinds";
export { hasUnknown, isUnknown } from "./unknowns";
export { parseJsonIntegers } from "./exact-json";
export { isJsonObject } from "./json-value";
export { programPaths, wirePaths, orderTotal, valueAt } from "./order/totals";
export { pixKeyTypes, secondsText, type PixKeyType } from "./order/fields";
export { explainPixProblem, listPixProblems, type PixPayment, type PixProblem } from "./pix-problems";
export { formatReais } from "./order/money";
export { omitNullish } from "./order/omit-nullish";
export { showInvisible } from "./invisible-text";
export { urlOf } from "./url";
export { describeYamlError } from "./yaml-error";
export {
  asInteractive,
  findWireOrder,
  fromWire as orderFromWire,
  wireFailures as orderWireFailures,
  type OrderMessage,
} from "./order/order-message";
export type { OrderState } from "./order/status";
export { wireKind as orderKind } from "./order/wire";
export { columnsOf, escapeControls, graphemesOf, type Grapheme } from "./terminal-text";
