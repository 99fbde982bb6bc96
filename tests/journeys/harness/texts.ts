/** Texts that stand in the pages of every site, also in those that a framework builds. */
export const report = (to: string) => `fetch('/collect/${to}', { keepalive: true })`

/** The texts of a held script and of its live twin, for pages that write their markup themselves. */
export const REPORTS = { live: (name: string) => report(`live/${name}`), held: (purpose: string, name: string) => report(`${purpose}/${name}`) }

export const STYLE_TEXT = `
body { margin: 0; font: 16px/1.5 sans-serif } h1 { margin: 0; padding: 24px 0 } main { padding: 0 16px 80px }
.shelf { height: 700px; background: linear-gradient(#eee, #ccc) } iframe { display: block; border: 0; max-width: 100% }
.buy { position: fixed; inset: auto 0 0 0; height: 56px; background: #146; color: #fff }
`
