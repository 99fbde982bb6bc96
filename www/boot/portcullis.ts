/**
 * The stub: the one script in the store's pages, synchronous and first. It denies before anything else runs,
 * starts every download at once, queues what the page asks meanwhile, and performs what the gate decides.
 */
import { advise } from './advise';
import { makeApi } from './api';
import { start } from './start';
import { guardPage } from './guard';
import { report } from './report';
import { base, globalName } from './tag';
import { deny } from './deny';
import { publish } from './natives';
import { listenFirst } from './first-listener';
import { hideParts } from './page-styles';

/** Tells that the tag was here before: including it twice changes nothing. */
const here = Symbol.for('portcullis');

if (here in document) {
  // A page that evaluates what it has fetched may evaluate this once more.
} else if (!base) {
  report('tag', 'portcullis.js is no module: load it by <script src> in the HTML.');
} else {
  publish();
  deny();
  // Elements have their names on what `window` inherits from.
  if (Object.hasOwn(window, globalName)) {
    advise('global', globalName);
  } else {
    listenFirst();
    guardPage();
    hideParts();
    start();
    Object.defineProperty(window, globalName, { value: makeApi(), enumerable: true });
    Object.defineProperty(document, here, { value: true });
  }
}
