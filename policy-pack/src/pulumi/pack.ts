import { PolicyPack } from "@pulumi/policy";
import { select } from "./policies";

// A separate file, because loading it starts the policy server.
new PolicyPack("whatsapp", { policies: select() });
