import * as pulumi from "@pulumi/pulumi";
import { creativeType, handlerText } from "../schema/handler";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions, requireId } from "./require-arguments";

/** JSON in Meta's own words: the keys of Meta's page, as they are (`page_id`, `link_data`). Ids as text. */
export type MetaJson = Readonly<Record<string, unknown>>;

/** Arguments of {@link AdCreative}. */
export interface AdCreativeArgs {
  /**
   * Ad account that contains the creative, 1 to 32 digits without `act_`. A change creates a new creative there. Default: the provider's
   * `adAccountId`, then `WHATSAPP_AD_ACCOUNT_ID`, then config `whatsapp:adAccountId`. Example: `"368811234567890"`.
   */
  adAccountId?: pulumi.Input<string | undefined>;
  /** Name shown in Ads Manager; the only part that Meta changes in place. At least one visible character. Default: the resource's name. */
  name?: pulumi.Input<string | undefined>;
  /**
   * Content of the ad: Meta's `object_story_spec`, as Meta documents it. For ads that open WhatsApp its `link_data.call_to_action` is
   * `{ type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } }`. A change makes a new creative; keys that Meta adds are not
   * compared. Source: Marketing API, "Ads that Click to WhatsApp".
   */
  objectStorySpec: pulumi.Input<MetaJson>;
  /** Meta's `asset_feed_spec`, as Meta documents it, without the sequence. A change creates a new creative. Default: none. */
  assetFeedSpec?: pulumi.Input<MetaJson | undefined>;
  /**
   * Id of the welcome message sequence that a click shows, 1 to 32 digits: a `WelcomeMessageSequence`'s `sequenceId`. Becomes
   * `asset_feed_spec.additional_data.partner_app_welcome_message_flow_id`, beside whatever else is there. A
   * `page_welcome_message` beside it, in either of the two specs or in a card of a carousel, is refused. A change makes a new creative. Default: none.
   */
  welcomeMessageSequenceId?: pulumi.Input<string | undefined>;
  /** When one of the ad account's newest creatives has the same name and content: `"refuse"` fails and names its id, `"allow"` makes a second one. Read only when creating. Default `"refuse"`. */
  duplicates?: pulumi.Input<"refuse" | "allow" | undefined>;
  /** Creative id, 1 to 32 digits: take this creative over instead of making one. It must hold what these arguments say; only its name is changed. Read only when creating. Default: none. */
  adoptCreativeId?: pulumi.Input<string | undefined>;
}

/**
 * An ad creative: what an ad shows, and which welcome message sequence its click opens.
 * Meta's page: https://developers.facebook.com/docs/marketing-api/reference/ad-creative
 *
 * Meta changes only the name of a creative, so every other change makes a new one first and deletes the old one last; an
 * {@link AdCreativeAttachment} moves an ad over in between. Needs a token with `ads_management`. Calls: create 1 POST, a look at the
 * newest three pages of the ad account before the run's first, and a read-back; a new name 1 POST and a read-back; delete 1 read
 * and 1 DELETE; preview and an `up` without changes none. What somebody, or Meta, has changed since is a warning: creatives cannot be
 * mended. The physical id is `<adAccountId>/<creativeId>`.
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
  /** Type token; typed policy helpers match resources by it. */
  static readonly __pulumiType = creativeType;

  /** Ad account that contains the creative, without `act_`. */
  declare readonly adAccountId: pulumi.Output<string>;
  /** Name shown in Ads Manager. */
  declare readonly name: pulumi.Output<string>;
  /** As Meta stores it, at the paths that the program has set. */
  declare readonly objectStorySpec: pulumi.Output<MetaJson>;
  /** As Meta stores it, at the paths that the program has set; undefined if the program sets none. */
  declare readonly assetFeedSpec: pulumi.Output<MetaJson | undefined>;
  /** Sequence that a click shows. */
  declare readonly welcomeMessageSequenceId: pulumi.Output<string | undefined>;
  /** As given; undefined means `"refuse"`. */
  declare readonly duplicates: pulumi.Output<"refuse" | "allow" | undefined>;
  /** As given. */
  declare readonly adoptCreativeId: pulumi.Output<string | undefined>;
  /** Meta's word on it when it was last read: `ACTIVE`, `IN_PROCESS` or `WITH_ISSUES`; undefined when Meta does not tell. */
  declare readonly status: pulumi.Output<string | undefined>;
  /** Meta's id of the creative, for ads. Derived from the physical id, so that a new name leaves every ad unchanged in the preview. */
  readonly creativeId: pulumi.Output<string>;

  /**
   * Reads a creative that exists, without managing it: the outputs hold all that Meta shows of it.
   *
   * @param name Name of the resource in this program.
   * @param id `<adAccountId>/<creativeId>`. One that the token cannot see fails the run.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AdCreative {
    return new AdCreative(name, undefined, { ...opts, id: requireId("whatsapp.AdCreative", name, id) });
  }

  /** Returns true if a value is an ad creative, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is AdCreative {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === AdCreative.__pulumiType
    );
  }

  constructor(name: string, args: AdCreativeArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Only {@link AdCreative.get} leaves the arguments out. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: AdCreativeArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("whatsapp.AdCreative", name, opts);
    if (opts.id === undefined) {
      requireArguments({ kind: "whatsapp.AdCreative", name, required: ["objectStorySpec"] }, args);
    }
    const final = new FinalOptions(opts, propertiesOf(name, args));
    super(AdCreative.__pulumiType, name, final.properties, final.observed);
    this.creativeId = this.id.apply((id) => id.slice(id.indexOf("/") + 1));
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    warnAboutReplaceOnChanges(this, final.options, replacement);
  }
}

/** Every key is named, so that each becomes an output; unknown keys are passed on for check to refuse. */
function propertiesOf(name: string, args: AdCreativeArgs | undefined): pulumi.Inputs {
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
