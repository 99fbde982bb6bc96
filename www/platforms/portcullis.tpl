___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Portcullis consent",
  "categories": ["PERSONALIZATION", "UTILITY"],
  "brand": { "id": "brand_portcullis", "displayName": "Portcullis" },
  "description": "Tells Google's consent state what the visitor chose in Portcullis. Fire it on Consent Initialization - All Pages. The Portcullis script tag stands first in the page's head.",
  "containerContexts": ["WEB"]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "SIMPLE_TABLE",
    "name": "types",
    "displayName": "Consent types by purpose of the policy",
    "simpleTableColumns": [
      { "defaultValue": "", "displayName": "Purpose", "name": "purpose", "type": "TEXT", "valueValidators": [{ "type": "NON_EMPTY" }] },
      { "defaultValue": "", "displayName": "Consent type", "name": "type", "type": "TEXT", "valueValidators": [{ "type": "NON_EMPTY" }] }
    ]
  },
  { "type": "TEXT", "name": "regions", "displayName": "Regions the default is for, comma between (empty: all)", "simpleValueType": true },
  { "type": "TEXT", "name": "wait", "displayName": "Milliseconds that tags wait for the choice", "simpleValueType": true, "defaultValue": 500, "valueValidators": [{ "type": "NON_NEGATIVE_NUMBER" }] },
  { "type": "CHECKBOX", "name": "redact", "checkboxText": "Redact ads data while ad_storage is denied", "simpleValueType": true },
  { "type": "CHECKBOX", "name": "passthrough", "checkboxText": "Pass ad click information through URLs", "simpleValueType": true }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const callInWindow = require('callInWindow');
const gtagSet = require('gtagSet');
const makeNumber = require('makeNumber');
const setDefaultConsentState = require('setDefaultConsentState');
const updateConsentState = require('updateConsentState');

const TYPES = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage'];

const denied = { security_storage: 'granted' };
TYPES.forEach((type) => {
  denied[type] = 'denied';
});
denied.wait_for_update = makeNumber(data.wait) || 500;
if (data.regions) denied.region = data.regions.split(',').map((region) => region.trim());
setDefaultConsentState(denied);
gtagSet({ ads_data_redaction: !!data.redact, url_passthrough: !!data.passthrough });

// A type is granted where any purpose that it is listed with is; one that is not listed stays denied.
const update = () => {
  const state = { security_storage: 'granted' };
  TYPES.forEach((type) => {
    state[type] = 'denied';
  });
  (data.types || []).forEach((row) => {
    if (TYPES.indexOf(row.type) >= 0 && callInWindow('portcullis.allows', row.purpose)) state[row.type] = 'granted';
  });
  updateConsentState(state);
};

callInWindow('portcullis.on', 'ready', (ready) => {
  if (ready.decided || ready.regime !== 'opt-in') update();
});
// A choice may change nothing, and a change may come from another tab.
callInWindow('portcullis.on', 'choice', update);
callInWindow('portcullis.on', 'change', update);

data.gtmOnSuccess();


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": { "publicId": "access_consent", "versionId": "1" },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "ad_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "ad_user_data" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "ad_personalization" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "analytics_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "functionality_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "personalization_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "consentType" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }], "mapValue": [{ "type": 1, "string": "security_storage" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] }
            ]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "access_globals", "versionId": "1" },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "portcullis.on" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] },
              { "type": 3, "mapKey": [{ "type": 1, "string": "key" }, { "type": 1, "string": "read" }, { "type": 1, "string": "write" }, { "type": 1, "string": "execute" }], "mapValue": [{ "type": 1, "string": "portcullis.allows" }, { "type": 8, "boolean": false }, { "type": 8, "boolean": false }, { "type": 8, "boolean": true }] }
            ]
          }
        }
      ]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  },
  {
    "instance": {
      "key": { "publicId": "write_data_layer", "versionId": "1" },
      "param": [{ "key": "keyPatterns", "value": { "type": 2, "listItem": [{ "type": 1, "string": "ads_data_redaction" }, { "type": 1, "string": "url_passthrough" }] } }]
    },
    "clientAnnotations": { "isEditedByUser": true },
    "isRequired": true
  }
]


___TESTS___

scenarios: []


___NOTES___

Part of Portcullis; docs/platforms/gtm.md says how to use it.
