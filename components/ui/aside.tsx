interface Props {
  heading: string
  items: string[]
}

export function Aside({ heading, items }: Props) {
  return (
    <aside className="max-w-108 self-start lg:max-w-80 lg:pt-3 lg:justify-self-end">
      <h2 className="mb-3 font-medium text-small">{heading}</h2>
      <ul className="flex flex-col text-ink-soft text-small">
        {items.map((item) => (
          <li key={item} className="border-hairline border-t py-3">
            {item}
          </li>
        ))}
      </ul>
    </aside>
  )
}
