// The demo's phones: a list of who got texts, handsets side by side, a clock.
const root = document.getElementById('phones')
const words = root.dataset
const list = document.getElementById('list')
const handsets = document.getElementById('handsets')
const search = document.getElementById('search')
const state = document.getElementById('state')
const open = new Map()
let phones = []

async function read(path, options) {
  const answer = await fetch(path, options)
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.status === 204 ? null : answer.json()
}

function el(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value)
  }
  made.append(...children)
  return made
}

const time = new Intl.DateTimeFormat(words.lang === 'en' ? 'en-GB' : 'vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh', weekday: 'short', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit',
})

function showList() {
  const wanted = search.value.replace(/\D/g, '').replace(/^0/, '')
  const rows = phones.filter((p) => p.number.includes(wanted)).slice(0, 100)
  const focused = document.activeElement?.dataset?.number
  list.replaceChildren(...rows.map((p) => el('li', {},
    el('button', { type: 'button', 'data-number': p.number, onclick: () => show(p.number) }, `${p.number} · ${p.texts} ${words.texts}`, el('small', {}, p.last.body)))))
  if (rows.length === 0) list.append(el('li', {}, words.empty))
  if (focused) list.querySelector(`[data-number="${focused}"]`)?.focus()
}

// withLinks makes the links of a text open beside the phones.
function withLinks(body) {
  return body.split(/(https?:\/\/\S+)/).map((part) => {
    if (!/^https?:/.test(part)) return part
    const url = new URL(part)
    return el('a', { href: url.pathname + url.search, target: '_blank', rel: 'noopener' }, part)
  })
}

function show(number) {
  if (open.has(number)) return open.get(number).input.focus()
  const texts = el('ol', { class: 'texts', tabindex: '0', 'aria-label': number })
  const input = el('input', { 'aria-label': words.reply, autocomplete: 'off', maxlength: '320' })
  const form = el('form', { onsubmit: (event) => { event.preventDefault(); reply(number, input) } }, input, el('button', {}, words.send))
  const close = () => { open.get(number).box.remove(); open.delete(number) }
  const box = el('section', { class: 'handset' }, el('h2', {}, number, el('button', { type: 'button', onclick: close }, words.close)), texts, form)
  open.set(number, { box, texts, input, count: -1 })
  handsets.prepend(box)
  refresh(number)
}

async function refresh(number) {
  const phone = open.get(number)
  const messages = await read(`/demo/phones/${encodeURIComponent(number)}/messages`)
  if (!open.has(number) || messages.length === phone.count) return
  phone.count = messages.length
  phone.texts.replaceChildren(...messages.map((m) => el('li', { class: m.direction }, ...withLinks(m.body), el('time', { datetime: m.at }, time.format(new Date(m.at))))))
  phone.texts.scrollTop = phone.texts.scrollHeight
}

async function reply(number, input) {
  const body = input.value.trim()
  if (body === '') return
  try {
    await read(`/demo/phones/${encodeURIComponent(number)}/messages`, { method: 'POST', body: JSON.stringify({ body }) })
    input.value = ''
    await refresh(number)
  } catch {
    state.textContent = words.failed
  }
}

async function clock(speed) {
  const options = speed === undefined ? undefined : { method: 'POST', body: JSON.stringify({ speed }) }
  const face = await read('/demo/clock', options)
  document.getElementById('clock').textContent = time.format(new Date(face.now)) + (face.speed === 0 ? ` · ${words.paused}` : '')
  for (const button of document.querySelectorAll('[data-speed]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.speed) === face.speed))
  }
}

async function tick() {
  try {
    phones = await read('/demo/phones.json')
    showList()
    await Promise.all([clock(), ...[...open.keys()].map(refresh)])
    state.textContent = ''
  } catch {
    state.textContent = words.lost
  }
  setTimeout(tick, 1000)
}

search.addEventListener('input', showList)
for (const button of document.querySelectorAll('[data-speed]')) {
  button.addEventListener('click', () => clock(Number(button.dataset.speed)))
}
tick()
