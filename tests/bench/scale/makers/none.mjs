// No banner: everything live. What the elements cost by themselves.

import { SHARED, TICK, adding, wrap } from '../document.mjs'

const MARKUP = {
  inline: `<script>${TICK}</script>`,
  external: '<script src="tick.js"></script>',
  template: `<p>An offer</p><script>${TICK}</script>`,
  frame: '<iframe title="A frame" src="frame.html"></iframe>',
}

export default {
  title: 'no banner',
  control: true,
  has: ['elements', 'late'],
  make: (page) => ({
    ...SHARED,
    'index.html': wrap({
      expected: page.elements.length,
      body: page.elements.map((kind) => MARKUP[kind]).join('\n'),
      last: `<script>${adding('() => Object.assign(document.createElement("script"), { textContent: "tick()" })')}</script>`,
    }),
  }),
}
