// The 20 scripts that wait for consent: 10 inline and 10 files, half of each for either purpose. Each marks the moment
// it runs and reports to the collector, whose log is the proof. Reports go to another host name, as a vendor's do.

const NAMES = ['visits', 'funnel', 'search', 'speed', 'errors', 'offers', 'basket', 'recall', 'reach', 'lookalike']

export const PURPOSES = ['analytics', 'marketing']

export const tagCode = (name) =>
  `(function(){var q=window.tags=window.tags||[];q.push({name:${JSON.stringify(name)},page:location.pathname,lang:document.documentElement.lang,` +
  `width:screen.width,height:screen.height,zone:new Date().getTimezoneOffset()});performance.mark(${JSON.stringify(`ran ${name}`)});` +
  `navigator.sendBeacon("//collect."+location.host+"/collect/"+${JSON.stringify(name)}+location.search,JSON.stringify(q[q.length-1]))})();`

export const TAGS = NAMES.flatMap((name, index) => {
  const purpose = PURPOSES[index < NAMES.length / 2 ? 0 : 1]
  return [
    { name: `inline-${name}`, purpose, kind: 'inline' },
    { name: `external-${name}`, purpose, kind: 'external' },
  ]
})

export const tagUrl = (name) => `/tags/${name}.js`
