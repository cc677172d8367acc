/** An expected failure to start. The message states the cause and the remedy. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}
