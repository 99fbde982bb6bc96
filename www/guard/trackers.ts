/**
 * Hosts that trackers load from and report to, a host with all below it. All were held against @ghostery/trackerdb
 * 1.0.945 (https://github.com/ghostery/trackerdb), which names the vendors that `docs/guard.md` names. To add one, take
 * it from the vendor's snippet, or from what the vendor says to allow in a content security policy.
 */
export const TRACKERS =
  'googletagmanager.com google-analytics.com analytics.google.com googleadservices.com googlesyndication.com doubleclick.net ' +
  'connect.facebook.net bat.bing.com bat.bing.net clarity.ms analytics.tiktok.com s.pinimg.com ct.pinterest.com snap.licdn.com px.ads.linkedin.com ' +
  'sc-static.net tr.snapchat.com redditstatic.com alb.reddit.com static.ads-twitter.com analytics.twitter.com t.co hotjar.com hotjar.io ' +
  'klaviyo.com hs-scripts.com hs-analytics.net hsadspixel.net matomo.cloud criteo.com criteo.net segment.com segment.io mixpanel.com ' +
  'mxpnl.com amplitude.com posthog.com mc.yandex.ru plausible.io fullstory.com mouseflow.com luckyorange.com crazyegg.com ' +
  'optimizely.com visualwebsiteoptimizer.com taboola.com outbrain.com adroll.com quantserve.com scorecardresearch.com amazon-adsystem.com';
