// Listens with the client library, tells on standard output what it handled, and takes commands from standard input, a JSON object a line.
import { createInterface } from 'node:readline';

const [library, url, token] = process.argv.slice(2);
const { HexDispatch } = await import(library);
const tell = what => console.log(JSON.stringify(what));
const failedOnce = new Set();

const client = new HexDispatch({
  url,
  token,
  pauseMinMillis: 20,
  pauseMaxMillis: 200,
  onConnected: () => tell({ connected: true }),
  onMessage: async message => {
    const order = message.subject ?? '';
    if (message.type === 'order.dispatched' && Number(order.split('-')[1]) % 3 === 0 && !failedOnce.has(order)) {
      failedOnce.add(order);
      throw new Error('not this time');
    }
    tell({ handled: message.type, subject: order, last: message.data.last === true });
  },
});
for await (const line of createInterface({ input: process.stdin })) {
  const { follow, command, subject, data } = JSON.parse(line);
  if (follow) {
    client.follow(follow, { positions: false });
  } else {
    client.command(command, subject, data).then(
      answer => tell({ answered: answer.type, subject }),
      failure => tell({ failed: failure.status, detail: failure.message, subject }));
  }
}
client.close();
