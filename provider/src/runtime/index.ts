import { attachment } from "./attachment";
import { creative } from "./creative";
import { Handler, ProviderProcess, type ResourceHandler } from "./handler";
import { order } from "./order";
import { sequence } from "./sequence";

/** One for all kinds of resources, so that they share a connection, its limits, and what is known of each other's writes. */
const provider = new ProviderProcess();

// The names below and this file's subpath `pulumi-whatsapp/runtime` are written in users' states and never change.

/** Handler of `WelcomeMessageSequence`. */
export const welcomeMessageSequence: ResourceHandler = new Handler(provider, sequence);
/** Handler of `AdCreative`. */
export const adCreative: ResourceHandler = new Handler(provider, creative);
/** Handler of `AdCreativeAttachment`. */
export const adCreativeAttachment: ResourceHandler = new Handler(provider, attachment);
/** Handler of `SandboxOrder`. */
export const sandboxOrder: ResourceHandler = new Handler(provider, order);
