// Answers that the real clients wait for. What they send is in the server's log already; no answer sets a cookie.

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const JSON_ANSWERS = [
  // PostHog: its remote settings, and the flags it would evaluate.
  [/^\/collect\/posthog\/array\/[\w-]+\/config$/, { supportedCompression: [], hasFeatureFlags: false }],
  [
    /^\/collect\/posthog\/(flags|decide)\/?$/,
    { featureFlags: {}, errorsWhileComputingFlags: false, supportedCompression: [] },
  ],
  [/^\/collect\/posthog\//, { status: 1 }],
  [/^\/collect\/mixpanel\//, { error: null, status: 1 }],
]

const TEXT_ANSWERS = [
  [/^\/collect\/plausible$/, 202, 'ok'],
  [/^\/collect\/snowplow$/, 200, 'ok'],
]

export async function collectors(request, response, { url }) {
  // A pixel has to be a picture, or the page would show a broken one.
  if (/^\/collect\/[\w-]+\/pixel\.gif$/.test(url.pathname)) return send(response, 200, 'image/gif', GIF)
  for (const [path, answer] of JSON_ANSWERS) {
    if (path.test(url.pathname)) return send(response, 200, 'application/json; charset=utf-8', JSON.stringify(answer))
  }
  for (const [path, status, text] of TEXT_ANSWERS) {
    if (path.test(url.pathname)) return send(response, status, 'text/plain; charset=utf-8', text)
  }
  return false
}

function send(response, status, type, body) {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body)
  return true
}
