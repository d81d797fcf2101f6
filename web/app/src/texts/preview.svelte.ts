import { query } from '../api/call'
import { faultsIn, type Fault } from '../api/fault'
import { PreviewTemplateDocument, type PreviewTemplateInput, type WrittenFragment } from '../gql/graphql'

const SETTLE = 200

/** A text written by the server with the values of a form, some moments after the last key. */
export class Preview {
  /** The last text that could be written. */
  written = $state.raw<WrittenFragment | null>(null)
  faults = $state.raw<Fault[]>([])
  /** True until the answer to the last values is there. */
  busy = $state(false)
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  ask(input: PreviewTemplateInput): void {
    this.stop()
    this.busy = true
    const turn = this.#turn
    this.#timer = setTimeout(() => void this.#load(input, turn), this.written ? SETTLE : 0)
  }

  /** Forgets what was asked; its answer is ignored. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#turn++
  }

  async #load(input: PreviewTemplateInput, turn: number): Promise<void> {
    let written = this.written
    let faults: Fault[] = []
    try {
      written = (await query(PreviewTemplateDocument, { input })).previewTemplate
    } catch (thrown) {
      faults = faultsIn(thrown)
    }
    if (turn !== this.#turn) return
    this.written = written
    this.faults = faults
    this.busy = false
  }
}

/** The place of the value in the form that a fault names; -1 where it names none. */
export const placeOf = (fault: Fault): number => Number(/^input\.values\[(\d+)\]/.exec(fault.field ?? '')?.[1] ?? -1)
