import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";
import { readAdoptions, resourceName } from "./adoptions";
import { findShard, FleetError, readFleet } from "./fleet";

const stack = pulumi.getStack();
const { fleet, shard } = readShard();
const adoptions = readAdoptions(stack);

for (const account of shard.accounts) {
  for (const { key, content } of fleet.variantsOf(account)) {
    const { autofillMessage, iceBreakers, ...texts } = content;
    const name = resourceName(account.wabaId, key);
    new whatsapp.WelcomeMessageSequence(
      name,
      {
        ...texts,
        autofillMessage: autofillMessage ?? undefined,
        iceBreakers: iceBreakers ?? undefined,
        wabaId: account.wabaId,
        adoptSequenceId: adoptions[name],
      },
      account.state === "paused" ? { ignoreChanges: ["name", "text", "autofillMessage", "iceBreakers"] } : {},
    );
  }
}

function readShard() {
  try {
    const fleet = readFleet();
    return { fleet, shard: findShard(fleet, stack) };
  } catch (error) {
    // Pulumi prints a stack trace for every other error.
    throw error instanceof FleetError ? new pulumi.RunError(error.message) : error;
  }
}
