import { z } from "zod";
import { graphId } from "./ids";

// Spaces, joiners, direction marks and fillers show nothing by themselves; U+2800 is the blank of Braille.
const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Control}\u2800]/u;

/** Text that a person sees: at least one visible character, well-formed Unicode, no NUL. Kept exactly as written. */
export const visibleText = z
  .string()
  .refine((text) => visible.test(text), "must not be empty; write at least one visible character")
  .refine((text) => text.isWellFormed(), "has half of a surrogate pair; write the whole character (UTF-16)")
  .refine((text) => !text.includes("\u0000"), "has a NUL character; remove it");

export const autofillMessageSchema = z.strictObject({ content: visibleText });
export const iceBreakerSchema = z.strictObject({ title: visibleText });

/** Arguments of a sequence: Meta's JSON in camelCase, plus options of this provider. Unknown keys are rejected. */
export const sequenceArgsSchema = z.strictObject({
  wabaId: graphId.nullish(),
  name: visibleText,
  text: visibleText,
  autofillMessage: autofillMessageSchema.nullish(),
  iceBreakers: z.array(iceBreakerSchema).nullish(),
  onContentChange: z.enum(["update", "replace"]).nullish(),
  duplicates: z.enum(["refuse", "allow"]).nullish(),
  adoptSequenceId: graphId.nullish(),
});

/** Arguments of a sequence as the provider receives them, without the hidden handler text. */
export type SequenceArgs = z.infer<typeof sequenceArgsSchema>;

/** Arguments of a sequence in a file or a program, where the name has a default: that of the resource. */
export const unnamedSequenceArgsSchema = sequenceArgsSchema.extend({ name: visibleText.nullish() });
