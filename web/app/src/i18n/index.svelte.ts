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

function chosen(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY)
  return asked === 'en' ? 'en' : 'vi'
}

export const i18n = new I18n()
