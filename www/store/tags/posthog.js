// Starts the PostHog client, which the script before this one has loaded. Everything goes to the demo server.
// Its filter for automated browsers is off: whoever tests the shop must see what a visitor's browser would do.
window.posthog.init('phc_bettymills_demo', {
  api_host: `${location.origin}/collect/posthog`,
  // Who has opted out would be asked about all the same when Back brings the page out of the browser's cache.
  advanced_disable_flags: true,
  autocapture: false,
  capture_pageview: true,
  capture_pageleave: false,
  disable_compression: true,
  disable_external_dependency_loading: true,
  disable_session_recording: true,
  disable_surveys: true,
  opt_out_useragent_filter: true,
  person_profiles: 'never',
  request_batching: false,
})
{
  const hear = ({ event, ...rest } = {}) => {
    if (event && window.portcullis.allows('service:posthog')) window.posthog.capture(event, rest)
  }
  window.dataLayer?.forEach(hear)
  document.addEventListener('store:event', ({ detail }) => hear(detail))
}
// `choice` comes for every settled choice, also one about this service alone.
for (const type of ['portcullis:choice', 'portcullis:change']) {
  document.addEventListener(type, () => {
    const allowed = window.portcullis.allows('service:posthog')
    if (allowed === !window.posthog.has_opted_out_capturing()) return
    if (allowed) window.posthog.opt_in_capturing({ captureEventName: false })
    else window.posthog.opt_out_capturing()
  })
}
