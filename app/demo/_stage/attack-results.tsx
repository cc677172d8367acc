import type { AttackTexts } from './attack-texts'
import { billOf } from './bill'
import type { AttackProgress } from './run-attack'

interface Props {
  progress: AttackProgress
  priceCents: number
  texts: AttackTexts
}

const plain = (n: number) => n.toLocaleString('en-US')

/** How far the attack got, which rules refused it, and the bill with and without them. */
export function AttackResults({ progress, priceCents, texts }: Props) {
  const { total, attempted, sent, refused, segmentsPerMessage } = progress
  const bill = (messages: number) => billOf({ messages, segmentsPerMessage, priceCents })
  const sentence = texts.progress
    .replace('{attempted}', plain(attempted))
    .replace('{total}', plain(total))
    .replace('{sent}', plain(sent))
  return (
    <>
      <div>
        <p className="tabular-nums">{sentence}</p>
        <progress value={attempted} max={total} aria-label={sentence} />
      </div>
      <div className="attack-results">
        <table>
          <caption>{texts.refusals}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.rule}</th>
              <th scope="col">{texts.requests}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(refused).map(([rule, requests]) => (
              <tr key={rule}>
                <th scope="row">{texts.rules[rule] ?? rule}</th>
                <td>{plain(requests)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl>
          <div>
            <dt>{texts.without}</dt>
            <dd>{bill(attempted)}</dd>
          </div>
          <div>
            <dt>{texts.with}</dt>
            <dd>{bill(sent)}</dd>
          </div>
        </dl>
      </div>
    </>
  )
}
