// A receiver on Node's http module. Prints READY and its port, then a line for each message, as http_receiver.py does.
// Usage: node node_receiver.js tcp PORT | unix PATH
const http = require('http');
const fs = require('fs');

let connections = 0;
const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    console.log(JSON.stringify({
      key: request.headers['idempotency-key'],
      run: request.headers['x-ansible-run'],
      type: request.headers['content-type'],
      path: request.url,
      connection: String(request.socket.number),
      body: JSON.parse(Buffer.concat(parts).toString('utf8')),
    }));
    response.writeHead(204);
    response.end();
  });
});
server.on('connection', (socket) => { socket.number = ++connections; });

const [kind, place] = process.argv.slice(2);
if (kind === 'tcp') {
  server.listen(Number(place), '127.0.0.1', () => console.log('READY', server.address().port));
} else {
  fs.rmSync(place, { force: true });
  server.listen(place, () => console.log('READY 0'));
}
