import * as pulumi from "@pulumi/pulumi";
import { handlerText, sequenceType } from "../schema/handler";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions, requireId } from "./require-arguments";

/** Text put into the person's message box when the conversation opens; the person sends it or changes it. */
export interface AutofillMessageArgs {
  /**
   * The prefilled text. At least one visible character, kept exactly; Meta documents no limit for this edge.
   * Example: `"Hello! Can I get more info on this?"`.
   */
  content: pulumi.Input<string>;
}

/** A question the person can tap instead of writing; it arrives as an ordinary text message. */
export interface IceBreakerArgs {
  /** The question. At least one visible character; more than 80 characters is a warning (Meta's limit for sibling features). Example: `"How do I sign up?"`. */
  title: pulumi.Input<string>;
}

/** Arguments of {@link WelcomeMessageSequence}. Names mirror Meta's JSON in camelCase. */
export interface WelcomeMessageSequenceArgs {
  /**
   * WhatsApp Business Account that contains the sequence, 1 to 32 digits. A change creates a new sequence there and deletes the old one.
   * Default: the provider's `wabaId`, then `WHATSAPP_WABA_ID`, then config `whatsapp:wabaId`. Example: `"102290129340398"`.
   */
  wabaId?: pulumi.Input<string | undefined>;
  /** Name shown in Ads Manager. At least one visible character; Meta does not document it as unique. Default: the resource's name. Example: `"Driver sign-up"`. */
  name?: pulumi.Input<string | undefined>;
  /**
   * Greeting a person sees after the click. At least one visible character, kept exactly; more than 300 characters is a warning
   * (Meta's limit for sibling features). Example: `"Hi! Thanks for your interest in driving with us."`.
   */
  text: pulumi.Input<string>;
  /** Prefilled text; may be given together with ice breakers, as in Meta's own sample. Default: none. */
  autofillMessage?: pulumi.Input<AutofillMessageArgs | undefined>;
  /** Questions to tap, in order; more than 4 is a warning. Default: none. */
  iceBreakers?: pulumi.Input<readonly pulumi.Input<IceBreakerArgs>[] | undefined>;
  /**
   * Decides what a change of `name`, `text`, `autofillMessage` or `iceBreakers` does: `"update"` edits the sequence in place, which Meta refuses
   * while an ad uses it; `"replace"` makes a new sequence first and deletes the old one last, so that ads can move over. Default `"update"`.
   */
  onContentChange?: pulumi.Input<"update" | "replace" | undefined>;
  /** If the account already contains a sequence with the same name and content, `"refuse"` fails and names its id; `"allow"` creates a second one. Read only when creating. Default `"refuse"`. */
  duplicates?: pulumi.Input<"refuse" | "allow" | undefined>;
  /** Sequence id, 1 to 32 digits: take this sequence over instead of making one, bringing its content to these arguments. Read only when creating. Default: none. */
  adoptSequenceId?: pulumi.Input<string | undefined>;
}

/**
 * A welcome message sequence: what a person sees when a click on an ad opens WhatsApp.
 * Meta's page: https://developers.facebook.com/documentation/business-messaging/whatsapp/ctwa/welcome-message-sequences
 *
 * Needs a token of an app with `whatsapp_business_management`. Calls: create 1 POST and a read-back, update 1 POST and a read-back,
 * delete 1 read and 1 DELETE; preview and an `up` without changes make none. A sequence that an ad uses cannot be deleted
 * (Meta's 4027012): the provider refuses before it sends anything and names the ways out. The physical id is
 * `<wabaId>/<sequenceId>`.
 *
 * @example
 * Minimal:
 * ```ts
 * const signup = new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi! Thanks for your interest in driving with us." });
 * ```
 * @example
 * Everything a person sees, and the id for an ad creative
 * (`asset_feed_spec.additional_data.partner_app_welcome_message_flow_id`):
 * ```ts
 * const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
 *   wabaId: "102290129340398",
 *   name: "Driver sign-up",
 *   text: "Hi! Thanks for your interest in driving with us.",
 *   autofillMessage: { content: "Hello! Can I get more info on this?" },
 *   iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
 * });
 * export const sequenceId = signup.sequenceId;
 * ```
 * @example
 * In use by ads: every change makes a new sequence first.
 * ```ts
 * new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi!", onContentChange: "replace" });
 * ```
 * @example
 * Take over a sequence that exists:
 * ```ts
 * new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi!", adoptSequenceId: "186473890" });
 * ```
 */
