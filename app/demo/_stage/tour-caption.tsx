import type { TourTexts } from './texts'
import type { TourView } from './tour-runner'

/** What the tour shows now. Keeps its height, so that nothing moves. */
export function TourCaption({ view: { caption, state, isTakenOver }, texts }: { view: TourView; texts: TourTexts }) {
  const note = isTakenOver ? texts.takenOver : texts.states[state]
  return (
    <div role="status" className="tour-caption" data-state={state}>
      <p className={state === 'idle' ? 'text-ink-soft text-small' : 'font-medium'}>
        {state === 'idle' ? texts.idle : caption && texts.captions[caption]}
      </p>
      <p className="text-ink-soft text-small">{note}</p>
    </div>
  )
}
