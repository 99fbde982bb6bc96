/** Sliders, which clone slides for an endless loop and move them about: what is held in one stays held in every copy. */
import type { Page } from '../../pages/harness/page'
import { bundleOf } from '../harness/bundle'
import { HELD, type Site, pages } from '../harness/site'
import { journeys } from '../harness/walks'

interface Slider {
  /** The markup around slides. */
  around: (slides: string[]) => string
  source: string
  /** Layout shifts that it makes itself. */
  own?: RegExp
}

const slides = (of: string[], tag = 'div', name = '') => of.map((slide) => `<${tag} class="${name}">${slide}</${tag}>`).join('')

/** `window.next` shows the next slide, `window.anew` makes the slider anew, as shops do when a window changes. */
const SLIDERS: Record<string, Slider> = {
  Swiper: {
    around: (of) => `<div class="swiper"><div class="swiper-wrapper">${slides(of, 'div', 'swiper-slide')}</div></div>`,
    source: `import Swiper from 'swiper/bundle'
      const make = () => new Swiper('.swiper', { loop: true, speed: 0 })
      let swiper = make()
      window.next = () => swiper.slideNext(0)
      window.anew = () => { swiper.destroy(true, true); swiper = make() }`,
  },
  Splide: {
    around: (of) => `<div class="splide" aria-label="Slides"><div class="splide__track"><ul class="splide__list">${slides(of, 'li', 'splide__slide')}</ul></div></div>`,
    source: `import Splide from '@splidejs/splide'
      const make = () => new Splide('.splide', { type: 'loop', speed: 0, pagination: false, arrows: false }).mount()
      let splide = make()
      window.next = () => splide.go('>')
      window.anew = () => { splide.destroy(true); splide = make() }`,
    own: /^\d[^]*: (?!.*portcullis)/,
  },
  slick: {
    around: (of) => `<div class="slick">${slides(of)}</div>`,
    source: `const jQuery = require('jquery')
      require('slick-carousel')(window, jQuery)
      const make = () => jQuery('.slick').slick({ infinite: true, speed: 0, arrows: false })
      make()
      window.next = () => jQuery('.slick').slick('slickNext')
      window.anew = () => { jQuery('.slick').slick('unslick'); make() }`,
    own: /^\d[^]*: (?!.*portcullis)/,
  },
}

/** Slides one beside the other, one of them seen at a time; each library's own style sheet does that and more. */
const STYLE = `<style>.swiper, .splide__track, .slick-list { overflow: hidden } .swiper-wrapper, .splide__list, .slick-track { display: flex; margin: 0; padding: 0; list-style: none }
.swiper-slide, .splide__slide, .slick-slide { flex: none; width: 100%; min-height: 320px } .slick-slide { float: left } .slick:not(.slick-initialized) > div + div { display: none }</style>`

const act = (name: 'next' | 'anew') => (page: Page) => page.run((what) => (window as never as Record<string, () => void>)[what]!(), name)

const site = async ([name, { around, source, own }]: [string, Slider]): Promise<Site> => ({
  name,
  pages: pages({ head: `${STYLE}<script src="/slider.js" defer></script>`, held: around([HELD, '<h2>Second slide</h2>', '<h2>Third slide</h2>']) }),
  files: { '/slider.js': await bundleOf(new URL('.', import.meta.url), source, { alias: { jquery: 'jquery3' } }) },
  ...(own && { own }),
  acts: [
    { name: 'sees the next slide', act: act('next') },
    { name: 'sees the last slide', act: act('next') },
    { name: 'sees the first slide again', act: act('next') },
    { name: 'sees the slider made anew', act: act('anew') },
  ],
})

journeys(import.meta.url, ...(await Promise.all(Object.entries(SLIDERS).map(site))))
