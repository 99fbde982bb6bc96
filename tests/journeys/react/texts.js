// The texts that the site of the other libraries has, too.
export { REPORTS, STYLE_TEXT } from '../harness/texts'
