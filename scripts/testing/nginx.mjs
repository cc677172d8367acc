import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { aptInstall, canAptInstall } from '../apt.mjs'

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx']

/** Returns the path of nginx, after installing it if necessary and possible. */
export async function requireNginx() {
  const find = () => NGINX.find((file) => fs.existsSync(file))
  if (!find() && canAptInstall()) await aptInstall('nginx-light')
  const found = find()
  if (!found) throw new Error('nginx was not found; install it (on Debian: `apt-get install nginx-light` as root).')
  return found
}

/** Returns the nginx configuration of docs/operations.md, so that tests cover the documented one. */
export function documentedBlock() {
  const [, block] = /<!-- nginx -->\n```\n(.*?)```/s.exec(fs.readFileSync('docs/operations.md', 'utf8')) ?? []
  if (!block) throw new Error('docs/operations.md has no nginx block.')
  return block
}

/** An nginx with TLS on loopback whose servers can be replaced while it runs. */
export class Nginx {
  #dir
  #file
  #binary
  #process

  constructor({ binary, dir, port }) {
    this.port = port
    this.origin = `https://localhost:${port}`
    this.#binary = binary
    this.#dir = dir
    this.#file = path.join(dir, 'nginx.conf')
    fs.mkdirSync(dir, { recursive: true })
    const certificate = [
      '-keyout',
      path.join(dir, 'key.pem'),
      '-out',
      path.join(dir, 'cert.pem'),
      '-subj',
      '/CN=localhost',
    ]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...certificate], {
      stdio: 'ignore',
    })
  }

  async start(ports) {
    this.#configure(ports)
    this.#process = spawn(this.#binary, ['-c', this.#file, '-g', 'daemon off;'], { stdio: 'inherit' })
    await this.#ready()
  }

  /** Sends new requests to these servers; requests in progress finish on their current server. */
  async switchTo(ports) {
    this.#configure(ports)
    this.#process.kill('SIGHUP')
    await this.#ready()
  }

  async stop() {
    if (!this.#process || this.#process.exitCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    await ended
  }

  #configure(ports) {
    const servers = ports.map((port) => `    server 127.0.0.1:${port};`).join('\n')
    const block = documentedBlock()
      .replace('    server 127.0.0.1:3000;', servers)
      .replace('listen 443 ssl', `listen 127.0.0.1:${this.port} ssl`)
      .replace('id.example.com;', 'localhost;')
      .replace(/\/etc\/ssl\/\S+\.pem/, path.join(this.#dir, 'cert.pem'))
      .replace(/\/etc\/ssl\/\S+\.key/, path.join(this.#dir, 'key.pem'))
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${this.#dir}/${name};`,
    )
    const main = [
      `pid ${this.#dir}/nginx.pid;`,
      `error_log ${this.#dir}/error.log;`,
      'events {}',
      `http {\naccess_log off;\n${temporary.join('\n')}\n${block}}`,
    ]
    fs.writeFileSync(this.#file, main.join('\n'))
  }

  async #ready() {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
      await new Promise((resolve) => setTimeout(resolve, 300))
      if (fs.existsSync(path.join(this.#dir, 'nginx.pid'))) return
    }
    throw new Error(`nginx did not start; see ${this.#dir}/error.log`)
  }
}
