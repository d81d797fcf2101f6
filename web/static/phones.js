// The demo's phones: who got texts, handsets side by side, the campaign's clock. The open
// handsets stand in the address (#+84912…,+84913…), so that a reload shows them again.
const byId = (id) => document.getElementById(id)
const words = JSON.parse(byId('phones').dataset.words)
const list = byId('list')
const search = byId('search')
const open = new Map() // number → its handset
const opened = new Set() // numbers that were open since the page was loaded
const rowsShown = 100
let phones = []
let names = {}
let shown = ''

async function read(path, options) {
  const answer = await fetch(path, options)
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.status === 204 ? null : answer.json()
}

const post = (path, body) => read(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

function el(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value)
  }
  made.append(...children)
  return made
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh', weekday: 'short', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

function moment(at) {
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map((p) => [p.type, p.value]))
  return `${part.hour}:${part.minute} ${words['day' + weekdays.indexOf(part.weekday)]} ${part.day}/${part.month}`
}

// fold makes names findable without their marks.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
const nameOf = (number) => names[number] ?? ''

// found lists the phones that are searched for: by name, by number, else those with texts.
function found() {
  const wanted = fold(search.value.trim())
  if (wanted === '') return phones
  const digits = wanted.replace(/\D/g, '').replace(/^0/, '')
  const fits = (number) => (digits !== '' && number.includes(digits)) || (nameOf(number) !== '' && fold(nameOf(number)).includes(wanted))
  const withTexts = new Set(phones.map((p) => p.number))
  const without = Object.keys(names).filter((number) => !withTexts.has(number)).map((number) => ({ number, texts: 0 }))
  return [...phones, ...without].filter((p) => fits(p.number))
}

function row(phone) {
  const last = phone.last ? [el('small', {}, phone.last.body)] : []
  return el('li', {}, el('button', { type: 'button', 'data-number': phone.number, 'aria-pressed': String(open.has(phone.number)), onclick: () => show(phone.number) },
    el('b', {}, nameOf(phone.number) || phone.number), el('span', {}, words.texts.replace('{n}', phone.texts)), el('span', {}, phone.number), ...last))
}

// showList leaves the list alone while it is the same, and the focus where it was.
function showList() {
  const all = found()
  const now = JSON.stringify([all.slice(0, rowsShown), [...open.keys()], Object.keys(names).length])
  if (now === shown) return
  shown = now
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.number : undefined
  list.replaceChildren(...all.slice(0, rowsShown).map(row))
  if (all.length === 0) list.append(el('li', {}, el('p', {}, words.empty)))
  if (focused) list.querySelector(`[data-number="${focused}"]`)?.focus({ preventScroll: true })
  byId('more').textContent = all.length > rowsShown ? words.more.replace('{n}', all.length - rowsShown) : ''
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
  const texts = el('ol', { class: 'texts' })
  const log = el('div', { class: 'log', tabindex: '0', role: 'log', 'aria-label': nameOf(number) || number }, texts)
  const input = el('input', { 'aria-label': words.reply, placeholder: words.reply, autocomplete: 'off', maxlength: '320' })
  const form = el('form', { onsubmit: (event) => { event.preventDefault(); reply(number, input) } }, input, el('button', {}, words.send))
  const title = el('span', {}, nameOf(number) || number, el('small', {}, number))
  const heading = el('h2', {}, title, el('button', { type: 'button', 'aria-label': `${words.close} ${number}`, onclick: () => close(number) }, words.close))
  const box = el('section', { class: 'handset', 'aria-label': number }, heading, log, form)
  open.set(number, { box, log, texts, input, count: -1 })
  opened.add(number)
  byId('handsets').prepend(box)
  box.scrollIntoView({ block: 'nearest' })
  keepAddress()
  showList()
  return refresh(number).catch(lost)
}

function close(number) {
  open.get(number).box.remove()
  open.delete(number)
  keepAddress()
  showList()
}

function keepAddress() {
  history.replaceState(null, '', location.pathname + location.search + (open.size ? '#' + [...open.keys()].join(',') : ''))
}

// showNext opens the phone whose newest text came in last and that hasn't been open yet.
function showNext() {
  const next = phones.find((p) => p.last.direction === 'in' && !opened.has(p.number))
  if (next) show(next.number)
}

async function refresh(number) {
  const phone = open.get(number)
  const messages = await read(`/demo/phones/${encodeURIComponent(number)}/messages`)
  if (!open.has(number) || messages.length === phone.count) return
  phone.count = messages.length
  phone.texts.replaceChildren(...messages.map((m) => el('li', { class: m.direction }, ...withLinks(m.body), el('time', { datetime: m.at }, moment(m.at)))))
  phone.log.scrollTop = phone.log.scrollHeight
}

async function reply(number, input) {
  const body = input.value.trim()
  if (body === '') return
  try {
    await post(`/demo/phones/${encodeURIComponent(number)}/messages`, { body })
    input.value = ''
    await refresh(number)
    say('')
  } catch {
    say(words.failed)
  }
}

function say(text) {
  if (byId('state').textContent !== text) byId('state').textContent = text
}

const lost = () => say(words.lost)

function showClock(face) {
  const pace = face.speed === 0 ? words.paused : `${face.speed}×`
  byId('clock').textContent = `${moment(face.now)} · ${pace}`
  for (const button of document.querySelectorAll('[data-speed]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.speed) === face.speed))
  }
}

async function look() {
  phones = await read('/demo/phones.json')
  if (phones.some((p) => !(p.number in names)) || Object.keys(names).length === 0) {
    const strangers = Object.fromEntries(phones.map((p) => [p.number, '']))
    names = { ...strangers, ...(await read('/demo/names.json')) }
  }
  showList()
  showClock(await read('/demo/clock'))
  await Promise.all([...open.keys()].map(refresh))
}

let troubled = false
async function tick() {
  try {
    if (!document.hidden) await look()
    if (troubled) say('')
    troubled = false
  } catch {
    troubled = true
    lost()
  }
  setTimeout(tick, 1000)
}

search.addEventListener('input', showList)
byId('next').addEventListener('click', showNext)
for (const button of document.querySelectorAll('[data-speed]')) {
  button.addEventListener('click', () => post('/demo/clock', { speed: Number(button.dataset.speed) }).then(showClock, lost))
}
await look().catch(lost)
for (const number of location.hash.slice(1).split(',').filter((n) => /^\+\d+$/.test(n))) await show(number)
tick()