export class WelcomeMessageSequence extends pulumi.CustomResource {
  /** Type token; typed policy helpers match resources by it. */
  static readonly __pulumiType = sequenceType;

  /** Account that contains the sequence. */
  declare readonly wabaId: pulumi.Output<string>;
  /** Name shown in Ads Manager. */
  declare readonly name: pulumi.Output<string>;
  /** Greeting. */
  declare readonly text: pulumi.Output<string>;
  /** Prefilled text, undefined when there is none. */
  declare readonly autofillMessage: pulumi.Output<{ readonly content: string } | undefined>;
  /** Questions to tap, undefined when there are none. */
  declare readonly iceBreakers: pulumi.Output<readonly { readonly title: string }[] | undefined>;
  /** As given; undefined means `"update"`. */
  declare readonly onContentChange: pulumi.Output<"update" | "replace" | undefined>;
  /** As given; undefined means `"refuse"`. */
  declare readonly duplicates: pulumi.Output<"refuse" | "allow" | undefined>;
  /** As given. */
  declare readonly adoptSequenceId: pulumi.Output<string | undefined>;
  /** True if an ad used the sequence when it was last read; kept current by `pulumi refresh`. */
  declare readonly isUsedInAd: pulumi.Output<boolean>;
  /** Meta's time of the last change, e.g. `2025-08-14T19:06:34+0000`; undefined when Meta does not tell. */
  declare readonly lastUpdateTime: pulumi.Output<string | undefined>;
  /**
   * Meta's id of the sequence, for ad creatives. Derived from the physical id, so that an edit of the text leaves every dependent
   * ad creative unchanged in the preview.
   */
  readonly sequenceId: pulumi.Output<string>;

  /**
   * Reads a sequence that exists, without managing it.
   *
   * @param name Name of the resource in this program.
   * @param id `<wabaId>/<sequenceId>`. One that the token cannot see fails the run.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): WelcomeMessageSequence {
    return new WelcomeMessageSequence(name, undefined, {
      ...opts,
      id: requireId("whatsapp.WelcomeMessageSequence", name, id),
    });
  }

  /** Returns true if a value is a sequence, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is WelcomeMessageSequence {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === WelcomeMessageSequence.__pulumiType
    );
  }

  constructor(name: string, args: WelcomeMessageSequenceArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Only {@link WelcomeMessageSequence.get} leaves the arguments out. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: WelcomeMessageSequenceArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("whatsapp.WelcomeMessageSequence", name, opts);
    if (opts.id === undefined) {
      requireArguments({ kind: "whatsapp.WelcomeMessageSequence", name, required: ["text"] }, args);
    }
    const final = new FinalOptions(opts, propertiesOf(name, args));
    super(WelcomeMessageSequence.__pulumiType, name, final.properties, final.observed);
    this.sequenceId = this.id.apply((id) => id.slice(id.indexOf("/") + 1));
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    const onContentChange = pulumi.output(final.properties["onContentChange"]);
    warnAboutReplaceOnChanges(this, final.options, onContentChange.apply(replacementOf));
  }
}

/** Every key is named, so that each becomes an output; unknown keys are passed on for check to refuse. */
function propertiesOf(name: string, args: WelcomeMessageSequenceArgs | undefined): pulumi.Inputs {
  return {
    wabaId: undefined,
    text: undefined,
    autofillMessage: undefined,
    iceBreakers: undefined,
    onContentChange: undefined,
    duplicates: undefined,
    adoptSequenceId: undefined,
    isUsedInAd: undefined,
    lastUpdateTime: undefined,
    ...args,
    name: args === undefined ? undefined : (args.name ?? name),
    __provider: handlerText("welcomeMessageSequence"),
  };
}

const contentArgs = ["name", "text", "autofillMessage", "iceBreakers"];

function replacementOf(onContentChange: unknown): Replacement {
  return onContentChange === "replace"
    ? {
        replaced: ["wabaId", ...contentArgs],
        isComplete: true,
        advice: `With onContentChange: "replace" a change of ${contentArgs.join(", ")} or wabaId makes a new sequence anyway.`,
      }
    : {
        replaced: ["wabaId"],
        isComplete: false,
        advice:
          'The sequence is updated in place. Set the argument onContentChange: "replace" to create a new sequence instead.',
      };
}

const computed: ComputedOutputs = { returned: ["isUsedInAd", "lastUpdateTime"], derived: ["sequenceId"] };
