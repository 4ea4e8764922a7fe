process.env.PROVIDER_FORM = "plugin";
