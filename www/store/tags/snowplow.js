// Snowplow reports which promotion brought a visit that ended in an order.
{
  const snowplow = window.snowplowBrowserTracking
  snowplow.newTracker('shop', location.origin, {
    appId: 'bettymills-demo',
    bufferSize: 1,
    postPath: '/collect/snowplow',
    stateStorageStrategy: 'cookieAndLocalStorage',
  })
  snowplow.trackPageView()
  const hear = ({ event, order, value } = {}) => {
    if (event !== 'purchase' || !window.portcullis.allows('ad-reporting')) return
    snowplow.trackStructEvent({ category: 'shop', action: event, label: order, value })
  }
  window.dataLayer?.forEach(hear)
  document.addEventListener('store:event', ({ detail }) => hear(detail))
  document.addEventListener('portcullis:change', () => {
    if (window.portcullis.allows('ad-reporting')) return
    // Without this the tracker would write its cookies again at the next event.
    snowplow.enableAnonymousTracking({ stateStorageStrategy: 'none' })
    snowplow.clearUserData()
  })
}
