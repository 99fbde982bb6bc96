/**
 * The stub: the one script in the store's pages, synchronous and first. It denies before anything else runs,
 * starts every download at once, queues what the page asks meanwhile, and performs what the gate decides.
 */
import { makeApi } from './stub/api';
import { start } from './stub/start';
import { guardPage } from './stub/guard';
import { globalName, tag } from './stub/tag';
import { deny } from './stub/deny';
import { listenFirst } from './stub/first';
import { holdEvents } from './stub/events';
import { hideParts } from './stub/parts';

/** Tells that the tag was here before: including it twice changes nothing. */
const here = Symbol.for('portcullis');

if (!(here in document)) {
  deny();
  holdEvents();
  if (globalName in window) {
    console.error(`Portcullis: window.${globalName} is taken, so nothing optional runs. Name another with data-global.`, tag);
  } else {
    listenFirst();
    guardPage();
    hideParts();
    start();
    Object.defineProperty(window, globalName, { value: makeApi(), enumerable: true });
    Object.defineProperty(document, here, { value: true });
  }
}
