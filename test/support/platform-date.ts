// What Meta's versions and features are must not depend on the day on which the tests run. Only this realm sees it: programs that a test
// starts get their environment from the test.
process.env["WHATSAPP_PLATFORM_DATE"] = "2026-11-29";
