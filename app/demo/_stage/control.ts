import type { StageCommand } from '@/lib/demo/stage-control'

/** Sends a command to the server. Rejects if it was not carried out. */
export async function control(command: StageCommand): Promise<void> {
  const body = new FormData()
  for (const [name, value] of Object.entries(command)) body.set(name, value)
  const { ok, status } = await fetch('/demo/control', { method: 'POST', body })
  if (!ok) throw new Error(`the stage's command was answered with ${status}`)
}
