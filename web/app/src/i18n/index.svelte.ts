import { router } from '../lib/router.svelte'
import { en } from './en'
import { vi, type Dictionary } from './vi'

export type Lang = 'vi' | 'en'

const KEY = 'lang'
const dictionaries: Record<Lang, Dictionary> = { vi, en }

/** The language of the page: Vietnamese until somebody chooses English. */
class I18n {
  lang = $state<Lang>(chosen())
  t = $derived(dictionaries[this.lang])

  choose(lang: Lang): void {
    this.lang = lang
    localStorage.setItem(KEY, lang)
  }
}

// What an address asks for is a choice like any other: kept, and taken out of the address, where it
// would beat a later one.
function chosen(): Lang {
  const asked = router.params.get('lang')
  if (asked === 'vi' || asked === 'en') {
    localStorage.setItem(KEY, asked)
    router.go(router.with({ lang: null }), { replace: true })
  }
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi'
}

export const i18n = new I18n()
