import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { Action, FormTexts } from './form-state'
import { keepEntries } from './kept-entries'

/**
 * Wraps an action so that a form survives what a server action can't report. A server of another version, which has no such
 * form: the page reloads by itself, with what was entered. An error without a digest, which never reached the server or
 * never came back: the form stays, with a sentence.
 */
export function withNetworkError<T>(action: Action<T>, texts: Pick<FormTexts, 'noConnection' | 'updated'>): Action<T> {
  return async (state, data) => {
    try {
      return await action(state, data)
    } catch (error) {
      if (unstable_isUnrecognizedActionError(error)) {
        keepEntries()
        location.reload()
        return { message: texts.updated }
      }
      if (error instanceof Error && 'digest' in error) throw error
      return { message: texts.noConnection }
    }
  }
}
