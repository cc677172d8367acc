import type { GatewayRequest, MessageDetails } from '@/lib/demo/verification-details'
import { clockTime, duration } from './hood-format'
import { Facts } from './hood-rows'
import type { UnderTheHoodTexts } from './under-the-hood-texts'

/** Each dispatch with its events, and what its gateway was given. */
export function HoodMessages({ messages, texts }: { messages: MessageDetails[]; texts: UnderTheHoodTexts }) {
  return messages.map(({ gateway, events, request }, n) => (
    <div key={`${events[0]?.atMs}-${gateway}`} className="hood-message">
      <h3>{texts.message.replace('{n}', String(n + 1)).replace('{gateway}', gateway)}</h3>
      <ol className="hood-events">
        {events.map(({ status, atMs, detail }) => (
          <li key={`${status} ${atMs}`}>
            <span className="tabular-nums">{clockTime(atMs)}</span>{' '}
            {detail ? `${texts.statuses[status]} (${detail})` : texts.statuses[status]}
          </li>
        ))}
      </ol>
      <p className="font-medium">{texts.request}</p>
      {request ? <Facts facts={factsOf(request, texts)} /> : <p className="text-ink-soft">{texts.noRequest}</p>}
    </div>
  ))
}

function factsOf(request: GatewayRequest, texts: UnderTheHoodTexts): [string, string][] {
  const { segments, encoding } = request
  return [
    [texts.phone, request.to],
    [texts.sender, request.from || texts.noSender],
    [texts.template, request.template],
    [texts.text, request.text],
    [texts.segments, texts.segmentsText.replace('{n}', String(segments)).replace('{encoding}', encoding)],
    [texts.lifetime, duration(request.lifeSeconds)],
  ]
}
