/** A page in one line, for tests that need many small ones. */

export interface Parts {
  /** Attributes of the consent tag, `data-policy` among them. */
  tag?: string
  /** What stands before the tag, and after it. */
  before?: string
  head?: string
  body?: string
}

export const TAG = 'data-policy="/policy.json"'

export function pageOf({ tag = TAG, before = '', head = '', body = '' }: Parts): string {
  return `<!doctype html>
<html lang="en">
<head>
${before}
<script src="/portcullis/portcullis.js" ${tag}></script>
<title>A page</title>
<link rel="icon" href="data:,">
${head}
</head>
<body><h1>Mops</h1>
${body}
</body>
</html>`
}

/** A gated script that reports its purpose to the server when it runs. */
export const reporter = (consent: string, name = consent) =>
  `<script type="text/plain" data-consent="${consent}">fetch('/collect/${name}')</script>`
