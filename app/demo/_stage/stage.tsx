'use client'
import { useEffect, useRef, useState } from 'react'
import { PhonePass } from '@/app/demo/_phone-pass/phone-pass'
import type { PhonePassTexts } from '@/app/demo/_phone-pass/texts'
import { splitAtCode } from '@/app/handset/[phone]/code-in'
import { useHydrated } from '@/components/form/use-hydrated'
import { buttonClass } from '@/components/ui/button-class'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { CodePath } from '@/lib/demo/code-path'
import type { HandsetMessageView } from '@/lib/demo/handset-inbox'
import type { StageView } from '@/lib/demo/stage'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { enterCode, fillInPerson, submitPhone } from './framed-app'
import { NetworkChoice } from './network-choice'
import { PathLine } from './path-line'
import { PathList } from './path-list'
import type { Person } from './people'
import type { StageTexts } from './texts'
import { pageOf, useFramedPage } from './use-framed-page'

const START = '/sign-up'
const NO_MESSAGES: HandsetMessageView[] = []

interface Props {
  initial: StageView
  /** Empty where their numbers could reach a real gateway. */
  people: readonly Person[]
  texts: StageTexts
  passTexts: PhonePassTexts
}

/** The application, the path of the code and the phone, side by side. */
export function Stage({ initial, people, texts, passTexts }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  const app = useRef<HTMLIFrameElement>(null)
  /** Whether the next page that loads is the chosen person's start page, which is submitted. */
  const submits = useRef(false)
  const [person, setPerson] = useState<Person | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const {
    value: { paths, network },
    lost,
  } = useEventStream('/demo/events', initial)
  const page = useFramedPage(app)
  const hydrated = useHydrated()
  const path =
    paths.find(({ id }) => id === chosen) ?? paths.find((one) => !person || one.phone === person.phone) ?? null
  const phone = path?.phone ?? person?.phone ?? TEST_NUMBER.phone
  const code = useCode(phone, path?.startedAtMs ?? Number.POSITIVE_INFINITY)
  // Only where the application waits for this very code.
  const offered = path?.end === null && page === `/verify/${path.id}` ? code : null

  // The page's fields change with its path, so the person's data is filled in on each.
  useEffect(() => {
    const document = pageOf(app)
    if (page !== '' && document && person) fillInPerson(document, person)
  }, [page, person])

  function show(as: Person | null) {
    submits.current = as !== null
    setPerson(as)
    setChosen(null)
    if (app.current) app.current.src = START
  }

  function loaded() {
    const document = pageOf(app)
    if (!submits.current || !document || !person) return
    submits.current = false
    fillInPerson(document, person)
    submitPhone(document)
  }

  function enter(offeredCode: string) {
    const document = pageOf(app)
    if (document) enterCode(document, offeredCode)
  }

  return (
    <div ref={stage} className="stage">
      {/* Hidden until its buttons work. */}
      <div className="stage-bar" data-hydrated={hydrated || undefined}>
        <fieldset className="flex flex-wrap items-center gap-2">
          <legend className="float-left mr-2 text-ink-soft text-small">{texts.people}</legend>
          {people.map((one) => (
            <button key={one.phone} type="button" className={buttonClass()} onClick={() => show(one)}>
              {texts.signUpAs.replace('{name}', one.name)}
            </button>
          ))}
        </fieldset>
        <div className="flex min-w-0 max-w-full flex-wrap gap-2 sm:ml-auto">
          <NetworkChoice current={network} texts={texts} />
          <button type="button" className={buttonClass('quiet')} onClick={() => show(null)}>
            {texts.restart}
          </button>
          <button
            type="button"
            className={buttonClass('quiet')}
            onClick={() => stage.current?.requestFullscreen().catch(() => {})}
          >
            {texts.fullScreen}
          </button>
        </div>
      </div>
      <section aria-label={texts.app} className="stage-device">
        <iframe ref={app} src={START} title={texts.appFrame} onLoad={loaded} />
        <div className="stage-keyboard">
          {offered && (
            <button type="button" onClick={() => enter(offered)}>
              {texts.fromMessages.replace('{code}', offered)}
            </button>
          )}
        </div>
      </section>
      <section aria-label={texts.path} className="stage-path">
        <PathList paths={paths} shown={path?.id ?? null} choose={setChosen} texts={texts} />
        <PathLine path={path} texts={texts} />
        <p role="status" className={lost || !path ? 'text-ink-soft text-small' : 'sr-only'}>
          {lost ? texts.lost : summaryOf(path, texts)}
        </p>
      </section>
      <section aria-label={texts.phone} className="stage-device">
        <iframe key={phone} src={`/handset/${encodeURIComponent(phone)}`} title={texts.phoneFrame} />
        <PhonePass key={`pass ${phone}`} phone={phone} texts={passTexts} />
      </section>
    </div>
  )
}

/** Returns the code of the phone's newest message, unless it is older than the verification. */
function useCode(phone: string, sinceMs: number): string | null {
  const { value: messages } = useEventStream(`/handset/${encodeURIComponent(phone)}/events`, NO_MESSAGES)
  const newest = messages.toSorted((a, b) => b.arrivedAt.localeCompare(a.arrivedAt))[0]
  return newest && Date.parse(newest.arrivedAt) >= sinceMs ? splitAtCode(newest.body).code : null
}

/** The last reached station, for screen readers. */
function summaryOf(path: CodePath | null, texts: StageTexts): string {
  if (!path) return texts.pathEmpty
  if (path.end) return texts.ends[path.end]
  const n = path.stations.findLastIndex(({ state }) => state === 'reached' || state === 'failed')
  const station = texts.stations[n]
  const state = path.stations[n]?.state
  return station && state ? `${station.title}: ${texts.states[state]}` : ''
}
