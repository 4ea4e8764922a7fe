export { AdCreative, type AdCreativeArgs, type MetaJson } from "./resources/ad-creative";
export { AdCreativeAttachment, type AdCreativeAttachmentArgs } from "./resources/ad-creative-attachment";
export { Provider, type ProviderArgs } from "./resources/provider";
export {
  WelcomeMessageSequence,
  type AutofillMessageArgs,
  type IceBreakerArgs,
  type WelcomeMessageSequenceArgs,
} from "./resources/welcome-message-sequence";
