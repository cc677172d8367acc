import type { CodePath, Station } from '@/lib/demo/code-path'
import type { PresetName } from '@/lib/demo/network-conditions'
import type { Person } from '@/lib/demo/people'
import { changeNetwork } from './change-network'
import { control } from './control'
import { enterCode, fillInPerson, inputOf, submitFormOf } from './framed-app'

const POLL_EVERY_MS = 100
/** Longer than a slow carrier and a failover together. */
const LONGEST_WAIT_MS = 40_000

/** What a tour can see and do on the stage. */
export interface StageHands {
  app: () => Document | null
  phone: () => Document | null
  paths: () => CodePath[]
  /** The code that the application's page waits for, once it is on the phone. */
  code: () => string | null
  slowMotion: () => boolean
  /** Loads a page into the application's frame. */
  load: (path: string) => void
  show: (person: Person) => void
  attack: { run: () => Promise<void>; stop: () => void; show: () => void }
}

/** Drives the real pages and the phone in their frames, and waits for what the rows and the pages show. */
export class TourTools {
  /** The verification of the code page that was opened last. */
  #id = ''

  constructor(
    readonly hands: StageHands,
    readonly signal: AbortSignal,
  ) {}

  /** Begins anew as this person, on the start page of a sign-up. */
  async begin(person: Person, account: 'none' | 'exists' = 'none'): Promise<void> {
    await control({ do: 'begin', phone: person.phone, account })
    this.hands.show(person)
    await this.open('/sign-up')
  }

  async network(preset: PresetName): Promise<void> {
    if (!(await changeNetwork({ preset, slowMotion: this.hands.slowMotion() })))
      throw new Error('the network conditions could not be changed')
  }

  newBrowser = () => control({ do: 'new-browser' })

  expire = (id: string) => control({ do: 'expire', id })

  async open(path: string): Promise<Document> {
    const before = this.hands.app()
    this.hands.load(path)
    return this.#until(`the page ${path}`, () => {
      const page = this.hands.app()
      return page !== before && page?.location.pathname === path ? page : null
    })
  }

  /** Waits for a page of the application with this field, whose form is not being sent. */
  field = (name: string) =>
    this.#until(`a field ${name}`, () => {
      const page = this.hands.app()
      const form = page && inputOf(page, name)?.form
      return form && !form.querySelector('button[type="submit"][aria-disabled]') ? page : null
    })

  async fillIn(person: Person, field = 'phone'): Promise<void> {
    fillInPerson(await this.field(field), person)
  }

  async submit(field = 'phone'): Promise<void> {
    submitFormOf(await this.field(field), field)
  }

  /** Sends the code to this person. Resolves when its page is shown. */
  async send(): Promise<void> {
    await this.submit()
    const { location } = await this.field('code')
    this.#id = location.pathname.split('/').at(-1) ?? ''
  }

  /** Waits until the code is on the phone. */
  code = (): Promise<string> => this.#until('the code on the phone', this.hands.code)

  async enter(code: string): Promise<void> {
    enterCode(await this.field('code'), code)
  }

  /** Waits until the rows of the sent code are as expected. */
  path = (what: string, check: (path: CodePath) => boolean): Promise<CodePath> =>
    this.#until(what, () => this.hands.paths().find((one) => one.id === this.#id && check(one)))

  station = (name: Station['name'], state: Station['state'] = 'reached') =>
    this.path(`${name}: ${state}`, ({ stations }) => stations.some((one) => one.name === name && one.state === state))

  /** Waits for a page of the application whose path begins so. */
  page = (start: string): Promise<Document> =>
    this.#until(`a page ${start}`, () => {
      const page = this.hands.app()
      return page?.location.pathname.startsWith(start) && page.readyState === 'complete' ? page : null
    })

  /** Clicks an element of the application once it is there. */
  click = async (selector: string): Promise<void> =>
    (await this.#element(this.hands.app, `${selector}:not([aria-disabled])`)).click()

  /** Runs the attack. Resolves when it is over; ends with the tour. */
  async attack(): Promise<void> {
    this.signal.addEventListener('abort', () => this.hands.attack.stop())
    await this.hands.attack.run()
    // Once its outcome is drawn.
    requestAnimationFrame(() => this.hands.attack.show())
  }

  /** Replies from the phone; opens its messages first. */
  async reply(text: 'STOP' | 'START'): Promise<void> {
    this.hands.phone()?.querySelector<HTMLElement>('.lock-actions > button:last-child')?.click()
    const button = (value: string) => this.#element(this.hands.phone, `button[name="text"][value="${value}"]`)
    const found = await button(text)
    found.click()
    // The phone offers the other reply once this one has taken effect.
    await button(text === 'STOP' ? 'START' : 'STOP')
  }

  #element = (of: () => Document | null, selector: string) =>
    this.#until(selector, () => of()?.querySelector<HTMLElement>(selector) ?? null)

  /** Polls, because frames report neither navigation nor changes to the page around them. */
  async #until<T>(what: string, find: () => T | null | undefined | false): Promise<T> {
    for (const deadline = performance.now() + LONGEST_WAIT_MS; performance.now() < deadline; ) {
      this.signal.throwIfAborted()
      const found = find()
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS))
    }
    throw new Error(`there was no ${what}`)
  }
}
