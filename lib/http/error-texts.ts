export interface ErrorText {
  title: string
  text: string
  /** Links to the URL of the failed post instead of the home page. */
  reload?: true
}

const FAILED: ErrorText = { title: 'Something went wrong', text: 'Something went wrong on our end. Please try again.' }

const TEXTS: Record<number, ErrorText> = {
  400: { title: 'Bad request', text: "We couldn't read that request. Go back, reload the page and try again." },
  401: { title: 'Not authorized', text: 'This request needs a valid key.' },
  403: { title: 'Request not allowed', text: "You don't have permission to do that." },
  404: { title: 'Page not found', text: "There's nothing at this web address." },
  405: { title: 'Method not allowed', text: "This address doesn't accept that kind of request." },
  // An action id that this version does not have: the page was opened before an upgrade.
  409: {
    title: 'This page has been updated',
    text: 'Latchkey was updated while this page was open, so nothing was sent. Reload the page and enter your details again.',
    reload: true,
  },
  413: { title: 'Request too large', text: 'That request is too large.' },
  415: { title: 'Unsupported form', text: 'Forms must be sent as multipart/form-data.' },
  421: { title: 'Wrong address', text: "This server doesn't serve that address." },
  429: { title: 'Too many requests', text: 'Too many requests. Wait a moment, then try again.' },
  431: {
    title: 'Request too large',
    text: "The web address or this site's cookies are too long. Check the address, or clear this site's cookies.",
  },
  500: FAILED,
  503: FAILED,
}

export const errorText = (status: number): ErrorText =>
  TEXTS[status] ?? (status < 500 ? TEXTS[400] : undefined) ?? FAILED
