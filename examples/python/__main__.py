"""Two welcome message sequences, and an ad creative that opens one of them."""

import pulumi
import pulumi_whatsapp as whatsapp

signup = whatsapp.WelcomeMessageSequence(
    "driver-signup",
    name="Driver sign-up",
    text="Hi! Thanks for your interest in driving with us.",
    autofill_message={"content": "Hello! Can I get more info on this?"},
    ice_breakers=[{"title": "How do I sign up?"}, {"title": "What do I need?"}],
    on_content_change=whatsapp.OnContentChange.REPLACE,
)

support = whatsapp.WelcomeMessageSequence(
    "driver-support",
    name="Driver support",
    text="Hi! How can we help?",
)

# Meta's own keys, unchanged.
creative = whatsapp.AdCreative(
    "driver-ad",
    object_story_spec={
        "page_id": pulumi.Config().require("pageId"),
        "link_data": {
            "link": "https://api.whatsapp.com/send",
            "message": "Drive with us",
            "call_to_action": {
                "type": "WHATSAPP_MESSAGE",
                "value": {"app_destination": "WHATSAPP"},
            },
        },
    },
    welcome_message_sequence_id=signup.sequence_id,
)

pulumi.export("sequenceIds", [signup.sequence_id, support.sequence_id])
pulumi.export("creativeId", creative.creative_id)
