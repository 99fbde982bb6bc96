/** Receipts in formats of others: ISO/IEC TS 27560:2023 and the Kantara consent receipt, version 1.1. */
import type { Receipt } from '../../types/portcullis';
import type { PolicyFile } from '../../types/policy-file';
import { sha256 } from './digest';
import { stub } from '../gate/stub';

interface Purpose {
  id: string;
  required?: boolean;
  services?: string[];
  signals?: string[];
}
interface Service {
  id: string;
  vendor: string;
  policyUrl?: string;
}

/** A UUID that says what `text` is (RFC 9562, version 8): no second random number is needed, nor stored. */
function uuid(text: string): string {
  const digits = sha256(text);
  const variant = '89ab'[parseInt(digits[16]!, 16) & 3];
  return [digits.slice(0, 8), digits.slice(8, 12), '8' + digits.slice(13, 16), variant + digits.slice(17, 20), digits.slice(20, 32)].join('-');
}

/** `url` as an address that others can follow. */
const absolute = (url: string | undefined, store: string) => (url ? stub.at(url) : store);

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** Purposes of the Data Privacy Vocabulary (https://w3id.org/dpv), told by the consent types of a purpose. */
function category({ required, signals = [] }: Purpose): string {
  if (required) return 'dpv:RequestedServiceProvision';
  if (signals.some((signal) => /^(ad|allow)_/.test(signal))) return 'dpv:TargetedAdvertising';
  if (signals.includes('analytics_storage')) return 'dpv:ServiceUsageAnalytics';
  return 'dpv:ServicePersonalisation';
}

/** What the parts of a policy say to both formats. */
function parts({ url, record, language }: Receipt, policy: PolicyFile) {
  const store = policy.store || {};
  const purposes = policy.purposes as Purpose[];
  const services = (policy.services || []) as Service[];
  const used = ({ services: ids = [] }: Purpose) => services.filter(({ id }) => ids.includes(id) && record.choices['service:' + id] !== false);
  return { store, purposes, services, used, controller: store.name || url, notice: absolute(stub.addresses(store.policyUrl, language || '', policy.language || 'en')[0], url) };
}

/** How a choice about one purpose stands in the words of DPV. */
function state({ method, record }: Receipt, granted: boolean): string {
  if (method === 'expire') return 'dpv:ConsentExpired';
  if (method === 'signal' || method === 'withdraw') return granted && method === 'signal' ? 'dpv:ConsentGiven' : 'dpv:ConsentWithdrawn';
  if (method === 'reset') return 'dpv:ConsentRequested';
  return granted ? (record.sequence > 1 ? 'dpv:RenewedConsentGiven' : 'dpv:ConsentGiven') : 'dpv:ConsentRefused';
}

export function iso27560(receipt: Receipt, policy: PolicyFile): object {
  const { record, url } = receipt;
  const { store, purposes, services, used, controller, notice } = parts(receipt, policy);
  const asked = purposes.filter(({ id, required }) => !required && id in record.choices);
  return {
    header: { schema_version: 'ISO/IEC TS 27560:2023', record_id: uuid(record.id), pii_principal_id: record.id },
    processing: {
      privacy_notice: notice,
      language: receipt.language,
      purposes: asked.map((purpose) => ({
        purpose: purpose.id,
        purpose_type: category(purpose),
        lawful_basis: 'dpv:ExpressedConsent',
        pii_information: [{ pii_type: 'dpv:Identifier', pii_attribute_id: purpose.id, pii_optional: true, sensitive_pii_category: false, special_pii_category: false }],
        pii_controllers: [controller],
        collection_method: 'dpv:CollectFromDataSubject',
        processing_method: 'dpv:Automated',
        retention_period: `PT${seconds(record.expires - record.time)}S`,
        services: used(purpose).map(({ id }) => id),
        recipient_third_parties: [...new Set(used(purpose).map(({ vendor }) => vendor))],
        withdrawal_method: url,
        privacy_rights: notice,
      })),
    },
    parties: [
      { party_id: url, party_name: controller, party_role: 'dpv:DataController', party_contact: store.contact || notice, party_url: url },
      ...services.map(({ id, vendor, policyUrl }) => ({ party_id: id, party_name: vendor, party_role: 'dpv:Recipient', party_contact: absolute(policyUrl, url) })),
    ],
    events: asked.map(({ id }) => ({
      purpose: id,
      event_time: new Date(receipt.time).toISOString(),
      validity_duration: `PT${seconds(record.expires - record.time)}S`,
      entity_id: record.method === 'api' ? url : record.id,
      event_type: receipt.method,
      event_state: state(receipt, record.choices[id]!),
    })),
    receipt_metadata: { receipt_id: uuid(receipt.hash), receipt_time: new Date(receipt.time).toISOString(), hash: receipt.hash, words_hash: receipt.wordsHash, policy_file_hash: receipt.policyFileHash },
  };
}

export function kantara(receipt: Receipt, policy: PolicyFile): object {
  const { record, url } = receipt;
  const { store, purposes, used, controller, notice } = parts(receipt, policy);
  const given = purposes.filter(({ id, required }) => !required && record.choices[id]);
  const contact = store.contact || notice;
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: record.regime,
    consentTimestamp: seconds(receipt.time),
    collectionMethod: receipt.method,
    consentReceiptID: uuid(receipt.hash),
    ...(receipt.language && { language: receipt.language }),
    piiPrincipalId: record.id,
    piiControllers: [{ piiController: controller, contact, address: {}, email: /^[^/:]+@/.test(contact) ? contact : '', phone: '', piiControllerUrl: absolute(store.url, url) }],
    policyUrl: notice,
    services: [
      {
        service: controller,
        purposes: given.map((purpose) => {
          const thirdPartyName = [...new Set(used(purpose).map(({ vendor }) => vendor))].join(', ');
          return {
            purpose: purpose.id,
            purposeCategory: [category(purpose)],
            consentType: record.regime === 'opt-in' ? 'EXPLICIT' : 'IMPLICIT',
            piiCategory: ['Identifiers of the browser'],
            primaryPurpose: false,
            termination: new Date(record.expires).toISOString(),
            thirdPartyDisclosure: thirdPartyName !== '',
            ...(thirdPartyName && { thirdPartyName }),
          };
        }),
      },
    ],
    sensitive: false,
    spiCat: [],
  };
}
