import { creativeType, sequenceType } from "../schema/handler";

/** A kind of resource that an import file can hold. */
export interface Kind {
  readonly type: string;
  /** In the program: `new whatsapp.<className>(`. */
  readonly className: string;
  /** `sequence`: in names and sentences. */
  readonly noun: string;
  /** `account`: who holds them, in sentences. */
  readonly holder: string;
  /** The argument that names the holder, a constant of the program. */
  readonly holderArg: "wabaId" | "adAccountId";
  /** Default name of the program. */
  readonly programFile: string;
  /** The flag that chooses some. */
  readonly idsFlag: string;
}

export const sequences: Kind = {
  type: sequenceType,
  className: "WelcomeMessageSequence",
  noun: "sequence",
  holder: "account",
  holderArg: "wabaId",
  programFile: "sequences.ts",
  idsFlag: "--ids",
};

export const creatives: Kind = {
  type: creativeType,
  className: "AdCreative",
  noun: "creative",
  holder: "ad account",
  holderArg: "adAccountId",
  programFile: "creatives.ts",
  idsFlag: "--creatives",
};
