/**
 * Runs in a worker, and nothing comes of it but this: the browser has looked up how a language, the worker's name, says
 * numbers, lists and days. The first look of a process takes Chromium 45 ms on two shared cores, and after one in another
 * thread the page's own take under half of one. The panel says such things, and the page goes on meanwhile.
 */
const lang = String(self.name);
try {
  (1).toLocaleString(lang);
  (1).toLocaleString(lang, { style: 'unit', unit: 'month', unitDisplay: 'long' });
  new Date().toLocaleString(lang, { dateStyle: 'long', timeStyle: 'short' });
  new Intl.ListFormat(lang, { type: 'unit' }).format([lang, lang]);
  new Intl.PluralRules(lang).select(1);
} finally {
  self.postMessage('');
}

export {};
