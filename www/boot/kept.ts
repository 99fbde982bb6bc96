/** What `www/boot/natives.ts` kept when the tag ran, for files that come later. */
import { release } from '../release';

const kept = (window as never as Record<string, unknown[] | undefined>)['portcullis ' + release];
if (!kept) throw new Error(`A file is of release ${release}, and portcullis.js of another`);

export const $ = kept;
