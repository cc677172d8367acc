import type { Action } from './form-state'

/** An error without a digest never reached the server or never came back: the form stays, with a sentence. */
export function keepOnLostLine<T>(action: Action<T>, texts: { noConnection: string }): Action<T> {
  return async (state, data) => {
    try {
      return await action(state, data)
    } catch (error) {
      if (error instanceof Error && 'digest' in error) throw error
      return { message: texts.noConnection }
    }
  }
}
