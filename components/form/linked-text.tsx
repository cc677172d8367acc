import { Fragment } from 'react'
import { TextLink } from '@/components/ui/text-link'

/** A link to a path of this site, such as `[reset your password](/reset-password)`. */
const LINK = /\[([^\]]+)\]\((\/[\w/-]*)\)/

export function LinkedText({ text }: { text: string }) {
  // Repeats text, label, path.
  const parts = text.split(LINK)
  return parts.map((part, index) => {
    const path = parts[index + 1]
    if (index % 3 === 1 && path !== undefined)
      return (
        <TextLink key={path} href={path}>
          {part}
        </TextLink>
      )
    return index % 3 === 0 && part !== '' ? <Fragment key={part}>{part}</Fragment> : null
  })
}
