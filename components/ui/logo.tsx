export function Logo({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 34 20" aria-hidden="true" className="h-5 w-8.5 fill-none stroke-signal" strokeWidth="2">
        <path d="M13 10a6 6 0 1 0-12 0a6 6 0 0 0 12 0h19v5m-7-5v4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span className="font-semibold text-lead tracking-tight">{name}</span>
    </span>
  )
}
