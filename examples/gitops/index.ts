import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";
import { readContent } from "./content";

/** In production, a sequence must be unprotected before the removal or renaming of its file deletes it. */
const protect = pulumi.getStack() === "prod";

/** Ids of the sequences, one for each file. */
export const sequenceIds = Object.fromEntries(
  readContent(join(__dirname, "content")).map(({ resource, content: { autofillMessage, iceBreakers, ...texts } }) => {
    const args = { ...texts, autofillMessage: autofillMessage ?? undefined, iceBreakers: iceBreakers ?? undefined };
    return [resource, new whatsapp.WelcomeMessageSequence(resource, args, { protect }).sequenceId];
  }),
);
