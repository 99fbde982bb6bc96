import { announce } from '../events.js'

// The demo keeps the profile in this browser only; a real shop would send it to its own account service.
const key = 'bm-account'
const said = document.getElementById('said')
const forms = [...document.querySelectorAll('form[data-profile]')]

function read() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {}
  } catch {
    return {}
  }
}

function fill() {
  const kept = read()
  for (const form of forms) {
    for (const field of form.elements) {
      if (!(field.name in kept)) continue
      if (field.type === 'checkbox') field.checked = kept[field.name] === true
      else field.value = kept[field.name]
    }
  }
}

function keep(form) {
  const kept = read()
  for (const field of form.elements) {
    if (!field.name || field.disabled) continue
    kept[field.name] = field.type === 'checkbox' ? field.checked : field.value
  }
  try {
    localStorage.setItem(key, JSON.stringify(kept))
    return form.dataset.saved
  } catch {
    return 'This browser does not let the page keep anything, so the change lasts until you leave.'
  }
}

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    said.textContent = keep(form)
  })
}
fill()

// Shown only while audience-data is granted: the group the tag has guessed, in words.
const group = decodeURIComponent(document.cookie.match(/(?:^|; )_demo_ad=([^;]*)/)?.[1] ?? '')
if (group) document.getElementById('group').textContent = group.replace('-', ' ')
announce('page_view', { page: 'account' })
