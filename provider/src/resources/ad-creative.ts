import * as pulumi from "@pulumi/pulumi";
import { creativeType, handlerText } from "../schema/handler";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions, requireId } from "./require-arguments";

/** JSON with the keys that Meta documents, unchanged (`page_id`, `link_data`). Write ids as strings. */
export type MetaJson = Readonly<Record<string, unknown>>;

/** Arguments of {@link AdCreative}. */
export interface AdCreativeArgs {
  /**
   * Id of the ad account that contains the creative, 1 to 32 digits without `act_`. A change creates a new creative there. Default: the provider's
   * `adAccountId`, then `WHATSAPP_AD_ACCOUNT_ID`, then config `whatsapp:adAccountId`. Example: `"368811234567890"`.
   */
  adAccountId?: pulumi.Input<string | undefined>;
  /** Name in Ads Manager, at least one visible character. The only field that Meta updates in place. Default: the name of the resource. */
  name?: pulumi.Input<string | undefined>;
  /**
   * Content of the ad: Meta's `object_story_spec`. For ads that open WhatsApp, set its `link_data.call_to_action` to
   * `{ "type": "WHATSAPP_MESSAGE", "value": { "app_destination": "WHATSAPP" } }`. A change creates a new creative; keys that Meta adds are not
   * compared. Source: Marketing API, "Ads that Click to WhatsApp".
   */
  objectStorySpec: pulumi.Input<MetaJson>;
  /** Meta's `asset_feed_spec`, without the sequence. A change creates a new creative. Default: none. */
  assetFeedSpec?: pulumi.Input<MetaJson | undefined>;
  /**
   * Id of the welcome message sequence that opens after a click, 1 to 32 digits: the `sequenceId` of a `WelcomeMessageSequence`. It is
   * merged into `assetFeedSpec` as `additional_data.partner_app_welcome_message_flow_id`. It cannot be combined with a
   * `page_welcome_message` in either spec or in a carousel card. A change creates a new creative. Default: none.
   */
  welcomeMessageSequenceId?: pulumi.Input<string | undefined>;
  /** Effect of a creative with the same name and content among the newest of the ad account (three pages, 75 creatives). `"refuse"` fails the create and names the id of the existing one. `"allow"` creates a second one. Used only by the create. Default: `"refuse"`. */
  duplicates?: pulumi.Input<"refuse" | "allow" | undefined>;
  /** Id of an existing creative to adopt instead of creating one, 1 to 32 digits. Its content must equal these arguments; only its name is updated. Used only by the create. Default: none. */
  adoptCreativeId?: pulumi.Input<string | undefined>;
}

/**
 * An ad creative: the content of an ad and the welcome message sequence that opens after a click.
 * Meta's page: https://developers.facebook.com/docs/marketing-api/reference/ad-creative
 *
 * Meta updates only the name of a creative. Every other change creates a new creative first and deletes the old one last; an
 * {@link AdCreativeAttachment} switches the ad in between. The access token needs the permission `ads_management`. A create sends 1 POST
 * and reads the creative back; the first create of a run also lists the newest creatives, at most three pages. A rename sends 1 POST and
 * a read-back; a delete sends 1 GET and 1 DELETE; a preview, and an `up` without changes, make no call. Drift of the content brings a
 * warning, since a creative cannot be edited. The physical id is `<adAccountId>/<creativeId>`.
 *
 * @example
 * ```ts
 * const signup = new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi!", onContentChange: "replace" });
 * const creative = new whatsapp.AdCreative("driver-ad", {
 *   objectStorySpec: {
 *     page_id: "104837265109384",
 *     link_data: {
 *       link: "https://api.whatsapp.com/send",
 *       message: "Drive with us",
 *       call_to_action: { type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } },
 *     },
 *   },
 *   welcomeMessageSequenceId: signup.sequenceId,
 * });
 * ```
 */
export class AdCreative extends pulumi.CustomResource {
  /** Type token, by which typed policy helpers match resources. */
  static readonly __pulumiType = creativeType;

  /** Id of the ad account that contains the creative, without `act_`. */
  declare readonly adAccountId: pulumi.Output<string>;
  /** Name in Ads Manager. */
  declare readonly name: pulumi.Output<string>;
  /** Content of the ad as Meta stores it, limited to the paths that the program sets. */
  declare readonly objectStorySpec: pulumi.Output<MetaJson>;
  /** Meta's `asset_feed_spec` as stored, limited to the paths that the program sets. Not set if the program sets none. */
  declare readonly assetFeedSpec: pulumi.Output<MetaJson | undefined>;
  /** Id of the welcome message sequence that opens after a click. Not set if there is none. */
  declare readonly welcomeMessageSequenceId: pulumi.Output<string | undefined>;
  /** The argument as given. If it is not set, `"refuse"` applies. */
  declare readonly duplicates: pulumi.Output<"refuse" | "allow" | undefined>;
  /** The argument as given. */
  declare readonly adoptCreativeId: pulumi.Output<string | undefined>;
  /** Status at the last read: `ACTIVE`, `IN_PROCESS` or `WITH_ISSUES`. Not set if Meta does not return it. */
  declare readonly status: pulumi.Output<string | undefined>;
  /** Meta's id of the creative, for ads. It is derived from the physical id, so a rename does not show dependent resources as changed in the preview. */
  readonly creativeId: pulumi.Output<string>;

  /**
   * Reads an existing creative without managing it. The outputs contain all fields that Meta returns.
   *
   * @param name Name of the resource in this program.
   * @param id Physical id, `<adAccountId>/<creativeId>`. The run fails if the token cannot see the creative.
   * @param opts Resource options.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AdCreative {
    return new AdCreative(name, undefined, { ...opts, id: requireId("whatsapp.AdCreative", name, id) });
  }

  /** Returns true if a value is an ad creative, even one of another copy of this package. */
  static override isInstance(value: unknown): value is AdCreative {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === AdCreative.__pulumiType
    );
  }

  constructor(name: string, args: AdCreativeArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Used by {@link AdCreative.get}, which has no arguments. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: AdCreativeArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("whatsapp.AdCreative", name, opts);
    if (opts.id === undefined) {
      requireArguments({ kind: "whatsapp.AdCreative", name, required: ["objectStorySpec"] }, args);
    }
    const final = new FinalOptions(opts, toProperties(name, args));
    super(AdCreative.__pulumiType, name, final.properties, final.observed);
    this.creativeId = this.id.apply((id) => id.slice(id.indexOf("/") + 1));
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    warnAboutReplaceOnChanges(this, final.options, replacement);
  }
}

/** Builds the properties to register. Lists every key, so that each becomes an output, and passes unknown keys on for check to reject. */
function toProperties(name: string, args: AdCreativeArgs | undefined): pulumi.Inputs {
  return {
    adAccountId: undefined,
    objectStorySpec: undefined,
    assetFeedSpec: undefined,
    welcomeMessageSequenceId: undefined,
    duplicates: undefined,
    adoptCreativeId: undefined,
    status: undefined,
    ...args,
    name: args === undefined ? undefined : (args.name ?? name),
    __provider: handlerText("adCreative"),
  };
}

const replacement: Replacement = {
  replaced: ["adAccountId", "objectStorySpec", "assetFeedSpec", "welcomeMessageSequenceId"],
  isComplete: false,
  advice:
    "A new name renames the creative in place, and every other change makes a new creative anyway. For a new one in any case, run `pulumi up --replace` with its URN.",
};

const computed: ComputedOutputs = { returned: ["status"], derived: ["creativeId"] };
