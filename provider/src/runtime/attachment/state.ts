import { UserError } from "../user-error";
import { handlerIn, requireKnownVersion, type Properties } from "../properties";
import type { AttachmentArgs } from "../../schema/attachment";

/** Version of the outputs' shape. A newer one in a state is refused. */
const stateVersion = 1;

/** How attachments of one run are told apart. */
export function attachmentKey({ adId, creativeId }: Properties): string {
  return JSON.stringify([adId, creativeId]);
}

export interface Bookkeeping {
  /** The creative the ad had before; undefined when none was recorded. */
  readonly previousCreativeId: string | undefined;
  readonly adAccountId: string | undefined;
  readonly onDelete: "restore" | "pause" | "leave";
  /** The last write was not seen to have worked. */
  readonly isUnconfirmed: boolean;
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function bookkeepingIn(properties: Properties): Bookkeeping {
  requireKnownVersion(properties, stateVersion, "attachment");
  const { __unconfirmed: unconfirmed, onDelete } = properties;
  return {
    previousCreativeId: textIn(properties["previousCreativeId"]),
    adAccountId: textIn(properties["__adAccountId"]),
    onDelete: onDelete === "pause" || onDelete === "leave" ? onDelete : "restore",
    isUnconfirmed: unconfirmed === true,
  };
}

/** The physical id of an attachment is the ad's; anything but digits is refused before any call. */
export function parseAdId(id: string): string {
  if (/^[0-9]{1,32}$/.test(id)) return id;
  throw new UserError(
    `The id ${JSON.stringify(id.slice(0, 80))} is not the id of an ad, 1 to 32 digits. Nothing was sent. Correct the id in the program, import file or state.`,
  );
}

/** Inputs in their plain form. */
export function inputsOf(adId: string, creativeId: string, from: Properties): Properties {
  return {
    adId,
    creativeId,
    ...(from["onDelete"] === undefined || from["onDelete"] === null ? {} : { onDelete: from["onDelete"] }),
    ...handlerIn(from),
  };
}

interface OutputParts extends Omit<AttachmentArgs, "onDelete"> {
  /** Inputs or old outputs that onDelete and the handler are copied from. */
  readonly from: Properties;
  readonly previousCreativeId: string | undefined;
  readonly adAccountId: string | undefined;
  readonly isUnconfirmed?: boolean;
}

/** Outputs as they go into the state. No value is undefined. */
export function outputsOf({
  adId,
  creativeId,
  from,
  previousCreativeId,
  adAccountId,
  isUnconfirmed = false,
}: OutputParts): Properties {
  return {
    ...inputsOf(adId, creativeId, from),
    ...(previousCreativeId === undefined ? {} : { previousCreativeId }),
    __stateVersion: stateVersion,
    ...(adAccountId === undefined ? {} : { __adAccountId: adAccountId }),
    ...(isUnconfirmed ? { __unconfirmed: true } : {}),
  };
}
