/** Why there is no policy, and what to do. */
import { slipIn } from './json';
import { ownTag, resembling } from './tag';

/** `place` is what data-policy says, `text` what was found there, if anything was. */
export async function policy(place: string, error: unknown, text?: string): Promise<string> {
  const why = !place ? unnamed() : text !== undefined ? unread(place, text, error) : place[0] === '#' ? noElement(place) : await noFile(place, error);
  return `No policy, so nothing optional runs. ${why}`;
}

function unnamed(): string {
  const slip = [...(ownTag()?.attributes || [])].find(({ name }) => resembling(name) === 'data-policy');
  if (slip) return `The script tag has ${slip.name}: write data-policy="${slip.value}".`;
  return 'The script tag has no data-policy: add the address of your policy, such as data-policy="/portcullis/policy.json".';
}

const said = (place: string) => `data-policy="${place}": `;

/** Of a text that is no policy, or of one whose services are not found. */
function unread(place: string, text: string, error: unknown): string {
  if (!text.trim()) return said(place) + 'this is empty. Put the policy there.';
  if (/^\s*<(!|[a-z])/i.test(text)) {
    return said(place) + 'this is a web page and not JSON. The server sends a page, such as “not found” or a login, as if it were the file: correct the address, or let everybody read it.';
  }
  const slip = slipIn(text);
  if (slip) return `${said(place)}not valid JSON, line ${slip.line}, column ${slip.column}, near ${slip.near}: ${slip.reason}.`;
  if (!isJson(text)) return `${said(place)}not valid JSON: ${error}`;
  const remedy = 'Put portcullis.catalogue.js and catalogue.json beside portcullis.js, or write the services out: npx portcullis expand';
  return `The policy names services of the catalogue, which could not be loaded. ${remedy}. ${error}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function noElement(place: string): string {
  const id = place.slice(1);
  const wanted = `<script type="application/json" id="${id}">`;
  const other = document.getElementById(id);
  if (other) return `${said(place)}<${other.localName} id="${id}"> is no policy. It has to be ${wanted}, above the tag.`;
  const ids = [...document.querySelectorAll('script[type="application/json"]')].map((script) => script.id).filter(Boolean);
  const there = ids.length ? ` There is ${ids.map((id) => '#' + id).join(', ')}.` : '';
  return `${said(place)}the page has no ${wanted}. Put it above the tag, or name a file.${there}`;
}

/** Of a file that could not be loaded. */
async function noFile(place: string, error: unknown): Promise<string> {
  const url = address(place);
  if (!url) return said(place) + 'this is no address. Write one such as /portcullis/policy.json.';
  const [, status] = /^(?:Error: )?(\d{3}) for /.exec(String(error)) || [];
  if (status) return `${said(place)}the server answers ${status} for ${url}. ${status[0] === '5' ? 'Look into its log.' : 'Put the policy there, or correct the address.'}`;
  const refused = await refusal(url);
  if (refused) return `${said(place)}the page's content security policy refuses ${url}. Allow it in ${refused}.`;
  const other = new URL(url).origin !== location.origin;
  const remedy = other ? 'Its server has to send Access-Control-Allow-Origin; better put it on your own' : 'Try again without a content blocker, and give the file another name if one stops it';
  return `${said(place)}${url} could not be loaded. ${remedy}. ${error}`;
}

/** The address as the stub has it: `www/boot/address.ts`. */
function address(place: string): string | undefined {
  for (const page of [location.href, document.baseURI]) {
    try {
      return new URL(place, page).href;
    } catch {
      // The next one may do.
    }
  }
  return undefined;
}

/** The directive of the content security policy that refuses `url`: it is said only as it happens, so it is asked for once more. */
async function refusal(url: string): Promise<string | undefined> {
  let directive: string | undefined;
  const hear = (event: SecurityPolicyViolationEvent) => {
    if (event.disposition === 'enforce') directive = event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', hear);
  await fetch(url).catch(() => {});
  // The event comes with a task of its own.
  await new Promise((done) => setTimeout(done, 50));
  document.removeEventListener('securitypolicyviolation', hear);
  return directive;
}
