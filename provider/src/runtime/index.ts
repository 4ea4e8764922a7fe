import { adCreative as adCreativeDefinition } from "./definitions/ad-creative";
import { adCreativeAttachment as adCreativeAttachmentDefinition } from "./definitions/ad-creative-attachment";
import { welcomeMessageSequence as welcomeMessageSequenceDefinition } from "./definitions/welcome-message-sequence";
import { Handler, ProviderProcess, type ResourceHandler } from "./handler";
import { Lifecycle } from "./lifecycle";
import { sandboxOrder as sandboxOrderOperations } from "./order";

/** One process for all kinds of resources: they share a connection, its limits, and what is known of each other's writes. */
const provider = new ProviderProcess();

// The names below and this file's subpath `pulumi-whatsapp/runtime` are stored in users' states and never change.

/** Handler of `WelcomeMessageSequence`. */
export const welcomeMessageSequence: ResourceHandler = new Handler(
  provider,
  new Lifecycle(welcomeMessageSequenceDefinition),
);
/** Handler of `AdCreative`. */
export const adCreative: ResourceHandler = new Handler(provider, new Lifecycle(adCreativeDefinition));
/** Handler of `AdCreativeAttachment`. */
export const adCreativeAttachment: ResourceHandler = new Handler(
  provider,
  new Lifecycle(adCreativeAttachmentDefinition),
);
/** Handler of `SandboxOrder`. */
export const sandboxOrder: ResourceHandler = new Handler(provider, sandboxOrderOperations);
