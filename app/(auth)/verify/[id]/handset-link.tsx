import type { CodePanelTexts } from './texts'

/** Links to the simulated phone that receives the message in the demo. */
export function HandsetLink({ path, texts }: { path: string; texts: CodePanelTexts['handset'] }) {
  return (
    <p className="border-hairline border-t pt-4 text-ink-soft text-small">
      {texts.hint}{' '}
      <a href={path} target="_blank" rel="noreferrer" className="text-link inline-block py-1">
        {texts.link}
        <span className="sr-only"> {texts.newTab}</span>
      </a>
    </p>
  )
}
