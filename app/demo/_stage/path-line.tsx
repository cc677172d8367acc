import type { CodePath, Station } from '@/lib/demo/code-path'
import type { PathTexts } from './path-texts'

/** Draws the stations of a code's path as a line. Every row keeps its height, so nothing moves when it is reached. */
export function PathLine({ path, texts }: { path: CodePath | null; texts: PathTexts }) {
  return (
    <ol className="path-line" aria-label={texts.path}>
      {texts.stations.map(({ name, title, what }, n) => {
        const station = path?.stations[n] ?? null
        const state = station?.state ?? 'ahead'
        return (
          <li key={name} data-state={state}>
            <span aria-hidden="true" className="path-stop" />
            <span className="font-medium">
              {title} <span className="sr-only">{texts.states[state]}</span>
            </span>
            <span className="path-leg tabular-nums">{station ? legText(station, texts) : ''}</span>
            <span className="path-what">{detailOf(name, path, texts) ?? what}</span>
          </li>
        )
      })}
    </ol>
  )
}

function legText({ legMs, state }: Station, texts: PathTexts): string {
  if (state === 'failed') return texts.states.failed
  if (legMs === null) return ''
  return legMs < 10_000 ? `+${legMs} ms` : `+${Math.round(legMs / 1000)} s`
}

/** Facts of the rows, which replace the general explanation. */
function detailOf(name: Station['name'], path: CodePath | null, texts: PathTexts): string | null {
  if (!path) return null
  if (name === 'gateway') return gatewaysOf(path, texts)
  if (name === 'carrier') {
    const receipt = path.dispatches.findLast(({ receiptMs }) => receiptMs !== null)
    return receipt ? texts.receipt.replace('{ms}', String(receipt.receiptMs)) : null
  }
  if (name === 'input' && path.attempts > 0) return texts.attempts.replace('{n}', String(path.attempts))
  if (name === 'verification' && path.end !== null) return texts.ends[path.end]
  return null
}

function gatewaysOf({ dispatches }: CodePath, texts: PathTexts): string | null {
  if (dispatches.length === 0) return null
  return dispatches.map(({ gateway, outcome }) => `${gateway}: ${texts.outcomes[outcome]}`).join(' → ')
}
