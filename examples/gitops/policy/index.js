// @ts-check
"use strict";

const { PolicyPack } = require("@pulumi/policy");
const { select } = require("pulumi-whatsapp-policy");

/** What holds for all our texts. What differs between stacks stands in dev.json and prod.json beside this file. */
new PolicyPack("our-content", {
  policies: select({
    preset: "brazil",
    // A level, or options, of a rule that we see differently: { "whatsapp-no-placeholders": "advisory" }.
    overrides: {},
    // Findings to live with until a day: { rule, resource, reason, expires: "2027-01-31" }.
    waivers: [],
  }),
});
