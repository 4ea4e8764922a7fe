import * as pulumi from "@pulumi/pulumi";
import { handlerText, sequenceType } from "../schema/handler";
import { warnAboutConfiguration } from "./configuration-warnings";
import { FinalOptions } from "./final-options";
import { type ComputedOutputs, warnAboutOptions } from "./ineffective-options";
import { type Replacement, warnAboutReplaceOnChanges } from "./replace-on-changes";
import { requireArguments, requireNameAndOptions, requireId } from "./require-arguments";

/** Text that WhatsApp puts into the message box when the chat opens. The person can edit it before sending. */
export interface AutofillMessageArgs {
  /**
   * Prefilled text. At least one visible character; sent exactly as given. Meta documents no maximum length for sequences.
   * Example: `"Hello! Can I get more info on this?"`.
   */
  content: pulumi.Input<string>;
}

/** A question that the person can tap instead of typing. It arrives as an ordinary text message. */
export interface IceBreakerArgs {
  /** Text of the question. At least one visible character; more than 80 characters bring a warning (Meta's limit for similar features). Example: `"How do I sign up?"`. */
  title: pulumi.Input<string>;
}

/** Arguments of {@link WelcomeMessageSequence}. The names are those of Meta's JSON in camelCase. */
export interface WelcomeMessageSequenceArgs {
  /**
   * Id of the WhatsApp Business Account that contains the sequence, 1 to 32 digits. A change creates a sequence in the new account and
   * deletes the old one. Default: the provider's `wabaId`, then `WHATSAPP_WABA_ID`, then config `whatsapp:wabaId`. Example: `"102290129340398"`.
   */
  wabaId?: pulumi.Input<string | undefined>;
  /** Name in Ads Manager. At least one visible character; it need not be unique. Default: the name of the resource. Example: `"Driver sign-up"`. */
  name?: pulumi.Input<string | undefined>;
  /**
   * Greeting that the person sees after the click. At least one visible character; sent exactly as given. More than 300 characters bring
   * a warning (Meta's limit for similar features). Example: `"Hi! Thanks for your interest in driving with us."`.
   */
  text: pulumi.Input<string>;
  /** Prefilled text of the message box; can be combined with ice breakers. Default: none. */
  autofillMessage?: pulumi.Input<AutofillMessageArgs | undefined>;
  /** Questions to tap, in the order shown. More than 4 bring a warning. Default: none. */
  iceBreakers?: pulumi.Input<readonly pulumi.Input<IceBreakerArgs>[] | undefined>;
  /**
   * Effect of a change of `name`, `text`, `autofillMessage` or `iceBreakers`. `"update"` edits the sequence in place, which Meta refuses
   * while an ad uses it. `"replace"` creates a new sequence first and deletes the old one last, so that ads can switch in between.
   * Default: `"update"`.
   */
  onContentChange?: pulumi.Input<"update" | "replace" | undefined>;
  /** Effect of a sequence with the same name and content in the account. `"refuse"` fails the create and names the id of the existing one. `"allow"` creates a second one. Used only by the create. Default: `"refuse"`. */
  duplicates?: pulumi.Input<"refuse" | "allow" | undefined>;
  /** Id of an existing sequence to adopt instead of creating one, 1 to 32 digits. Its content is updated to these arguments. Used only by the create. Default: none. */
  adoptSequenceId?: pulumi.Input<string | undefined>;
}

/**
 * A welcome message sequence: the greeting, prefilled text and questions that a person sees when a click on an ad opens WhatsApp.
 * Meta's page: https://developers.facebook.com/documentation/business-messaging/whatsapp/ctwa/welcome-message-sequences
 *
 * The access token needs the permission `whatsapp_business_management`. A create or an update sends 1 POST and reads the sequence back;
 * a delete sends 1 GET and 1 DELETE; a preview, and an `up` without changes, make no call. Meta does not delete a sequence that an ad
 * uses (error 4027012), so the provider refuses that delete before the DELETE and says what to do. The physical id is
 * `<wabaId>/<sequenceId>`.
 *
 * @example
 * Minimal:
 * ```ts
 * const signup = new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi! Thanks for your interest in driving with us." });
 * ```
 * @example
 * All content arguments, and the id for an ad creative
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
 * For a sequence in use by ads, every change creates a new sequence first:
 * ```ts
 * new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi!", onContentChange: "replace" });
 * ```
 * @example
 * Adopt an existing sequence:
 * ```ts
 * new whatsapp.WelcomeMessageSequence("driver-signup", { text: "Hi!", adoptSequenceId: "186473890" });
 * ```
 */
