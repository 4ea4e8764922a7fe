import type { Simulator } from "pulumi-whatsapp-simulator";
import type { DiffResult } from "../../../provider/src/runtime/handler";
import type { Properties } from "../../../provider/src/runtime/properties";
import type { FullProviderRun } from "./provider-run";

function text(name: string): string {
  return `exports.handler=()=>require("pulumi-whatsapp/runtime").${name};`;
}
export const creativeText = text("adCreative");
export const attachmentText = text("adCreativeAttachment");

/** Content of an ad that opens WhatsApp, as in Meta's documentation. */
export function story(message = "Drive with us"): Properties {
  return {
    page_id: "104837265109384",
    link_data: {
      image_hash: "5d2f0ab62ea8b5b2b3e1f3a0c1d2e3f4",
      link: "https://api.whatsapp.com/send",
      message,
      call_to_action: { type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } },
    },
  };
}

/** More arguments and options, as source text. */
interface ProgramTexts {
  readonly sequence?: string;
  readonly creative?: string;
  readonly attachment?: string;
  readonly attachmentOptions?: string;
}

/** Source of a program with a sequence, a creative that uses it, and an attachment that points the ad at the creative. */
export function adProgram(
  adId: string,
  { sequence = "", creative = "", attachment = "", attachmentOptions = "" }: ProgramTexts,
): string {
  return `
  const signup = new whatsapp.WelcomeMessageSequence("signup", { ${sequence} });
  const creative = new whatsapp.AdCreative("driver-ad", { objectStorySpec: ${JSON.stringify(story())},
    welcomeMessageSequenceId: signup.sequenceId, ${creative} });
  new whatsapp.AdCreativeAttachment("driver-ad", { adId: "${adId}", creativeId: creative.creativeId, ${attachment} },
    { ${attachmentOptions} });
  exports.sequenceId = signup.sequenceId; exports.creativeId = creative.creativeId;`;
}

/** Ids of the creatives that are not deleted, in order of creation. */
export function liveCreatives(meta: Simulator): string[] {
  return meta
    .creatives()
    .filter(({ status }) => status !== "DELETED")
    .map(({ id }) => id);
}

export function adOf(meta: Simulator, adId: string) {
  return meta.ads().find(({ id }) => id === adId);
}

export function creativeArgs(changes: Properties = {}): Properties {
  return {
    __provider: creativeText,
    name: "driver-ad",
    objectStorySpec: story(),
    ...changes,
  };
}

export interface CreatedResource {
  readonly id: string;
  readonly outs: Properties;
  readonly inputs: Properties;
}

/** Runs check and create, as an engine does. */
export async function createCreative(run: FullProviderRun, changes: Properties = {}): Promise<CreatedResource> {
  const { inputs, failures } = await run.creative.check({}, creativeArgs(changes));
  expect(failures).toEqual([]);
  const { id, outs } = await run.creative.create(inputs);
  return { id, outs: { ...outs, __provider: creativeText }, inputs };
}

export async function createAttachment(run: FullProviderRun, args: Properties): Promise<CreatedResource> {
  const { inputs, failures } = await run.attachment.check({}, { __provider: attachmentText, ...args });
  expect(failures).toEqual([]);
  const { id, outs } = await run.attachment.create(inputs);
  return { id, outs: { ...outs, __provider: attachmentText }, inputs };
}

/** Plans an update from the recorded outputs to the declared arguments. */
export async function planCreative(
  run: FullProviderRun,
  { id, outs, inputs }: CreatedResource,
  changes: Properties,
): Promise<{ readonly news: Properties; readonly diff: DiffResult }> {
  const { inputs: news, failures } = await run.creative.check(inputs, creativeArgs(changes));
  expect(failures).toEqual([]);
  return { news, diff: await run.creative.diff(id, outs, news) };
}

export function creativeIdOf(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}
