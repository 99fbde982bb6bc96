import { element } from '../js/element.js'
import { carry } from '../js/region.js'
import { tried } from './policy.js'

const regions = [
  ['', 'Unknown (strictest)'],
  ['DE', 'Germany'],
  ['GB', 'United Kingdom'],
  ['BR', 'Brazil'],
  ['US', 'United States'],
  ['US-CA', 'California'],
]

const row = (state, name, note) =>
  element('li', { class: state }, element('span', { class: 'name' }, name), element('span', { class: 'note' }, note))

const section = (title, open) =>
  element(
    'details',
    { open },
    element('summary', {}, title, ' ', element('span', { class: 'many' })),
    element('ul', {}),
  )

function put(part, rows, empty, many = rows.length) {
  part.querySelector('.many').textContent = String(many)
  part.querySelector('ul').replaceChildren(...(rows.length ? rows : [element('li', { class: 'none' }, empty)]))
}

/** One row for each address, with how often it was asked for. */
function requestRows(seen) {
  const byPath = new Map()
  for (const { method, path } of seen) byPath.set(`${method} ${path}`, (byPath.get(`${method} ${path}`) ?? 0) + 1)
  return [...byPath].map(([what, times]) => row('ran', what, times === 1 ? 'once' : `${times} times`))
}

/** Deletes all that the shop and its tags have kept here, so the next page meets a stranger. */
function startOver() {
  for (const pair of document.cookie.split('; ')) document.cookie = `${pair.split('=', 1)[0]}=; Path=/; Max-Age=0`
  try {
    localStorage.clear()
    sessionStorage.clear()
  } catch {
    /* storage refused: there is nothing in it */
  }
  location.reload()
}

function tryRegion(code) {
  const next = new URL(carry(location.href))
  if (code) next.searchParams.set('region', code)
  else next.searchParams.delete('region')
  location.assign(next)
}

/** Builds the drawer once; `draw` then only fills its lists. */
export function drawing(root, onToggle) {
  const reports = section('Reports sent', true)
  const files = section('Tag files fetched', false)
  const cookies = section('Cookies present', true)
  const held = section('Held, and why', true)
  const released = section('Released', false)
  const stands = element('p', { class: 'standing', role: 'status' })
  const region = element(
    'select',
    { onchange: (event) => tryRegion(event.target.value) },
    regions.map(([code, name]) => element('option', { value: code, selected: code === tried().region }, name)),
  )
  const drawer = element(
    'aside',
    { id: 'drawer', 'aria-label': 'What ran on this page', hidden: true },
    element(
      'header',
      {},
      element('h2', {}, 'What ran on this page'),
      element('button', { type: 'button', class: 'shut', 'aria-label': 'Close the ledger', onclick: onToggle }, '×'),
    ),
    stands,
    reports,
    cookies,
    held,
    released,
    files,
    element(
      'footer',
      {},
      element('label', {}, 'Visit from', region),
      element('button', { type: 'button', onclick: startOver }, 'Start over as a stranger'),
    ),
  )
  const sent = element('span', { class: 'sent' }, '0')
  const tab = element(
    'button',
    { type: 'button', class: 'tab', 'aria-controls': 'drawer', 'aria-expanded': 'false', onclick: onToggle },
    'What ran ',
    sent,
  )
  root.append(element('link', { rel: 'stylesheet', href: '/ledger/ledger.css' }), tab, drawer)

  return {
    toggle() {
      drawer.hidden = !drawer.hidden
      tab.setAttribute('aria-expanded', String(!drawer.hidden))
      tab.hidden = !drawer.hidden
      ;(drawer.hidden ? tab : drawer.querySelector('.shut')).focus()
      return !drawer.hidden
    },

    draw({ standing, requests: seen, cookies: present, gated }) {
      sent.textContent = String(seen.length)
      tab.setAttribute('aria-label', `What ran on this page: ${seen.length} requests, ${present.length} cookies`)
      if (drawer.hidden) return
      if (stands.textContent !== standing) stands.textContent = standing
      const sentOut = ({ path }) => path.startsWith('/collect/')
      put(reports, requestRows(seen.filter(sentOut)), 'None from this page.', seen.filter(sentOut).length)
      put(files, requestRows(seen.filter((one) => !sentOut(one))), 'None for this page.')
      put(
        cookies,
        present.map(({ name, owner, known }) => row(known ? 'ran' : 'odd', name, owner)),
        'None.',
      )
      put(
        held,
        gated.filter((one) => !one.released).map(({ what, why }) => row('held', what, why)),
        'Nothing is held.',
      )
      put(
        released,
        gated.filter((one) => one.released).map(({ what, why }) => row('ran', what, why)),
        'Nothing has been released.',
      )
    },
  }
}
