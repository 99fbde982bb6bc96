/**
 * Hosts that trackers load from and report to, a host with all below it: collected from vendors' public documentation
 * and common knowledge, not verified one by one. To add one, take it from the vendor's snippet, or from what the vendor
 * says to allow in a content security policy. `docs/guard.md` says whose they are.
 */
export const TRACKERS =
  'googletagmanager.com google-analytics.com analytics.google.com googleadservices.com googlesyndication.com doubleclick.net ' +
  'connect.facebook.net bat.bing.com clarity.ms analytics.tiktok.com s.pinimg.com ct.pinterest.com snap.licdn.com px.ads.linkedin.com ' +
  'sc-static.net tr.snapchat.com redditstatic.com alb.reddit.com static.ads-twitter.com analytics.twitter.com t.co hotjar.com hotjar.io ' +
  'klaviyo.com hs-scripts.com hs-analytics.net hsadspixel.net matomo.cloud criteo.com criteo.net segment.com segment.io mixpanel.com ' +
  'mxpnl.com amplitude.com posthog.com mc.yandex.ru plausible.io fullstory.com mouseflow.com luckyorange.com crazyegg.com ' +
  'optimizely.com visualwebsiteoptimizer.com taboola.com outbrain.com adroll.com quantserve.com scorecardresearch.com amazon-adsystem.com';