export class WelcomeMessageSequence extends pulumi.CustomResource {
  /** Type token, by which typed policy helpers match resources. */
  static readonly __pulumiType = sequenceType;

  /** Id of the WhatsApp Business Account that contains the sequence. */
  declare readonly wabaId: pulumi.Output<string>;
  /** Name in Ads Manager. */
  declare readonly name: pulumi.Output<string>;
  /** Greeting that the person sees after the click. */
  declare readonly text: pulumi.Output<string>;
  /** Prefilled text of the message box. Not set if there is none. */
  declare readonly autofillMessage: pulumi.Output<{ readonly content: string } | undefined>;
  /** Questions to tap, in the order shown. Not set if there are none. */
  declare readonly iceBreakers: pulumi.Output<readonly { readonly title: string }[] | undefined>;
  /** The argument as given. If it is not set, `"update"` applies. */
  declare readonly onContentChange: pulumi.Output<"update" | "replace" | undefined>;
  /** The argument as given. If it is not set, `"refuse"` applies. */
  declare readonly duplicates: pulumi.Output<"refuse" | "allow" | undefined>;
  /** The argument as given. */
  declare readonly adoptSequenceId: pulumi.Output<string | undefined>;
  /** True if an ad used the sequence at the last read. `pulumi refresh` updates it. */
  declare readonly isUsedInAd: pulumi.Output<boolean>;
  /** Time of the last change according to Meta, such as `2025-08-14T19:06:34+0000`. Not set if Meta does not return it. */
  declare readonly lastUpdateTime: pulumi.Output<string | undefined>;
  /**
   * Meta's id of the sequence, for ad creatives. It is derived from the physical id, so an update in place does not show dependent ad
   * creatives as changed in the preview.
   */
  readonly sequenceId: pulumi.Output<string>;

  /**
   * Reads an existing sequence without managing it.
   *
   * @param name Name of the resource in this program.
   * @param id Physical id, `<wabaId>/<sequenceId>`. The run fails if the token cannot see the sequence.
   * @param opts Resource options.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): WelcomeMessageSequence {
    return new WelcomeMessageSequence(name, undefined, {
      ...opts,
      id: requireId("whatsapp.WelcomeMessageSequence", name, id),
    });
  }

  /** Returns true if a value is a sequence, even one of another copy of this package. */
  static override isInstance(value: unknown): value is WelcomeMessageSequence {
    return (
      pulumi.CustomResource.isInstance(value) &&
      "__pulumiType" in value &&
      value.__pulumiType === WelcomeMessageSequence.__pulumiType
    );
  }

  constructor(name: string, args: WelcomeMessageSequenceArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal Used by {@link WelcomeMessageSequence.get}, which has no arguments. */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(name: string, args: WelcomeMessageSequenceArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    requireNameAndOptions("whatsapp.WelcomeMessageSequence", name, opts);
    if (opts.id === undefined) {
      requireArguments({ kind: "whatsapp.WelcomeMessageSequence", name, required: ["text"] }, args);
    }
    const final = new FinalOptions(opts, toProperties(name, args));
    super(WelcomeMessageSequence.__pulumiType, name, final.properties, final.observed);
    this.sequenceId = this.id.apply((id) => id.slice(id.indexOf("/") + 1));
    warnAboutConfiguration();
    warnAboutOptions(this, final, computed);
    const onContentChange = pulumi.output(final.properties["onContentChange"]);
    warnAboutReplaceOnChanges(this, final.options, onContentChange.apply(describeReplacement));
  }
}

/** Builds the properties to register. Lists every key, so that each becomes an output, and passes unknown keys on for check to reject. */
function toProperties(name: string, args: WelcomeMessageSequenceArgs | undefined): pulumi.Inputs {
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

function describeReplacement(onContentChange: unknown): Replacement {
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
