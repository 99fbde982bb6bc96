/** A style sheet is imported as its minified text; see `tools/build/texts.mjs`. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** A table is imported as it stands. */
declare module '*.txt' {
  const text: string;
  export default text;
}
