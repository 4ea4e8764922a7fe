export { Provider, type ProviderArgs } from "./resources/provider";
export {
  WelcomeMessageSequence,
  type AutofillMessageArgs,
  type IceBreakerArgs,
  type WelcomeMessageSequenceArgs,
} from "./resources/welcome-message-sequence";
