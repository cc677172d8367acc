interface Props {
  texts: { title: string; errorTitle?: string }
  failed?: boolean
}

/** Form pages render it where their state is known, so that a refused post says so in the title, without JavaScript too. */
export function PageTitle({ texts, failed = false }: Props) {
  return <title>{failed && texts.errorTitle ? texts.errorTitle : texts.title}</title>
}
