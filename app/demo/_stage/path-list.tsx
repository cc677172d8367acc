import type { CodePath } from '@/lib/demo/code-path'
import type { StageTexts } from './texts'

interface Props {
  paths: CodePath[]
  shown: string | null
  choose: (id: string) => void
  texts: StageTexts
}

const LAST_DIGITS = 4

/** The newest verifications, to choose whose path is drawn. */
export function PathList({ paths, shown, choose, texts }: Props) {
  return (
    <fieldset aria-label={texts.choosePath} className="path-list">
      {paths.map(({ id, phone }) => (
        <button key={id} type="button" aria-pressed={id === shown} onClick={() => choose(id)}>
          <span className="tabular-nums">…{phone.slice(-LAST_DIGITS)}</span>
        </button>
      ))}
    </fieldset>
  )
}
