import type { ReactNode } from 'react'
import type { CodePath } from '@/lib/demo/code-path'
import { PathLine } from './path-line'
import { PathList } from './path-list'
import type { StageTexts } from './texts'

interface Props {
  paths: CodePath[]
  /** The path that is drawn. */
  path: CodePath | null
  /** Whether the stream is interrupted. */
  lost: boolean
  choose: (id: string) => void
  texts: StageTexts
  /** The tours. */
  children: ReactNode
}

/** The path of the chosen code, between the application and the phone. */
export function PathColumn({ paths, path, lost, choose, texts, children }: Props) {
  return (
    <section aria-label={texts.path} className="stage-path">
      {children}
      <PathList paths={paths} shown={path?.id ?? null} choose={choose} texts={texts} />
      <PathLine path={path} texts={texts} />
      <p role="status" className={lost || !path ? 'text-ink-soft text-small' : 'sr-only'}>
        {lost ? texts.lost : summaryOf(path, texts)}
      </p>
    </section>
  )
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
