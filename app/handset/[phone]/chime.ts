/** Two notes: frequency in hertz, and start in seconds. */
const NOTES = [
  [987.77, 0],
  [1318.51, 0.12],
] as const
const SECONDS = 0.35
const LOUDNESS = 0.12

/** Plays the sound of an arriving message. */
export function chime(audio: AudioContext) {
  for (const [frequency, delay] of NOTES) {
    const start = audio.currentTime + delay
    const tone = new OscillatorNode(audio, { frequency, type: 'sine' })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + SECONDS)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + SECONDS)
  }
}
