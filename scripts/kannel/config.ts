export interface KannelPorts {
  admin: number
  smsbox: number
  sendsms: number
}

export interface KannelAccess {
  ports: KannelPorts
  smscPort: number
  smscPassword: string
  username: string
  password: string
  /** Receives inbound messages (./replies); without it, Kannel drops them. */
  inboundUrl?: string
}

type Run = KannelAccess & { folder: string; adminPassword: string; statusPassword: string }

/**
 * Returns kannel.conf. Everything listens on loopback. No code may reach the disk: no access log, no log level below
 * 2, no message store. Pending receipts are stored (without texts), because Kannel would lose them in a restart. No
 * msg-id-type: it makes Kannel confuse non-numeric ids. A named smsbox needs a route for inbound messages. `omit-empty`
 * and zero `max-messages` keep Kannel from sending the webhook's response, or a default text, back as an SMS.
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
