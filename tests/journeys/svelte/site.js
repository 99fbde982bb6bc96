export const PAGES = { '/': { title: 'First page', on: '/second.html' }, '/second.html': { title: 'Second page', on: '/' } }
