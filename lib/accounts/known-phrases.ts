import { knownRuns } from './word-rows'

/** Popular phrases, which attackers try first. Blanks are ignored. */
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
this is not a password
this is not my password
this is a secure password
this is my passphrase
this is a strong password
this is a test
a very long password
my name is
what is your name
my dogs name is
i have no idea
i love my dog
i love my cat
i love my mum
i love my mom
i love my son
i love my daughter
i love my wife
i love my husband
i love my boyfriend
i love my girlfriend
i love my kids
i love my baby
i love my life
jesus is my savior
our father who art in heaven
hallowed be thy name
the lord is my shepherd
in the beginning was the word
in the beginning god created
for god so loved the world
ask and you shall receive
ask and ye shall receive
love thy neighbor
amazing grace how sweet
amazing grace how sweet the sound
silent night holy night
god save the king
god save the queen
o say can you see
oh say can you see
land of the free and the home of the brave
united states of america
all men are created equal
life liberty and the pursuit of happiness
i have a dream
ask not what your country can do for you
one small step for man
the only thing we have to fear is fear itself
i came i saw i conquered
et tu brute
veni vidi vici
cogito ergo sum
e pluribus unum
the answer is forty two
the answer to life the universe and everything
romeo romeo wherefore art thou romeo
shall i compare thee to a summers day
friends romans countrymen
call me ishmael
it was the best of times
all happy families are alike
two roads diverged
the road not taken
the cat in the hat
green eggs and ham
alice in wonderland
the lord of the rings
lord of the rings
harry potter
game of thrones
expecto patronum
avada kedavra
not all those who wander are lost
these are not the droids you are looking for
do or do not there is no try
a long time ago in a galaxy far far away
beam me up scotty
to boldly go where no one has gone before
the truth is out there
why so serious
i see dead people
you cant handle the truth
ill be back
life finds a way
welcome to the jungle
welcome to the hotel california
on a dark desert highway
stairway to heaven
highway to hell
bohemian rhapsody
is this the real life
is this just fantasy
dont stop believing
dont stop believin
dont stop me now
another one bites the dust
smells like teen spirit
living on a prayer
livin on a prayer
sweet child of mine
sweet child o mine
sweet caroline
sweet home alabama
imagine all the people
yesterday all my troubles
hey jude dont make it bad
all you need is love
i want to hold your hand
here comes the sun
yellow submarine
every breath you take
i will always love you
my heart will go on
its the final countdown
the final countdown
eye of the tiger
born to be wild
born in the usa
like a rolling stone
blowing in the wind
the sound of silence
knocking on heavens door
i cant get no satisfaction
paint it black
sympathy for the devil
purple rain
billie jean is not my lover
wake me up before you go go
girls just wanna have fun
total eclipse of the heart
take me home country roads
country roads take me home
i will survive
staying alive
dancing queen
mamma mia here i go again
hit me baby one more time
oops i did it again
i want it that way
call me maybe
shake it off
shape of you
rolling in the deep
let it go let it go
the cold never bothered me anyway
a whole new world
under the sea
circle of life
be our guest
who is afraid of the big bad wolf
whos afraid of the big bad wolf
whose afraid of the big bad wolf
london bridge is falling down
humpty dumpty sat on a wall
row row row your boat
old macdonald had a farm
the itsy bitsy spider
jingle bells jingle bells
we wish you a merry christmas
for he is a jolly good fellow
take me out to the ball game
roses are red violets are blue
an apple a day keeps the doctor away
the early bird catches the worm
when in rome do as the romans do
better late than never
actions speak louder than words
money is the root of all evil
no pain no gain
just do it
keep calm and carry on
supercalifragilisticexpialidocious
antidisestablishmentarianism
pneumonoultramicroscopicsilicovolcanoconiosis
314159265358979
271828182845904
`

const lines = (text: string) => text.trim().split('\n')

export const knownPhrases = (): string[] => [
  ...lines(PHRASES).map((phrase) => phrase.replaceAll(' ', '')),
  ...knownRuns(),
]
