/** Required before a submission is processed: a solved puzzle, or a wait token after `waitSeconds`. */
export interface RequiredChallenge {
  puzzle: string
  waitToken: string
  waitSeconds: number
  /** Instructions for users without JavaScript. */
  sentence: string
}

/** Demo only: describes the limit that was reached. `lift` labels the button that lifts it, if the client may. */
export interface ReachedLimit {
  sentence: string
  lift?: string
}

/** Result of a form action that does not redirect. `values` never contains a code or a password. */
export type FormState<T> = {
  errors?: Partial<Record<keyof T, string>>
  message?: string
  values?: Partial<Record<keyof T, string>>
  challenge?: RequiredChallenge
  limit?: ReachedLimit
} | null

export type Action<T> = (state: FormState<T>, data: FormData) => Promise<FormState<T>>

/** Loads a validator, which returns `errors` keys by field, or null. If loading fails, only the server validates. */
export type LoadValidator = () => Promise<(input: unknown) => Record<string, string> | null>

export interface FormTexts {
  title: string
  errorTitle: string
  submit: string
  pending: string
  stillWorking: string
  noConnection: string
  /** Shown after a reload because the server has another version. */
  updated: string
  errors: Record<string, string>
}
