import { SequenceHandler, type ResourceHandler } from "./provider";

/**
 * Handler of `WelcomeMessageSequence`. Its name and this file's subpath `pulumi-whatsapp/runtime` are written in users' states
 * and never change.
 */
export const welcomeMessageSequence: ResourceHandler = new SequenceHandler();
