import { query } from '../api/call'
import { faultsIn, type Fault } from '../api/fault'
import { MessageTemplatesDocument, type TemplateFragment, type TextLanguage } from '../gql/graphql'

/** All texts that are sent, in one language. */
export class Templates {
  all = $state.raw<TemplateFragment[] | null>(null)
  faults = $state.raw<Fault[]>([])
  #turn = 0

  async load(language: TextLanguage): Promise<void> {
    const turn = ++this.#turn
    try {
      const { messageTemplates } = await query(MessageTemplatesDocument, { language })
      if (turn !== this.#turn) return
      this.all = messageTemplates
      this.faults = []
    } catch (thrown) {
      if (turn === this.#turn) this.faults = faultsIn(thrown)
    }
  }
}

export const languages = ['vi', 'en'] as const

/** The language of the texts that an address names; Vietnamese is what most people get. */
export const languageOf = (asked: string | null): (typeof languages)[number] => languages.find((l) => l === asked) ?? 'vi'
