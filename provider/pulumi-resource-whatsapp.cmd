@node "%~dp0pulumi-resource-whatsapp" %*
