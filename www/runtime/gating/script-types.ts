/** What a browser does with a script of some type. */

/** True for a `type` that is none of a script that runs: `text/plain`, JSON. */
export const isNoScript = (type: string) =>
  !/^(|module|importmap|speculationrules|(text|application)\/(x-)?(java|ecma)script)$/i.test(type.trim());

/** True for a script that runs and is done then: a classic one or a module. Others are read while they are in the page. */
export const ends = (type: string) => !isNoScript(type) && !/^(importmap|speculationrules)$/i.test(type.trim());
