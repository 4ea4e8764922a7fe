import { creativeType, sequenceType } from "../schema/handler";
import { pluginTypes } from "../schema/resource-kinds";

/** A kind of resource that can be imported. */
export interface ImportableKind {
  /** Type in TypeScript programs: that of the dynamic provider. */
  readonly type: string;
  /** Type in programs of the other languages: that of the plugin. */
  readonly pluginType: string;
  /** Class in the program: `new whatsapp.<className>(`. */
  readonly className: string;
  /** Noun in names and messages, e.g. `sequence`. */
  readonly noun: string;
  /** Account or ad account, in messages. */
  readonly scopeNoun: string;
  /** Argument with the account's id, a constant of the program. */
  readonly scopeArg: "wabaId" | "adAccountId";
  /** Default name of the program. */
  readonly programFile: string;
  /** Flag that selects resources by id. */
  readonly idsFlag: string;
}

export const sequences: ImportableKind = {
  type: sequenceType,
  pluginType: pluginTypes.sequence,
  className: "WelcomeMessageSequence",
  noun: "sequence",
  scopeNoun: "account",
  scopeArg: "wabaId",
  programFile: "sequences.ts",
  idsFlag: "--ids",
};

export const creatives: ImportableKind = {
  type: creativeType,
  pluginType: pluginTypes.creative,
  className: "AdCreative",
  noun: "creative",
  scopeNoun: "ad account",
  scopeArg: "adAccountId",
  programFile: "creatives.ts",
  idsFlag: "--creatives",
};
