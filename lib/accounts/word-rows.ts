/** Small sets of words, in their usual order. */
const ROWS = `
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
null eins zwei drei vier fünf sechs sieben acht neun zehn
zéro un deux trois quatre cinq six sept huit neuf dix
cero uno dos tres cuatro cinco seis siete ocho nueve diez
first second third fourth fifth sixth seventh eighth ninth tenth
monday tuesday wednesday thursday friday saturday sunday monday
mon tue wed thu fri sat sun
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
spring summer autumn winter spring
spring summer fall winter spring
red orange yellow green blue indigo violet purple pink brown black white gray grey gold silver
north east south west
apple orange banana pear grape lemon cherry peach plum mango
dog cat bird fish horse cow pig rabbit hamster mouse
mercury venus earth mars jupiter saturn uranus neptune pluto
alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu
alpha beta gamma delta epsilon zeta eta theta
do re mi fa so la ti do
correct horse battery staple
`
  .trim()
  .split('\n')
  .map((row) => row.split(' '))

const runs = (row: string[]): string[] =>
  row.flatMap((_, from) => row.slice(from + 1).map((_, more) => row.slice(from, from + more + 2).join('')))

/** Returns each run of two or more words of a row, without blanks: a run is a single guess. */
export const knownRuns = (): string[] => ROWS.flatMap(runs)

/** Longer words first, since one may begin with another. */
const PATTERNS = ROWS.map((row) => {
  const words = [...new Set(row)].sort((a, b) => b.length - a.length)
  return { size: words.length, word: new RegExp(words.join('|'), 'g') }
})

/** Returns the guesses for words of one row in any order, or null. Removes words one by one to avoid backtracking. */
export function guessesOfRow(letters: string): number | null {
  if (letters === '') return null
  const pattern = PATTERNS.find(({ word }) => letters.replace(word, '') === '')
  return pattern ? pattern.size ** (letters.match(pattern.word)?.length ?? 0) : null
}
