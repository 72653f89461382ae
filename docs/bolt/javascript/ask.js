// Asks whom an actor is said to have attacked: node ask.js cypher/ask/attacks-by.cypher us_forces
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import neo4j from 'neo4j-driver'

const [question, actor] = process.argv.slice(2)
const status = JSON.parse(execFileSync('kg', ['status', '--json'], { encoding: 'utf8' }))
const password = process.env.NEO4J_PASSWORD || readFileSync(status.password_file, 'utf8').trim()

const driver = neo4j.driver(status.uri, neo4j.auth.basic(status.user, password))
try {
  const { records } = await driver.executeQuery(
    readFileSync(question, 'utf8'),
    // JavaScript's numbers are floats: neo4j.int makes them the integers that Cypher expects
    { by: actor, from: null, to: null, asOf: neo4j.int(Number.MAX_SAFE_INTEGER), limit: neo4j.int(10), days: null },
    { database: status.database, routing: neo4j.routing.READ }
  )
  for (const row of records) {
    const [date, attacked, held] = ['date', 'attacked', 'status'].map((name) => row.get(name))
    console.log(`${date} ${attacked}, ${held}: “${row.get('quote')}” (${row.get('said_by')[0]})`)
  }
} finally {
  await driver.close()
}
