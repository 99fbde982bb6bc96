// Stands in front of the Mixpanel client: it finds its settings in `_i` when the next script loads it.
window.mixpanel = Object.assign([], {
  __SV: 1.2,
  people: [],
  _i: [
    [
      'bettymills_demo',
      {
        api_host: `${location.origin}/collect/mixpanel`,
        api_payload_format: 'json',
        batch_requests: false,
        cross_subdomain_cookie: false,
        // The privacy panel is where a visitor says no; the browser's older Do Not Track is not consulted twice.
        ignore_dnt: true,
        opt_out_tracking_persistence_type: 'cookie',
        loaded(client) {
          client.track_pageview()
          const hear = ({ event, ...rest } = {}) => {
            if (event && window.portcullis.allows('service:mixpanel')) client.track(event, rest)
          }
          window.dataLayer?.forEach(hear)
          document.addEventListener('store:event', ({ detail }) => hear(detail))
        },
      },
      'mixpanel',
    ],
  ],
})
