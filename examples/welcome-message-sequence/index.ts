import * as whatsapp from "pulumi-whatsapp";

const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
  name: "Driver sign-up",
  text: "Hi! Thanks for your interest in driving with us.",
  autofillMessage: { content: "Hello! Can I get more info on this?" },
  iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
});

/** For an ad creative: `asset_feed_spec.additional_data.partner_app_welcome_message_flow_id`. */
export const sequenceId = signup.sequenceId;
export const isUsedInAd = signup.isUsedInAd;
