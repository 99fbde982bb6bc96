/** What `import 'portcullis'` finds: a module comes too late to hold anything back, so it says what to do instead. */
console.error(
  'Portcullis: import does nothing. Put the files of node_modules/portcullis/dist where your site serves them, and in your HTML, first in <head>: <script src="/portcullis/portcullis.js" data-policy="/portcullis/policy.json"></script>',
);

export {};
