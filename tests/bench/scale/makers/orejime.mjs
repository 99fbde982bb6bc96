// Purposes, and for services purposes within purposes. It wraps anything in a template, and looks for them once.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SHARED, TICK, wrap } from '../document.mjs'

const MARKUP = {
  inline: `<script>${TICK}</script>`,
  external: '<script src="tick.js"></script>',
  template: `<p>An offer</p><script>${TICK}</script>`,
  frame: '<iframe title="A frame" src="frame.html"></iframe>',
}

function config({ purposes, services }) {
  const one = (id) => ({ id, title: `Name of ${id}`, description: `What ${id} is for.`, cookies: [] })
  const of = (purpose) => services.filter((service) => service.purpose === purpose).map(({ id }) => one(id))
  return {
    privacyPolicyUrl: '#privacy',
    purposes: purposes.map((id) => ({ ...one(id), isMandatory: id === 'necessary', ...(of(id).length > 0 ? { purposes: of(id) } : {}) })),
  }
}

// A purpose that has purposes is a group and names no scripts; its first part does.
const nameOf = ({ purposes, services }, at) => {
  const purpose = purposes[1 + (at % (purposes.length - 1))]
  return services.find((service) => service.purpose === purpose)?.id ?? purpose
}

export default {
  title: 'Orejime',
  has: ['elements', 'purposes', 'services'],
  banner: ['.orejime-Banner'],
  accept: ['.orejime-Banner-saveButton'],
  manage: ['.orejime-Banner-learnMoreButton'],
  panel: ['.orejime-Modal'],
  make: (page) => ({
    ...SHARED,
    'index.html': wrap({
      expected: page.elements.length,
      after: `<script src="library/orejime-standard-en.js"></script><link href="library/orejime-standard.css" rel="stylesheet"><script>window.orejimeConfig = ${JSON.stringify(config(page))}</script>`,
      body: page.elements.map((kind, at) => `<template data-purpose="${nameOf(page, at)}">${MARKUP[kind]}</template>`).join('\n'),
    }),
  }),
  folder: 'library',
  read: (dist, name, packages) => readFile(path.join(packages, 'orejime', 'dist', name)),
}
