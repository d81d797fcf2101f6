// Counts the texts of notify/testdata/segments.json anew with Twilio's own calculator and
// prints the file as it should be; `make segments` compares.
const { readFileSync } = require('node:fs');
const { SegmentedMessage } = require('sms-segments-calculator');

const counted = JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ text }) => {
  const message = new SegmentedMessage(text, 'auto');
  return { text, encoding: message.encodingName, segments: message.segmentsCount };
});
process.stdout.write(JSON.stringify(counted, null, 1) + '\n');
