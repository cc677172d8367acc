import { LinkedText } from './linked-text'

export function FormMessage({ message }: { message: string | undefined }) {
  return (
    <div role="alert" className="empty:sr-only">
      {message && (
        <p data-form-message tabIndex={-1} className="border-alarm border-l-2 bg-alarm-soft px-4 py-3 text-ink">
          {/* Keyed like LiveText, because browser translation moves text nodes. */}
          <span key={message}>
            <LinkedText text={message} />
          </span>
        </p>
      )}
    </div>
  )
}
