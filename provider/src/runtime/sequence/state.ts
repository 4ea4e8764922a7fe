import { z } from "zod";
import { argsOf, contentKey, contentOf, type SequenceContent } from "../../schema/canonical";
import type { SequenceRow } from "../../schema/wire";
import { UserError } from "../user-error";
import { handlerIn, requireKnownVersion, type Properties } from "../properties";

/** Version of the outputs' shape. A newer one in a state is refused. */
export const stateVersion = 1;

/** Arguments that only this provider knows; Meta never sees them. */
export const localArgs = ["onContentChange", "duplicates", "adoptSequenceId"] as const;

const contentShape = z.object({
  name: z.string(),
  text: z.string(),
  autofillMessage: z.object({ content: z.string() }).nullish(),
  iceBreakers: z.array(z.object({ title: z.string() })).nullish(),
});

/** What a state says the sequence holds; undefined when it says nothing readable. */
export function contentIn(properties: Properties): SequenceContent | undefined {
  const parsed = contentShape.safeParse(properties);
  return parsed.success ? contentOf(parsed.data) : undefined;
}

/** How sequences of one run are told apart. */
export function sequenceKey(inputs: Properties): string {
  const content = contentIn(inputs);
  return JSON.stringify([inputs["wabaId"], content === undefined ? null : contentKey(content)]);
}

export function adoptionKey({ wabaId, name, adoptSequenceId }: Properties): string {
  return JSON.stringify([wabaId, name, adoptSequenceId]);
}

/** Set when Meta may hold something else than was sent. `sent` and `stored` are content digests. */
const unsettledShape = z.object({
  sent: z.string(),
  stored: z.string().optional(),
  /** Sequence ids of the same name and content, which somebody else created at the same moment. */
  duplicates: z.array(z.string()).optional(),
});
export type Unsettled = z.infer<typeof unsettledShape>;

export interface Bookkeeping {
  readonly appId: string | undefined;
  readonly unsettled: Unsettled | undefined;
  readonly isUsedInAd: boolean;
}

export function bookkeepingIn(properties: Properties): Bookkeeping {
  requireKnownVersion(properties, stateVersion, "sequence");
  const { __appId: appId, __unsettled: unsettled, isUsedInAd } = properties;
  return {
    appId: typeof appId === "string" ? appId : undefined,
    unsettled: unsettledShape.safeParse(unsettled).data,
    isUsedInAd: isUsedInAd === true,
  };
}

export interface PhysicalId {
  readonly wabaId: string;
  readonly sequenceId: string;
}

export function physicalId({ wabaId, sequenceId }: PhysicalId): string {
  return `${wabaId}/${sequenceId}`;
}

/** Splits `<wabaId>/<sequenceId>`; anything else is refused before any call. */
export function parsePhysicalId(id: string): PhysicalId {
  const [, wabaId, sequenceId] = /^([0-9]{1,32})\/([0-9]{1,32})$/.exec(id) ?? [];
  if (wabaId === undefined || sequenceId === undefined) {
    throw new UserError(
      `The id ${JSON.stringify(id.slice(0, 80))} is not of the form <wabaId>/<sequenceId>, both digits. Nothing was sent. Correct the id in the program, import file or state.`,
    );
  }
  return { wabaId, sequenceId };
}

interface OutputParts {
  readonly id: PhysicalId;
  readonly content: SequenceContent;
  /** Inputs or old outputs that local arguments are copied from. */
  readonly from: Properties;
  readonly isUsedInAd: boolean;
  readonly lastUpdateTime: string | undefined;
  readonly appId: string | undefined;
  readonly unsettled?: Unsettled;
}

/** Outputs as they go into the state: everything put in, what Meta tells, and bookkeeping. No value is undefined. */
export function outputsOf({
  id,
  content,
  from,
  isUsedInAd,
  lastUpdateTime,
  appId,
  unsettled,
}: OutputParts): Properties {
  return {
    ...inputsOf(id.wabaId, content, from),
    sequenceId: id.sequenceId,
    isUsedInAd,
    ...(lastUpdateTime === undefined ? {} : { lastUpdateTime }),
    __stateVersion: stateVersion,
    ...(appId === undefined ? {} : { __appId: appId }),
    ...(unsettled === undefined ? {} : { __unsettled: unsettled }),
  };
}

/** Inputs in their plain form: the content, the account and the local arguments that are set. */
export function inputsOf(wabaId: string, content: SequenceContent, from: Properties): Properties {
  return {
    wabaId,
    ...argsOf(content),
    ...Object.fromEntries(
      localArgs
        .map((key): [string, unknown] => [key, from[key]])
        .filter(([, value]) => value !== undefined && value !== null),
    ),
    ...handlerIn(from),
  };
}

export function rowOutputs(
  id: PhysicalId,
  row: SequenceRow & { readonly content: SequenceContent },
  from: Properties,
  appId: string | undefined,
) {
  return outputsOf({
    id,
    content: row.content,
    from,
    isUsedInAd: row.isUsedInAd,
    lastUpdateTime: row.lastUpdateTime,
    appId,
  });
}
