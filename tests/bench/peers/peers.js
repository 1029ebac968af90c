// SPDX-License-Identifier: MIT
// peers.js wink-nlp|compromise POST...: finds the names, places and sums of each line of the posts, after it was loaded
// and has read one sentence; prints the nanoseconds that took.
const fs = require('fs');

const [name, ...posts] = process.argv.slice(2);
const lines = posts.flatMap((post) => fs.readFileSync(post, 'utf8').split('\n')).filter((line) => line.trim());
const read = {
  'wink-nlp': () => {
    const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'));
    return (line) => nlp.readDoc(line).entities().out(nlp.its.detail).length;
  },
  compromise: () => {
    const nlp = require('compromise');
    return (line) => {
      const doc = nlp(line);
      return doc.people().json().length + doc.places().json().length + doc.organizations().json().length + doc.money().json().length;
    };
  },
}[name]();
read('Ada Berg founded Tidewater Robotics in Lund with $4 million.');
let found = 0;
const begun = process.cpuUsage();
for (const line of lines) found += read(line);
const used = process.cpuUsage(begun);
console.log(`nanoseconds ${(used.user + used.system) * 1000}`);
console.log(`found ${found}`);
