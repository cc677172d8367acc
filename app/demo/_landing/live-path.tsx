'use client'
import { PathLine } from '@/app/demo/_stage/path-line'
import { interpolate } from '@/components/form/interpolate'
import { LiveText } from '@/components/ui/live-text'
import { TextLink } from '@/components/ui/text-link'
import { useEventStream } from '@/components/ui/use-event-stream'
import type { CodePath } from '@/lib/demo/code-path'
import type { StageView } from '@/lib/demo/stage'
import type { LivePathTexts } from './texts'

const LAST_DIGITS = 4

/** Draws the path of the newest code, from the stage's stream. */
export function LivePath({ initial, texts }: { initial: Pick<StageView, 'paths'>; texts: LivePathTexts }) {
  const {
    value: { paths },
    lost,
  } = useEventStream('/demo/events', initial)
  const path = paths[0] ?? null
  return (
    <section aria-labelledby="live" className="landing-live">
      <div>
        <h2 id="live" className="font-medium">
          {texts.heading}
        </h2>
        <p className="text-ink-soft text-small tabular-nums">
          <LiveText>{lost ? texts.lost : captionOf(path, texts)}</LiveText>
        </p>
      </div>
      <PathLine path={path} texts={texts.path} />
      <p className="py-2 text-small">
        <TextLink href="/demo">
          <LiveText>{path ? texts.follow : texts.start}</LiveText>
        </TextLink>
      </p>
    </section>
  )
}

function captionOf(path: CodePath | null, texts: LivePathTexts): string {
  return path ? interpolate(texts.phone, { digits: path.phone.slice(-LAST_DIGITS) }) : texts.empty
}
