/** What is asked of the browser before what was sent is done: a puzzle for our script, or waiting with a wait token. */
export interface RequiredChallenge {
  puzzle: string
  waitToken: string
  waitSeconds: number
  /** What a person without JavaScript does. */
  sentence: string
}

/** In the demo: the limit that refused a form, in a sentence, and the label of the button that lifts it, if this client may. */
export interface ReachedLimit {
  sentence: string
  lift?: string
}

/** What a form action answers when it does not redirect. Ready sentences and plain data; `values` never holds a code or a password. */
export type FormState<T> = {
  errors?: Partial<Record<keyof T, string>>
  message?: string
  values?: Partial<Record<keyof T, string>>
  challenge?: RequiredChallenge
  limit?: ReachedLimit
} | null

export type Action<T> = (state: FormState<T>, data: FormData) => Promise<FormState<T>>

/**
 * Loads what looks at a form before it is sent: it answers keys of the `errors` texts by field, or null when nothing is
 * wrong. Loaded when the form is first touched; a form whose check can't be loaded goes to the server unchecked.
 */
export type LoadValidator = () => Promise<(input: unknown) => Record<string, string> | null>

export interface FormTexts {
  title: string
  errorTitle: string
  submit: string
  pending: string
  stillWorking: string
  noConnection: string
  /** The page was reloaded because the server has another version. */
  updated: string
  errors: Record<string, string>
}
