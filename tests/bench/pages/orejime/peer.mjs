// https://github.com/boscop-fr/orejime#third-party-scripts-configuration: a template with data-purpose round a script.

export default {
  title: 'Orejime',
  package: 'orejime',
  banner: ['.orejime-Banner'],
  accept: ['.orejime-Banner-saveButton'],
  inline: (code, purpose) => `<template data-purpose="${purpose}"><script>${code}</script></template>`,
  external: (url, purpose) => `<template data-purpose="${purpose}"><script src="${url}"></script></template>`,
  files: {
    'orejime-standard-en.js': 'orejime/dist/orejime-standard-en.js',
    'orejime-standard.css': 'orejime/dist/orejime-standard.css',
  },
}
