export default { build: { format: 'file', inlineStylesheets: 'always' }, devToolbar: { enabled: false }, compressHTML: false }
