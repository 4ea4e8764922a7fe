import { PolicyPack } from "@pulumi/policy";
import { select } from "./policies";

// Starts the policy server when it is loaded, so it stands in a file of its own.
new PolicyPack("whatsapp", { policies: select() });
