/** Resource types in programs, states and import files. They never change, like the handler text. */
export const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";
export const creativeType = "pulumi-nodejs:dynamic/whatsapp:AdCreative";
export const attachmentType = "pulumi-nodejs:dynamic/whatsapp:AdCreativeAttachment";
export const sandboxOrderType = "pulumi-nodejs:dynamic/whatsapp:SandboxOrder";

/** Names of the handlers behind `pulumi-whatsapp/runtime`. */
export type HandlerName = "welcomeMessageSequence" | "adCreative" | "adCreativeAttachment" | "sandboxOrder";

/**
 * Code that Pulumi's dynamic-provider process evaluates to find a resource's handler. Users' states contain this text twice per resource,
 * and refresh and destroy run it: it never changes (decisions/0001-constant-shell.md).
 */
export function handlerText(resource: HandlerName): string {
  return `exports.handler=()=>require("pulumi-whatsapp/runtime").${resource};`;
}
