import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { Action, FormTexts } from './form-state'
import { keepEntries } from './kept-entries'

/**
 * Wraps an action so that the form survives transport errors. If the server has a version without this action, the page
 * reloads and restores the entries. An error without a digest is a lost request or response: the form shows a message.
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
