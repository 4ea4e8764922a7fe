import { z } from "zod";
import { argsOf, contentKey, contentOf, type SequenceContent } from "../../schema/canonical";
import { hasUnknown, isUnknown } from "../../schema/unknowns";
import { handlerIn, type ObjectRef, type Properties } from "../properties";

/** Version of the outputs' shape. */
export const stateVersion = 1;

/** Arguments that Meta stores. */
export const contentArgs = ["name", "text", "autofillMessage", "iceBreakers"] as const;

/** Arguments that Meta never sees. */
const localArgs = ["onContentChange", "duplicates", "adoptSequenceId"] as const;

const contentShape = z.object({
  name: z.string(),
  text: z.string(),
  autofillMessage: z.object({ content: z.string() }).nullish(),
  iceBreakers: z.array(z.object({ title: z.string() })).nullish(),
});

/** Reads the content from inputs or outputs; undefined if they have none that can be read. */
export function contentIn(properties: Properties): SequenceContent | undefined {
  const parsed = contentShape.safeParse(properties);
  return parsed.success ? contentOf(parsed.data) : undefined;
}

/** Returns the account and content of inputs as a key. */
export function sequenceKey(inputs: Properties): string {
  const content = contentIn(inputs);
  return JSON.stringify([inputs["wabaId"], content === undefined ? null : contentKey(content)]);
}

/** Recorded when Meta may have stored something other than what was sent. `sent` and `stored` are digests of contents. */
const unsettledShape = z.object({
  sent: z.string(),
  stored: z.string().optional(),
  /** Ids of equal sequences that other processes created at the same moment. */
  duplicates: z.array(z.string()).optional(),
});
type Unsettled = z.infer<typeof unsettledShape>;

/** Values that outputs record besides the content. */
export interface SequenceBookkeeping {
  readonly appId: string | undefined;
  readonly unsettled: Unsettled | undefined;
  readonly isUsedInAd: boolean;
  readonly lastUpdateTime: string | undefined;
}

export function bookkeepingIn(properties: Properties): SequenceBookkeeping {
  const { __appId: appId, __unsettled: unsettled, isUsedInAd, lastUpdateTime } = properties;
  return {
    appId: typeof appId === "string" ? appId : undefined,
    unsettled: unsettledShape.safeParse(unsettled).data,
    isUsedInAd: isUsedInAd === true,
    lastUpdateTime: typeof lastUpdateTime === "string" ? lastUpdateTime : undefined,
  };
}

/** Builds outputs as they go into the state. Local arguments and the handler text come from `from`. No value is undefined. */
export function toSequenceOutputs(
  { scopeId = "", id }: ObjectRef,
  content: SequenceContent,
  from: Properties,
  { isUsedInAd, lastUpdateTime, appId, unsettled }: Partial<SequenceBookkeeping>,
): Properties {
  return {
    ...toSequenceInputs(scopeId, content, from),
    sequenceId: id,
    isUsedInAd: isUsedInAd ?? false,
    ...(lastUpdateTime === undefined ? {} : { lastUpdateTime }),
    __stateVersion: stateVersion,
    ...(appId === undefined ? {} : { __appId: appId }),
    ...(unsettled === undefined ? {} : { __unsettled: unsettled }),
  };
}

/** Builds inputs in their plain form: the content, the account and the local arguments that are set. */
export function toSequenceInputs(wabaId: string, content: SequenceContent, from: Properties): Properties {
  const local = localArgs.map((key): [string, unknown] => [key, from[key]]);
  return {
    wabaId,
    ...argsOf(content),
    ...Object.fromEntries(local.filter(([, value]) => value !== undefined && value !== null)),
    ...handlerIn(from),
  };
}

/** True if an unknown argument may make an update a replacement. */
export function mayReplaceSequence({ wabaId, onContentChange, ...inputs }: Properties): boolean {
  return (
    isUnknown(wabaId) ||
    isUnknown(onContentChange) ||
    (onContentChange === "replace" && contentArgs.some((key) => hasUnknown(inputs[key])))
  );
}

/** Returns the arguments that Meta never sees in which inputs differ from outputs. */
export function changedLocalArgs(olds: Properties, news: Properties): readonly string[] {
  return localArgs.filter((key) => (olds[key] ?? undefined) !== (news[key] ?? undefined));
}
