import { z } from "zod";
import { graphId } from "./ids";

/** Actions on the ad when its attachment is deleted. */
const onDeletes = ["restore", "pause", "leave"] as const;

/** Arguments of an attachment of a creative to an ad. Unknown keys are rejected. */
export const attachmentArgsSchema = z.strictObject({
  adId: graphId,
  creativeId: graphId,
  onDelete: z.enum(onDeletes).nullish(),
});

/** Arguments of an attachment as the provider receives them, without the hidden handler text. */
export type AttachmentArgs = z.infer<typeof attachmentArgsSchema>;
