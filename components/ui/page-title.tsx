interface Props {
  texts: { title: string; errorTitle?: string }
  failed?: boolean
}

/** Rendered by each form, so that a rejected post shows the error title, also without JavaScript. */
export function PageTitle({ texts, failed = false }: Props) {
  return <title>{failed && texts.errorTitle ? texts.errorTitle : texts.title}</title>
}
