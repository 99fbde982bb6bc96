/** A style sheet is imported as its minified text; see `tools/build/texts.mjs`. */
declare module '*.css' {
  const text: string;
  export default text;
}
