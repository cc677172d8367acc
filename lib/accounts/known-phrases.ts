/** Phrases that many people think of: long enough, and among the first that an attacker tries. Blanks don't count. */
const PHRASES = `
correct horse battery staple
horse battery staple correct
this is my password
this is a password
this is my secret password
my password is password
my secret password
i forgot my password
i hate passwords
please let me in
let me in please
open the door please
open sesame
change me please
trust no one
i love you forever
i love you so much
i love my family
i love my mother
i love my mom and dad
i love jesus christ
jesus is my lord
jesus loves me
jesus christ is lord
in god we trust
god is good all the time
god bless america
live laugh love
live long and prosper
may the force be with you
i am your father
luke i am your father
to infinity and beyond
winter is coming
you shall not pass
one ring to rule them all
my precious
elementary my dear watson
here is looking at you kid
frankly my dear i dont give a damn
houston we have a problem
life is like a box of chocolates
there is no place like home
i will be back
hasta la vista baby
say hello to my little friend
show me the money
to be or not to be
to be or not to be that is the question
all that glitters is not gold
i think therefore i am
knowledge is power
carpe diem
never give up
never gonna give you up
we are the champions
we will rock you
let it be
hakuna matata
hello darkness my old friend
somewhere over the rainbow
twinkle twinkle little star
mary had a little lamb
the quick brown fox jumps over the lazy dog
the quick brown fox
lorem ipsum dolor sit amet
once upon a time
it was a dark and stormy night
four score and seven years ago
we the people
yes we can
make america great again
home sweet home
happy birthday to you
merry christmas and a happy new year
i am the best
i am the best in the world
you are my sunshine
you only live once
best friends forever
practice makes perfect
time is money
rise and shine
peace and love
sex drugs and rock and roll
`

/** Rows that are recited: each run of two or more words of one is a single guess. */
const ROWS = `
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
first second third fourth fifth sixth seventh eighth ninth tenth
monday tuesday wednesday thursday friday saturday sunday monday
january february march april may june july august september october november december
spring summer autumn winter spring
spring summer fall winter spring
red orange yellow green blue indigo violet
north east south west
mercury venus earth mars jupiter saturn uranus neptune pluto
alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu
alpha beta gamma delta epsilon zeta eta theta
do re mi fa so la ti do
`

const lines = (text: string) => text.trim().split('\n')

const runs = (row: string[]): string[] =>
  row.flatMap((_, from) => row.slice(from + 1).map((_, more) => row.slice(from, from + more + 2).join('')))

/** In lower case and without blanks, the best known first. */
export const knownPhrases = (): string[] => [
  ...lines(PHRASES).map((phrase) => phrase.replaceAll(' ', '')),
  ...lines(ROWS).flatMap((row) => runs(row.split(' '))),
]
