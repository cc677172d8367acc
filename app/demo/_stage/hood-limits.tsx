import type { MovedLimit } from '@/lib/demo/moved-limits'
import { duration } from './hood-format'
import type { UnderTheHoodTexts } from './under-the-hood-texts'

/** How far each limit that moved is used, and its reason. */
export function HoodLimits({ limits, texts }: { limits: MovedLimit[]; texts: UnderTheHoodTexts }) {
  return (
    <ul className="hood-list">
      {limits.map((limit) => (
        <li key={limit.policy}>
          <code>{limit.policy}</code> <span className="tabular-nums">{usageOf(limit, texts)}</span>
          {limit.max !== null && <progress value={limit.counted} max={limit.max} aria-hidden="true" />}
          <p className="text-ink-soft text-small">{limit.reason}</p>
        </li>
      ))}
    </ul>
  )
}

const usageOf = ({ counted, max, windowSeconds }: MovedLimit, texts: UnderTheHoodTexts): string =>
  (max === null ? texts.limitWait : texts.limitOf)
    .replace('{n}', String(counted))
    .replace('{max}', String(max))
    .replace('{window}', duration(windowSeconds))
