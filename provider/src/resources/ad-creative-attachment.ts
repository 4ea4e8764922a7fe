import * as pulumi from "@pulumi/pulumi";
import { attachmentType, handlerText } from "../schema/handler";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions, requireId } from "./require-arguments";

/** Arguments of {@link AdCreativeAttachment}. */
export interface AdCreativeAttachmentArgs {
  /** Id of an existing ad, 1 to 32 digits. A change creates a new attachment. Example: `"120209876543210987"`. */
  adId: pulumi.Input<string>;
  /** Id of the creative for the ad, 1 to 32 digits: the `creativeId` of an `AdCreative` in the ad account of the ad. A change updates the ad in place. */
  creativeId: pulumi.Input<string>;
  /**
   * Effect of a delete on the ad. `"restore"` sets the creative that the ad had before; the delete is refused if none is recorded.
   * `"pause"` pauses the ad and keeps its creative. `"leave"` makes no call. Default: `"restore"`.
   */
  onDelete?: pulumi.Input<"restore" | "pause" | "leave" | undefined>;
}

/**
 * Sets the creative of an existing ad, so that the program switches ads after it creates a new creative and before it deletes the old
 * one. The program does not create, change or delete ads otherwise.
 * Meta's page: https://developers.facebook.com/docs/marketing-api/reference/adgroup
 *
 * The access token needs the permission `ads_management`. A create sends 1 GET, 1 POST and a read-back; another creative sends 1 POST and a
 * read-back; a delete sends 1 GET, 1 POST and a read-back, or nothing with `"leave"`. If someone sets another creative, `pulumi refresh`
 * shows the drift, `pulumi up` corrects it, and a delete leaves the ad unchanged. The physical id is the id of the ad.
 *
 * @example
 * ```ts
 * new whatsapp.AdCreativeAttachment("driver-ad", { adId: "120209876543210987", creativeId: creative.creativeId });
 * ```
 */
export class AdCreativeAttachment extends pulumi.CustomResource {
  /** Type token, by which typed policy helpers match resources. */
  static readonly __pulumiType = attachmentType;

  /** Id of the ad. */
  declare readonly adId: pulumi.Output<string>;
  /** Id of the creative that the ad uses. */
  declare readonly creativeId: pulumi.Output<string>;
  /** The argument as given. If it is not set, `"restore"` applies. */
  declare readonly onDelete: pulumi.Output<"restore" | "pause" | "leave" | undefined>;
  /**
   * Id of the creative that the ad had before this attachment. Not set if the ad already had the right one or nothing was recorded. A
   * forced replacement (`pulumi up --replace`) loses the record and warns with the id.
   */
  declare readonly previousCreativeId: pulumi.Output<string | undefined>;

  /**
   * Reads the creative of an ad without managing it.
   *
   * @param name Name of the resource in this program.
   * @param id Id of the ad. The run fails if the token cannot see the ad.
   * @param opts Resource options.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AdCreativeAttachment {
    return new AdCreativeAttachment(name, undefined, {
      ...opts,
      id: requireId("whatsapp.AdCreativeAttachment", name, id),
    });
  }

  /** Returns true if a value is an attachment, even one of another copy of this package. */
  static override isInstance(value: unknown): value is AdCreativeAttachment {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === AdCreativeAttachment.__pulumiType
    );
  }

  constructor(name: string, args: AdCreativeAttachmentArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Used by {@link AdCreativeAttachment.get}, which has no arguments. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: AdCreativeAttachmentArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("whatsapp.AdCreativeAttachment", name, opts);
    if (opts.id === undefined) {
      requireArguments({ kind: "whatsapp.AdCreativeAttachment", name, required: ["adId", "creativeId"] }, args);
    }
    const final = new FinalOptions(opts, toProperties(args));
    super(AdCreativeAttachment.__pulumiType, name, final.properties, final.observed);
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    warnAboutReplaceOnChanges(this, final.options, replacement);
  }
}

/** Builds the properties to register. Lists every key, so that each becomes an output, and passes unknown keys on for check to reject. */
function toProperties(args: AdCreativeAttachmentArgs | undefined): pulumi.Inputs {
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
