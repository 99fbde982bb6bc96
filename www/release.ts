/** The release that a file belongs to, as `0.1.0-1a2b3c4d`: what loads a file takes none of another. Set by the build. */
declare const PORTCULLIS_RELEASE: string;
export const release = PORTCULLIS_RELEASE;
