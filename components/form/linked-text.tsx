import { Fragment } from 'react'
import { TextLink } from '@/components/ui/text-link'

/** A path of this site, as a sentence of the catalog links to it: `[reset your password](/reset-password)`. */
const LINK = /\[([^\]]+)\]\((\/[\w/-]*)\)/

/** Renders a sentence with the links that it names. */
export function LinkedText({ text }: { text: string }) {
  // Text, label, path, text, label, path, and so on.
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
