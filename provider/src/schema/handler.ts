/** Type of the resource in programs, states and import files: as constant as the handler text. */
export const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";

/**
 * What Pulumi's dynamic-provider process evaluates to find a resource's handler. This text is in users' states, twice per
 * resource, and is what refresh and destroy run: it never changes (decisions/0001-constant-shell.md).
 */
export const handlerText = (resource: "welcomeMessageSequence"): string =>
  `exports.handler=()=>require("pulumi-whatsapp/runtime").${resource};`;
