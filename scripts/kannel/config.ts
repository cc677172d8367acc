export interface KannelPorts {
  admin: number
  smsbox: number
  sendsms: number
}

export interface KannelAccess {
  ports: KannelPorts
  /** Where the carrier listens, and what it lets Kannel in with. */
  smscPort: number
  smscPassword: string
  /** Who may send through Kannel. */
  username: string
  password: string
  /** Where to bring what people write back (./replies); nowhere without. */
  inboundUrl?: string
}

type Run = KannelAccess & { folder: string; adminPassword: string; statusPassword: string }

/**
 * The text of kannel.conf. Everything listens on loopback alone. What can hold a text is left out: an access log would
 * write it down, and so do logs at level 1 and below; without a message store, texts wait in memory and go with the run,
 * so no code lies on a disk. What receipts are waited for is kept in files, which name no text, as a Kannel in earnest should
 * do it: else it forgets them when it restarts. No msg-id-type: with it, Kannel confuses ids that aren't numbers. A box
 * with a name of its own gets what people write only by a route. Nobody who writes is answered: Kannel would send on
 * whatever it is told, and a sentence of its own when that is nothing.
 */
export const kannelConfig = (run: Run): string => `group = core
admin-interface = 127.0.0.1
admin-port = ${run.ports.admin}
admin-password = "${run.adminPassword}"
status-password = "${run.statusPassword}"
admin-deny-ip = "*.*.*.*"
admin-allow-ip = "127.0.0.1"
smsbox-interface = 127.0.0.1
smsbox-port = ${run.ports.smsbox}
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
log-file = "${run.folder}/bearerbox.log"
log-level = 2
dlr-storage = spool
dlr-spool = "${run.folder}/receipts"
sms-resend-freq = 1
sms-resend-retry = 1

group = smsc
smsc = smpp
smsc-id = carrier
host = 127.0.0.1
port = ${run.smscPort}
transceiver-mode = true
smsc-username = latchkey
smsc-password = "${run.smscPassword}"
system-type = ""
interface-version = 34
source-addr-autodetect = true
dest-addr-ton = 1
dest-addr-npi = 1
enquire-link-interval = 10
reconnect-delay = 1
max-pending-submits = 50

group = smsbox
smsbox-id = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${run.ports.smsbox}
sendsms-interface = 127.0.0.1
sendsms-port = ${run.ports.sendsms}
log-file = "${run.folder}/smsbox.log"
log-level = 2
http-request-retry = 3
http-queue-delay = 1

group = smsbox-route
smsbox-id = smsbox
smsc-id = carrier

group = sendsms-user
username = "${run.username}"
password = "${run.password}"
user-deny-ip = "*.*.*.*"
user-allow-ip = "127.0.0.1"
max-messages = 5
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
${run.inboundUrl ? `get-url = "${run.inboundUrl}"` : 'text = ""'}
`
