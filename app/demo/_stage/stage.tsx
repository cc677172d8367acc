'use client'
import { useEffect, useRef, useState } from 'react'
import { PhonePass } from '@/app/demo/_phone-pass/phone-pass'
import type { PhonePassTexts } from '@/app/demo/_phone-pass/texts'
import { useHydrated } from '@/components/form/use-hydrated'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { Person } from '@/lib/demo/people'
import type { StageView } from '@/lib/demo/stage'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { AttackPanel } from './attack-panel'
import { control } from './control'
import { enterCode, fillInPerson, submitFormOf } from './framed-app'
import { PathColumn } from './path-column'
import { StageBar } from './stage-bar'
import type { StageTexts } from './texts'
import { TourBar } from './tour-bar'
import { TourCaption } from './tour-caption'
import { UnderTheHood } from './under-the-hood'
import { useAttack } from './use-attack'
import { useCode } from './use-code'
import { pageOf, useFramedPage } from './use-framed-page'
import { useSettled } from './use-settled'
import { useTours } from './use-tours'

const START = '/sign-up'
/** While others start many sign-ups at once, their phones would be loaded only to be replaced. */
const SETTLE_MS = 500

interface Props {
  initial: StageView
  /** Empty where their numbers could reach a real gateway; then nothing can be reset either. */
  people: readonly Person[]
  texts: StageTexts
  passTexts: PhonePassTexts
}

/** The application, the path of the code and the phone, side by side. */
export function Stage({ initial, people, texts, passTexts }: Props) {
  const stage = useRef<HTMLDivElement>(null)
  const app = useRef<HTMLIFrameElement>(null)
  const handset = useRef<HTMLIFrameElement>(null)
  /** The person whose start page is submitted as soon as it has loaded. */
  const submits = useRef<Person | null>(null)
  const [person, setPerson] = useState<Person | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  /** Reloads the phone when its messages were deleted. */
  const [round, setRound] = useState(0)
  const { value, lost } = useEventStream('/demo/events', initial)
  const { paths, network } = value
  const { path: page, asksFor } = useFramedPage(app)
  const hydrated = useHydrated()
  const path =
    paths.find(({ id }) => id === chosen) ?? paths.find((one) => !person || one.phone === person.phone) ?? null
  const current = path?.phone ?? person?.phone ?? TEST_NUMBER.phone
  const phone = useSettled(current, person || chosen ? 0 : SETTLE_MS)
  const code = useCode(phone, path?.startedAtMs ?? Number.POSITIVE_INFINITY)
  // Only where the application waits for this very code.
  const offered = path?.end === null && asksFor === path.id && phone === path.phone ? code : null

  const latest = useRef({ paths, offered, slowMotion: false })
  useEffect(() => {
    latest.current = { paths, offered, slowMotion: network.gateways.handset.slowMotion }
  })
  const show = (as: Person | null) => {
    setPerson(as)
    setChosen(null)
    setRound((before) => before + 1)
  }
  const load = (to: string) => {
    if (app.current) app.current.src = to
  }
  const attack = useAttack('sms-pumping')
  const tours = useTours({
    app: () => pageOf(app),
    phone: () => pageOf(handset),
    paths: () => latest.current.paths,
    code: () => latest.current.offered,
    slowMotion: () => latest.current.slowMotion,
    load,
    show,
    attack: {
      run: attack.run,
      stop: attack.stop,
      show: () => stage.current?.querySelector('.attack-panel')?.scrollIntoView({ block: 'end', behavior: 'smooth' }),
    },
  })

  // The page's fields change with its path, so the person's data is filled in on each. A tour fills in by itself.
  const fills = tours.view.state === 'playing' || tours.view.state === 'paused' ? null : person
  useEffect(() => {
    const document = pageOf(app)
    if (page !== '' && document && fills) fillInPerson(document, fills)
  }, [page, fills])

  async function begin(as: Person | null) {
    tours.stop()
    await control(as ? { do: 'begin', phone: as.phone, account: 'none' } : { do: 'start-over' })
    submits.current = as
    show(as)
    load(START)
  }

  function loaded() {
    const document = pageOf(app)
    tours.watch(document)
    const as = submits.current
    if (!as || !document) return
    submits.current = null
    fillInPerson(document, as)
    submitFormOf(document, 'phone')
  }

  function enter(offeredCode: string) {
    const document = pageOf(app)
    if (document) enterCode(document, offeredCode)
  }

  return (
    <div ref={stage} className="stage" data-hydrated={hydrated || undefined}>
      <StageBar
        people={people}
        begin={begin}
        network={network}
        setPace={tours.setPace}
        fullScreen={() => stage.current?.requestFullscreen().catch(() => {})}
        texts={texts}
      />
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
      <PathColumn paths={paths} path={path} lost={lost} choose={setChosen} texts={texts}>
        {people.length > 0 && <TourBar tours={tours} texts={texts.tours} />}
        <TourCaption view={tours.view} texts={texts.tours} />
      </PathColumn>
      <section aria-label={texts.phone} className="stage-device">
        <iframe
          ref={handset}
          key={`${phone} ${round}`}
          src={`/handset/${encodeURIComponent(phone)}`}
          title={texts.phoneFrame}
          onLoad={() => tours.watch(pageOf(handset))}
        />
        <PhonePass key={`pass ${phone}`} phone={phone} texts={passTexts} />
      </section>
      <UnderTheHood id={path?.id ?? null} version={JSON.stringify(path)} texts={texts.hood} />
      {people.length > 0 && <AttackPanel attack={attack} texts={texts.attack} />}
    </div>
  )
}
