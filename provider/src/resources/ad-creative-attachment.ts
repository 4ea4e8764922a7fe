import * as pulumi from "@pulumi/pulumi";
import { attachmentType, handlerText } from "../schema/handler";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions, requireId } from "./require-arguments";

/** Arguments of {@link AdCreativeAttachment}. */
export interface AdCreativeAttachmentArgs {
  /** Ad to point at the creative, 1 to 32 digits; it exists already. A change makes a new attachment. Example: `"120209876543210987"`. */
  adId: pulumi.Input<string>;
  /** Creative the ad is to have, 1 to 32 digits: an `AdCreative`'s `creativeId`. It must be in the ad's own ad account. A change moves the ad over in place. */
  creativeId: pulumi.Input<string>;
  /**
   * Decides what happens to the ad when the attachment is deleted: `"restore"` gives it back the creative it had before (refused when none was
   * recorded), `"pause"` pauses it and leaves the creative, `"leave"` does nothing. Default `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "pause" | "leave" | undefined>;
}

/**
 * Points an existing ad at a creative, so that the switch is part of the program: after a new creative is made, and before an old one
 * is deleted. Ads themselves stay with whoever makes them.
 * Meta's page: https://developers.facebook.com/docs/marketing-api/reference/adgroup
 *
 * Needs a token with `ads_management`. Calls: create 1 read, 1 POST and a read-back; another creative 1 POST and a read-back; delete
 * the same, or none with `"leave"`. An ad that somebody has pointed elsewhere is drift: `pulumi refresh` shows it, `pulumi up` points
 * it back, a delete leaves it as it is. The physical id is the ad's id.
 *
 * @example
 * ```ts
 * new whatsapp.AdCreativeAttachment("driver-ad", { adId: "120209876543210987", creativeId: creative.creativeId });
 * ```
 */
export class AdCreativeAttachment extends pulumi.CustomResource {
  /** Type token; typed policy helpers match resources by it. */
  static readonly __pulumiType = attachmentType;

  /** Ad that was pointed at the creative. */
  declare readonly adId: pulumi.Output<string>;
  /** Creative the ad has. */
  declare readonly creativeId: pulumi.Output<string>;
  /** As given; undefined means `"restore"`. */
  declare readonly onDelete: pulumi.Output<"restore" | "pause" | "leave" | undefined>;
  /**
   * Creative the ad had before it was first attached; undefined when it had the wanted one already, or when nothing was recorded. A
   * forced replacement (`pulumi up --replace`) records what the ad has then, with a warning that names what is forgotten.
   */
  declare readonly previousCreativeId: pulumi.Output<string | undefined>;

  /**
   * Reads which creative an ad has, without managing it.
   *
   * @param name Name of the resource in this program.
   * @param id The ad's id. One that the token cannot see fails the run.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AdCreativeAttachment {
    return new AdCreativeAttachment(name, undefined, {
      ...opts,
      id: requireId("whatsapp.AdCreativeAttachment", name, id),
    });
  }

  /** Returns true if a value is an attachment, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is AdCreativeAttachment {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === AdCreativeAttachment.__pulumiType
    );
  }

  constructor(name: string, args: AdCreativeAttachmentArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Only {@link AdCreativeAttachment.get} leaves the arguments out. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: AdCreativeAttachmentArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("whatsapp.AdCreativeAttachment", name, opts);
    if (opts.id === undefined) {
      requireArguments({ kind: "whatsapp.AdCreativeAttachment", name, required: ["adId", "creativeId"] }, args);
    }
    const final = new FinalOptions(opts, propertiesOf(args));
    super(AdCreativeAttachment.__pulumiType, name, final.properties, final.observed);
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    warnAboutReplaceOnChanges(this, final.options, replacement);
  }
}

/** Every key is named, so that each becomes an output; unknown keys are passed on for check to refuse. */
function propertiesOf(args: AdCreativeAttachmentArgs | undefined): pulumi.Inputs {
  return {
    adId: undefined,
    creativeId: undefined,
    onDelete: undefined,
    previousCreativeId: undefined,
    ...args,
    __provider: handlerText("adCreativeAttachment"),
  };
}

const replacement: Replacement = {
  replaced: ["adId"],
  isComplete: false,
  advice:
    "Another creativeId moves the ad over in place, and another adId makes a new attachment anyway. For a new one in any case, run `pulumi up --replace` with its URN.",
};

const computed: ComputedOutputs = { returned: ["previousCreativeId"], derived: [] };
