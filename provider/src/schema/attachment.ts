import { z } from "zod";
import { graphId } from "./ids";

/** What becomes of the ad when its attachment is deleted. */
export const onDeletes = ["restore", "pause", "leave"] as const;

/** What a person says about an attachment of a creative to an ad. Unknown keys are refused. */
export const attachmentArgsSchema = z.strictObject({
  adId: graphId,
  creativeId: graphId,
  onDelete: z.enum(onDeletes).nullish(),
});

/** Arguments of an attachment as they arrive at the provider, the hidden handler text taken off. */
export type AttachmentArgs = z.infer<typeof attachmentArgsSchema>;
