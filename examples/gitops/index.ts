import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";
import { readContent } from "./content";

/** A file that is taken away or renamed deletes its sequence; in production only once somebody has lifted the protection. */
const protect = pulumi.getStack() === "prod";

/** One sequence for each file. */
export const sequenceIds = Object.fromEntries(
  readContent(join(__dirname, "content")).map(({ resource, content: { autofillMessage, iceBreakers, ...texts } }) => {
    const args = { ...texts, autofillMessage: autofillMessage ?? undefined, iceBreakers: iceBreakers ?? undefined };
    return [resource, new whatsapp.WelcomeMessageSequence(resource, args, { protect }).sequenceId];
  }),
);
