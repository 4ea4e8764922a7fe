/*
 * Written by scripts/secret-formats.mjs from config/gitleaks.toml of github.com/gitleaks/gitleaks, commit b58d3f1 (2026-07-22).
 * That file is under the following license.
 *
 * MIT License
 *
 * Copyright (c) 2019 Zachary Rice
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */

/** Format of a key or token. */
export interface SecretFormat {
  readonly id: string;
  /** Words in lower case; a text without them contains no such key. Absent: any text may. */
  readonly keywords: readonly string[];
  /** Bits for each character. Less random matches are words. */
  readonly minEntropy: number;
  readonly pattern: RegExp;
}

// One format a line.
// prettier-ignore
export const publishedSecrets: readonly SecretFormat[] = [
  { id: "1password-secret-key", keywords: ["a3-"], minEntropy: 3.8, pattern: /(?<![A-Za-z0-9])A3-[A-Z0-9]{6}-(?:(?:[A-Z0-9]{11})|(?:[A-Z0-9]{6}-[A-Z0-9]{5}))-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}(?![A-Za-z0-9])/g },
  { id: "1password-service-account-token", keywords: ["ops_"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])ops_eyJ[a-zA-Z0-9+/]{250,}={0,3}/g },
  { id: "adobe-client-secret", keywords: ["p8e-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:p8e-[A-Za-z0-9]{32})(?![A-Za-z0-9])/g },
  { id: "age-secret-key", keywords: ["age-secret-key-1"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/g },
  { id: "airtable-personnal-access-token", keywords: ["airtable"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])(?:pat[A-Za-z0-9]{14}\.[a-f0-9]{64})(?![A-Za-z0-9])/g },
  { id: "alibaba-access-key-id", keywords: ["ltai"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:LTAI[A-Za-z0-9]{20})(?![A-Za-z0-9])/g },
  { id: "anthropic-admin-api-key", keywords: ["sk-ant-admin01"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])(?:sk-ant-admin01-[a-zA-Z0-9_\-]{93}AA)(?![A-Za-z0-9])/g },
  { id: "anthropic-api-key", keywords: ["sk-ant-api03"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])(?:sk-ant-api03-[a-zA-Z0-9_\-]{93}AA)(?![A-Za-z0-9])/g },
  { id: "artifactory-api-key", keywords: ["akcp"], minEntropy: 4.5, pattern: /(?<![A-Za-z0-9])AKCp[A-Za-z0-9]{69}(?![A-Za-z0-9])/g },
  { id: "artifactory-reference-token", keywords: ["cmvmd"], minEntropy: 4.5, pattern: /(?<![A-Za-z0-9])cmVmd[A-Za-z0-9]{59}(?![A-Za-z0-9])/g },
  { id: "authress-service-client-access-key", keywords: ["sc_","ext_","scauth_","authress_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.(?:acc)[_-][A-Za-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120})(?![A-Za-z0-9])/g },
  { id: "aws-access-token", keywords: ["a3t","akia","asia","abia","acca"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})(?![A-Za-z0-9])/g },
  { id: "aws-amazon-bedrock-api-key-long-lived", keywords: ["absk"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:ABSK[A-Za-z0-9+/]{109,269}={0,2})(?![A-Za-z0-9])/g },
  { id: "azure-ad-client-secret", keywords: ["q~"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:[a-zA-Z0-9_~.]{3}\dQ~[a-zA-Z0-9_~.-]{31,34})(?![A-Za-z0-9])/g },
  { id: "clickhouse-cloud-api-secret-key", keywords: ["4b1d"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:4b1d[A-Za-z0-9]{38})(?![A-Za-z0-9])/g },
  { id: "clojars-api-token", keywords: ["clojars_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])[Cc][Ll][Oo][Jj][Aa][Rr][Ss]_[A-Za-z0-9]{60}/g },
  { id: "cloudflare-origin-ca-key", keywords: ["cloudflare","v1.0-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:v1\.0-[a-f0-9]{24}-[a-f0-9]{146})(?![A-Za-z0-9])/g },
  { id: "databricks-api-token", keywords: ["dapi"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:dapi[a-f0-9]{32}(?:-\d)?)(?![A-Za-z0-9])/g },
  { id: "digitalocean-access-token", keywords: ["doo_v1_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:doo_v1_[a-f0-9]{64})(?![A-Za-z0-9])/g },
  { id: "digitalocean-pat", keywords: ["dop_v1_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:dop_v1_[a-f0-9]{64})(?![A-Za-z0-9])/g },
  { id: "digitalocean-refresh-token", keywords: ["dor_v1_"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])(?:[Dd][Oo][Rr]_[Vv]1_[A-Fa-f0-9]{64})(?![A-Za-z0-9])/g },
  { id: "doppler-api-token", keywords: ["dp.pt."], minEntropy: 2, pattern: /(?<![A-Za-z0-9])dp\.pt\.[A-Za-z0-9]{43}/g },
  { id: "duffel-api-token", keywords: ["duffel_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])duffel_(?:test|live)_[A-Za-z0-9_\-=]{43}/g },
  { id: "dynatrace-api-token", keywords: ["dt0c01."], minEntropy: 4, pattern: /(?<![A-Za-z0-9])dt0c01\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}/g },
  { id: "easypost-api-token", keywords: ["ezak"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])EZAK[A-Za-z0-9]{54}(?![A-Za-z0-9])/g },
  { id: "easypost-test-api-token", keywords: ["eztk"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])EZTK[A-Za-z0-9]{54}(?![A-Za-z0-9])/g },
  { id: "facebook-page-access-token", keywords: ["eaam","eaac"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:EAA[MC][A-Za-z0-9]{100,})(?![A-Za-z0-9])/g },
  { id: "flutterwave-encryption-key", keywords: ["flwseck_test"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])FLWSECK_TEST-[A-Ha-h0-9]{12}/g },
  { id: "flutterwave-secret-key", keywords: ["flwseck_test"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])FLWSECK_TEST-[A-Ha-h0-9]{32}-[Xx]/g },
  { id: "flyio-access-token", keywords: ["fo1_","fm1","fm2_"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:(?:fo1_[\w-]{43}|fm1[ar]_[a-zA-Z0-9+\/]{100,}={0,3}|fm2_[a-zA-Z0-9+\/]{100,}={0,3}))(?![A-Za-z0-9])/g },
  { id: "frameio-api-token", keywords: ["fio-u-"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])fio-u-[A-Za-z0-9\-_=]{64}/g },
  { id: "gcp-api-key", keywords: ["aiza"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:AIza[\w-]{35})(?![A-Za-z0-9])/g },
  { id: "github-app-token", keywords: ["ghu_","ghs_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:ghu|ghs)_[0-9a-zA-Z]{36}/g },
  { id: "github-fine-grained-pat", keywords: ["github_pat_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])github_pat_\w{82}/g },
  { id: "github-oauth", keywords: ["gho_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])gho_[0-9a-zA-Z]{36}/g },
  { id: "github-pat", keywords: ["ghp_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])ghp_[0-9a-zA-Z]{36}/g },
  { id: "github-refresh-token", keywords: ["ghr_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])ghr_[0-9a-zA-Z]{36}/g },
  { id: "gitlab-cicd-job-token", keywords: ["glcbt-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glcbt-[0-9a-zA-Z]{1,5}_[0-9a-zA-Z_-]{20}/g },
  { id: "gitlab-deploy-token", keywords: ["gldt-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])gldt-[0-9a-zA-Z_\-]{20}/g },
  { id: "gitlab-feature-flag-client-token", keywords: ["glffct-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glffct-[0-9a-zA-Z_\-]{20}/g },
  { id: "gitlab-feed-token", keywords: ["glft-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glft-[0-9a-zA-Z_\-]{20}/g },
  { id: "gitlab-incoming-mail-token", keywords: ["glimt-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glimt-[0-9a-zA-Z_\-]{25}/g },
  { id: "gitlab-kubernetes-agent-token", keywords: ["glagent-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glagent-[0-9a-zA-Z_\-]{50}/g },
  { id: "gitlab-oauth-app-secret", keywords: ["gloas-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])gloas-[0-9a-zA-Z_\-]{64}/g },
  { id: "gitlab-pat", keywords: ["glpat-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glpat-[\w-]{20}/g },
  { id: "gitlab-ptt", keywords: ["glptt-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glptt-[0-9a-f]{40}/g },
  { id: "gitlab-rrt", keywords: ["gr1348941"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])GR1348941[\w-]{20}/g },
  { id: "gitlab-runner-authentication-token", keywords: ["glrt-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glrt-[0-9a-zA-Z_\-]{20}/g },
  { id: "gitlab-scim-token", keywords: ["glsoat-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])glsoat-[0-9a-zA-Z_\-]{20}/g },
  { id: "gitlab-session-cookie", keywords: ["_gitlab_session="], minEntropy: 3, pattern: /(?<![A-Za-z0-9])_gitlab_session=[0-9a-z]{32}/g },
  { id: "grafana-api-key", keywords: ["eyjrijoi"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:[Ee][Yy][Jj][Rr][Ii][Jj][Oo][Ii][A-Za-z0-9]{70,400}={0,3})(?![A-Za-z0-9])/g },
  { id: "grafana-cloud-api-token", keywords: ["glc_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:[Gg][Ll][Cc]_[A-Za-z0-9+/]{32,400}={0,3})(?![A-Za-z0-9])/g },
  { id: "grafana-service-account-token", keywords: ["glsa_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:[Gg][Ll][Ss][Aa]_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8})(?![A-Za-z0-9])/g },
  { id: "harness-api-key", keywords: ["pat.","sat."], minEntropy: 0, pattern: /(?<![A-Za-z0-9])(?:pat|sat)\.[a-zA-Z0-9_-]{22}\.[a-zA-Z0-9]{24}\.[a-zA-Z0-9]{20}/g },
  { id: "hashicorp-tf-api-token", keywords: ["atlasv1"], minEntropy: 3.5, pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.(?:atlasv1)\.[A-Za-z0-9\-_=]{60,70}/g },
  { id: "heroku-api-key-v2", keywords: ["hrku-aa"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:(?:HRKU-AA[0-9a-zA-Z_-]{58}))(?![A-Za-z0-9])/g },
  { id: "huggingface-access-token", keywords: ["hf_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:hf_(?:[A-Za-z]{34}))(?![A-Za-z0-9])/g },
  { id: "huggingface-organization-api-token", keywords: ["api_org_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:api_org_(?:[A-Za-z]{34}))(?![A-Za-z0-9])/g },
  { id: "infracost-api-token", keywords: ["ico-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:ico-[a-zA-Z0-9]{32})(?![A-Za-z0-9])/g },
  { id: "intra42-client-secret", keywords: ["intra","s-s4t2ud-","s-s4t2af-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:s-s4t2(?:ud|af)-[ABCDEFabcdef0123456789]{64})(?![A-Za-z0-9])/g },
  { id: "jwt", keywords: ["ey"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:ey[a-zA-Z0-9]{17,}\.ey[a-zA-Z0-9\/\\_-]{17,}\.(?:[a-zA-Z0-9\/\\_-]{10,}={0,2})?)(?![A-Za-z0-9])/g },
  { id: "linear-api-key", keywords: ["lin_api_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])lin_api_[A-Za-z0-9]{40}/g },
  { id: "maxmind-license-key", keywords: ["_mmk"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)(?![A-Za-z0-9])/g },
  { id: "microsoft-teams-webhook", keywords: ["webhook.office.com","webhookb2","incomingwebhook"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])https:\/\/[a-z0-9]+\.webhook\.office\.com\/webhookb2\/[a-z0-9]{8}-(?:[a-z0-9]{4}-){3}[a-z0-9]{12}@[a-z0-9]{8}-(?:[a-z0-9]{4}-){3}[a-z0-9]{12}\/IncomingWebhook\/[a-z0-9]{32}\/[a-z0-9]{8}-(?:[a-z0-9]{4}-){3}[a-z0-9]{12}/g },
  { id: "notion-api-token", keywords: ["ntn_"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:ntn_[0-9]{11}[A-Za-z0-9]{32}[A-Za-z0-9]{3})(?![A-Za-z0-9])/g },
  { id: "npm-access-token", keywords: ["npm_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:[Nn][Pp][Mm]_[A-Za-z0-9]{36})(?![A-Za-z0-9])/g },
  { id: "octopus-deploy-api-key", keywords: ["api-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:API-[A-Z0-9]{26})(?![A-Za-z0-9])/g },
  { id: "openai-api-key", keywords: ["t3blbkfj"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:sk-(?:proj|svcacct|admin)-(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})T3BlbkFJ(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})\b|sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})(?![A-Za-z0-9])/g },
  { id: "openshift-user-token", keywords: ["sha256~"], minEntropy: 3.5, pattern: /(?<![A-Za-z0-9])(?:sha256~[\w-]{43})(?![A-Za-z0-9])/g },
  { id: "perplexity-api-key", keywords: ["pplx-"], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:pplx-[a-zA-Z0-9]{48})(?![A-Za-z0-9])/g },
  { id: "planetscale-api-token", keywords: ["pscale_tkn_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:pscale_tkn_[\w=\.-]{32,64})(?![A-Za-z0-9])/g },
  { id: "planetscale-oauth-token", keywords: ["pscale_oauth_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:pscale_oauth_[\w=\.-]{32,64})(?![A-Za-z0-9])/g },
  { id: "planetscale-password", keywords: ["pscale_pw_"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:[Pp][Ss][Cc][Aa][Ll][Ee]_[Pp][Ww]_[\w=\.-]{32,64})(?![A-Za-z0-9])/g },
  { id: "postman-api-token", keywords: ["pmak-"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:PMAK-[A-Fa-f0-9]{24}\-[A-Fa-f0-9]{34})(?![A-Za-z0-9])/g },
  { id: "prefect-api-token", keywords: ["pnu_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:pnu_[a-zA-Z0-9]{36})(?![A-Za-z0-9])/g },
  { id: "pulumi-api-token", keywords: ["pul-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:pul-[a-f0-9]{40})(?![A-Za-z0-9])/g },
  { id: "pypi-upload-token", keywords: ["pypi-ageichlwas5vcmc"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}/g },
  { id: "readme-api-token", keywords: ["rdme_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:rdme_[a-z0-9]{70})(?![A-Za-z0-9])/g },
  { id: "rubygems-api-token", keywords: ["rubygems_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:rubygems_[a-f0-9]{48})(?![A-Za-z0-9])/g },
  { id: "scalingo-api-token", keywords: ["tk-us-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:tk-us-[\w-]{48})(?![A-Za-z0-9])/g },
  { id: "sendinblue-api-token", keywords: ["xkeysib-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:xkeysib-[a-f0-9]{64}\-[A-Za-z0-9]{16})(?![A-Za-z0-9])/g },
  { id: "sentry-org-token", keywords: ["sntrys_eyjpyxqio"], minEntropy: 4.5, pattern: /(?<![A-Za-z0-9])sntrys_eyJpYXQiO[a-zA-Z0-9+/]{10,200}(?:LCJyZWdpb25fdXJs|InJlZ2lvbl91cmwi|cmVnaW9uX3VybCI6)[a-zA-Z0-9+/]{10,200}={0,2}_[a-zA-Z0-9+/]{43}(?![A-Za-z0-9])/g },
  { id: "sentry-user-token", keywords: ["sntryu_"], minEntropy: 3.5, pattern: /(?<![A-Za-z0-9])(?:sntryu_[a-f0-9]{64})(?![A-Za-z0-9])/g },
  { id: "settlemint-application-access-token", keywords: ["sm_aat"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:sm_aat_[a-zA-Z0-9]{16})(?![A-Za-z0-9])/g },
  { id: "settlemint-personal-access-token", keywords: ["sm_pat"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:sm_pat_[a-zA-Z0-9]{16})(?![A-Za-z0-9])/g },
  { id: "settlemint-service-access-token", keywords: ["sm_sat"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])(?:sm_sat_[a-zA-Z0-9]{16})(?![A-Za-z0-9])/g },
  { id: "shippo-api-token", keywords: ["shippo_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:shippo_(?:live|test)_[a-fA-F0-9]{40})(?![A-Za-z0-9])/g },
  { id: "shopify-access-token", keywords: ["shpat_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])shpat_[a-fA-F0-9]{32}/g },
  { id: "shopify-custom-access-token", keywords: ["shpca_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])shpca_[a-fA-F0-9]{32}/g },
  { id: "shopify-private-app-access-token", keywords: ["shppa_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])shppa_[a-fA-F0-9]{32}/g },
  { id: "shopify-shared-secret", keywords: ["shpss_"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])shpss_[a-fA-F0-9]{32}/g },
  { id: "slack-app-token", keywords: ["xapp"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])[Xx][Aa][Pp][Pp]-\d-[a-zA-Z0-9]+-\d+-[A-Za-z0-9]+/g },
  { id: "slack-bot-token", keywords: ["xoxb"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])xoxb-[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*/g },
  { id: "slack-config-access-token", keywords: ["xoxe.xoxb-","xoxe.xoxp-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])[Xx][Oo][Xx][Ee].[Xx][Oo][Xx][BPbp]-\d-[a-zA-Z0-9]{163,166}/g },
  { id: "slack-config-refresh-token", keywords: ["xoxe-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])[Xx][Oo][Xx][Ee]-\d-[a-zA-Z0-9]{146}/g },
  { id: "slack-legacy-bot-token", keywords: ["xoxb"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])xoxb-[0-9]{8,14}-[a-zA-Z0-9]{18,26}/g },
  { id: "slack-legacy-token", keywords: ["xoxo","xoxs"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])xox[os]-\d+-\d+-\d+-[a-fA-F\d]+/g },
  { id: "slack-legacy-workspace-token", keywords: ["xoxa","xoxr"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])xox[ar]-(?:\d-)?[0-9a-zA-Z]{8,48}/g },
  { id: "slack-user-token", keywords: ["xoxp-","xoxe-"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])xox[pe](?:-[0-9]{10,13}){3}-[a-zA-Z0-9-]{28,34}/g },
  { id: "slack-webhook-url", keywords: ["hooks.slack.com"], minEntropy: 0, pattern: /(?<![A-Za-z0-9])(?:https?:\/\/)?hooks.slack.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{43,56}/g },
  { id: "square-access-token", keywords: ["sq0atp-","eaaa"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:(?:EAAA|sq0atp-)[\w-]{22,60})(?![A-Za-z0-9])/g },
  { id: "stripe-access-token", keywords: ["sk_test","sk_live","sk_prod","rk_test","rk_live","rk_prod"], minEntropy: 2, pattern: /(?<![A-Za-z0-9])(?:(?:sk|rk)_(?:test|live|prod)_[a-zA-Z0-9]{10,99})(?![A-Za-z0-9])/g },
  { id: "twilio-api-key", keywords: ["sk"], minEntropy: 3, pattern: /(?<![A-Za-z0-9])SK[0-9a-fA-F]{32}/g },
  { id: "vault-batch-token", keywords: ["hvb."], minEntropy: 4, pattern: /(?<![A-Za-z0-9])(?:hvb\.[\w-]{138,300})(?![A-Za-z0-9])/g },
];
