// Runs one scenario of the official JavaScript client against a hub: node conformance.mjs SCENARIO CONNECTION_STRING HUB
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [scenario, connection, hub] = process.argv.slice(2);
const require = createRequire(process.env.XB_NODE_MODULES);
const { EventHubProducerClient, EventHubConsumerClient, EventHubBufferedProducerClient, earliestEventPosition, latestEventPosition } = require("@azure/event-hubs");

const retryOptions = { maxRetries: 0, timeoutInMs: 20_000 };
const open = [];
const producer = (options = {}) => track(new EventHubProducerClient(connection, hub, { retryOptions, ...options }));
const consumer = (group = "$Default", options = {}) => track(new EventHubConsumerClient(group, connection, hub, { retryOptions, ...options }));
const track = (client) => (open.push(client), client);
const range = (count, first = 0) => Array.from({ length: count }, (_, i) => first + i);

async function send(client, bodies, options = {}) {
  const batch = await client.createBatch(options);
  for (const body of bodies) assert.ok(batch.tryAdd({ body, messageId: `id-${body}`, properties: { number: body } }));
  await client.sendBatch(batch);
}

/** Receives from one partition until `count` events are there. */
function receive(client, partition, startPosition, count, options = {}) {
  return new Promise((resolve, reject) => {
    const events = [];
    const subscription = client.subscribe(partition, {
      processEvents: async (received, context) => {
        events.push(...received);
        options.onEvents?.(received, context);
        if (events.length >= count) {
          await subscription.close();
          resolve(events);
        }
      },
      processError: async (error) => reject(error),
    }, { startPosition, maxBatchSize: 200, ...options });
  });
}

/** Subscribes and tells when events, and when an error, come. */
function watch(client, partition, options) {
  const state = { events: [], error: undefined, waiting: [] };
  const wake = () => state.waiting.splice(0).forEach((check) => check());
  state.subscription = client.subscribe(partition, {
    processEvents: async (received, context) => (state.events.push(...received), options.onContext?.(context), wake()),
    processError: async (error) => ((state.error ??= error), wake()),
  }, { startPosition: earliestEventPosition, maxBatchSize: 10, ...options });
  state.until = (condition) => new Promise((resolve) => {
    const check = () => (condition(state) ? resolve(state) : state.waiting.push(check));
    check();
  });
  return state;
}

const scenarios = {
  async properties() {
    const client = producer();
    const properties = await client.getEventHubProperties();
    assert.equal(properties.name, hub);
    assert.deepEqual(properties.partitionIds, ["0", "1", "2", "3"]);
    assert.ok(Math.abs(Date.now() - properties.createdOn.getTime()) < 3_600_000);
    const empty = await client.getPartitionProperties("2");
    assert.deepEqual([empty.isEmpty, empty.beginningSequenceNumber, empty.lastEnqueuedSequenceNumber, empty.lastEnqueuedOffset], [true, 0, -1, "-1"]);
    await send(client, [1, 2, 3], { partitionId: "2" });
    const filled = await client.getPartitionProperties("2");
    assert.deepEqual([filled.isEmpty, filled.beginningSequenceNumber, filled.lastEnqueuedSequenceNumber], [false, 0, 2]);
    assert.ok(Math.abs(Date.now() - filled.lastEnqueuedOnUtc.getTime()) < 60_000);
    await assert.rejects(client.getPartitionProperties("9"), { code: "ArgumentOutOfRangeError" });
  },

  async errors() {
    const missing = track(new EventHubProducerClient(connection, "no-such-hub", { retryOptions }));
    await assert.rejects(missing.getEventHubProperties(), { code: "MessagingEntityNotFoundError" });
    await assert.rejects(missing.sendBatch([{ body: 1 }]), { code: "MessagingEntityNotFoundError" });
    await assert.rejects(receive(consumer("no-such-group"), "0", earliestEventPosition, 1), { code: "MessagingEntityNotFoundError" });
    const wrong = track(new EventHubProducerClient(connection.replace(/SharedAccessKey=[^;]*/, "SharedAccessKey=d3Jvbmc="), hub, { retryOptions }));
    await assert.rejects(wrong.sendBatch([{ body: 1 }]), { code: "UnauthorizedError" });
    const client = producer();
    const batch = await client.createBatch();
    assert.equal(batch.maxSizeInBytes, 1_048_576);
    assert.equal(batch.tryAdd({ body: "x".repeat(1_100_000) }), false);
    await client.sendBatch([{ body: "still works" }]);
  },

  async batches() {
    const client = producer();
    await send(client, range(1000), { partitionId: "1" });
    await send(client, range(1000), { partitionKey: "abcdefghijklm" });
    const reader = consumer();
    const direct = await receive(reader, "1", earliestEventPosition, 1000);
    assert.deepEqual(direct.map((e) => e.body), range(1000));
    assert.deepEqual(direct.map((e) => e.sequenceNumber), range(1000));
    assert.deepEqual([direct[7].messageId, direct[7].properties, direct[7].partitionKey ?? null], ["id-7", { number: 7 }, null]);
    const keyed = await receive(reader, "3", earliestEventPosition, 1000);
    assert.deepEqual(keyed.map((e) => e.body), range(1000));
    assert.ok(keyed.every((e) => e.partitionKey === "abcdefghijklm"));
    assert.ok(keyed.every((e, i) => i === 0 || Number(e.offset) > Number(keyed[i - 1].offset)));
    for (const turn of range(8)) await send(client, [turn]);
    const counts = await Promise.all(["0", "2"].map(async (id) => (await client.getPartitionProperties(id)).lastEnqueuedSequenceNumber + 1));
    assert.deepEqual(counts, [2, 2]);
    const date = new Date(1_700_000_000_000);
    const rich = { flag: true, big: 12345678901, ratio: 0.25, text: "grüße 日本" };
    await client.sendBatch([{ body: Buffer.from([0, 1, 255]), properties: { ...rich, date }, contentType: "application/octet-stream", correlationId: "c-1" }], { partitionId: "2" });
    const last = (await receive(reader, "2", earliestEventPosition, 3))[2];
    assert.deepEqual([Buffer.from(last.body), last.properties, last.contentType, last.correlationId], [Buffer.from([0, 1, 255]), { ...rich, date: date.getTime() }, "application/octet-stream", "c-1"]);
  },

  async positions() {
    const client = producer();
    for (const part of range(5)) {
      await send(client, range(20, part * 20), { partitionId: "0" });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const reader = consumer();
    const all = await receive(reader, "0", earliestEventPosition, 100);
    const first = async (position) => (await receive(reader, "0", position, 1))[0].sequenceNumber;
    assert.equal(await first({ sequenceNumber: 41 }), 42);
    assert.equal(await first({ sequenceNumber: 41, isInclusive: true }), 41);
    assert.equal(await first({ offset: all[57].offset }), 58);
    assert.equal(await first({ offset: all[57].offset, isInclusive: true }), 57);
    const time = all[60].enqueuedTimeUtc.getTime();
    assert.equal(await first({ enqueuedOn: time }), all.find((e) => e.enqueuedTimeUtc.getTime() > time).sequenceNumber);
    assert.equal(await first({ enqueuedOn: time - 1 }), all.find((e) => e.enqueuedTimeUtc.getTime() >= time).sequenceNumber);
    assert.equal(await first({ sequenceNumber: 0, isInclusive: true }), 0);
    assert.equal(await first({ sequenceNumber: -5 }), 0);
    assert.equal(await first({ offset: "-1" }), 0);
    assert.equal(await first({ offset: "@latest", isInclusive: true }), 99);
    const latest = watch(reader, "0", { startPosition: latestEventPosition });
    for (let sent = 1000; latest.events.length === 0; sent++) {
      await send(client, [sent], { partitionId: "0" });
      await Promise.race([latest.until((s) => s.events.length > 0), new Promise((resolve) => setTimeout(resolve, 100))]);
    }
    assert.ok(latest.events[0].sequenceNumber >= 100);
  },

  /** Latest, and what the end of the partition is while events come. */
  async latest() {
    const client = producer();
    await send(client, range(10), { partitionId: "1" });
    const ends = [];
    const reader = watch(consumer(), "1", { startPosition: latestEventPosition, trackLastEnqueuedEventProperties: true, onContext: (context) => ends.push(context.lastEnqueuedEventProperties) });
    // The link is there once the first event after its opening comes.
    for (let sent = 100; reader.events.length === 0; sent++) {
      await send(client, [sent], { partitionId: "1" });
      await Promise.race([reader.until((s) => s.events.length > 0), new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    assert.ok(reader.events[0].sequenceNumber >= 10);
    const seen = reader.events.length;
    await send(client, range(500), { partitionId: "1" });
    await reader.until((s) => s.events.length >= seen + 500);
    const properties = await client.getPartitionProperties("1");
    const end = ends.at(-1);
    assert.deepEqual([end.sequenceNumber, String(end.offset)], [properties.lastEnqueuedSequenceNumber, properties.lastEnqueuedOffset]);
    assert.equal(end.enqueuedOn.getTime(), properties.lastEnqueuedOnUtc.getTime());
    assert.ok(Math.abs(end.retrievedOn.getTime() - Date.now()) < 60_000);
    assert.ok(reader.events.every((event, i) => i === 0 || event.sequenceNumber === reader.events[i - 1].sequenceNumber + 1));
  },

  /** Events of one batch each, as many programs send them, and bodies of every kind. */
  async singles() {
    const client = producer();
    const bodies = [null, true, 7, "text", { a: [1, { b: 2 }] }, [1, 2], Buffer.from([0, 255])];
    for (const body of bodies) await client.sendBatch([{ body }], { partitionId: "0" });
    await Promise.all(range(50).map((number) => client.sendBatch([{ body: { number } }], { partitionId: "1" })));
    const events = await receive(consumer(), "0", earliestEventPosition, bodies.length);
    assert.deepEqual(events.map((event) => (event.body instanceof Uint8Array ? Buffer.from(event.body) : event.body)), bodies);
    const numbers = (await receive(consumer(), "1", earliestEventPosition, 50)).map((event) => event.body.number);
    assert.deepEqual(numbers.toSorted((a, b) => a - b), range(50));
  },

  /** The buffered client places keys by its own hash, which must be that of the hub. */
  async buffered() {
    const placed = new Map();
    const failures = [];
    const client = track(new EventHubBufferedProducerClient(connection, hub, {
      retryOptions,
      maxWaitTimeInMs: 50,
      onSendEventsErrorHandler: async (context) => { failures.push(context.error); },
      onSendEventsSuccessHandler: async (context) => {
        for (const event of context.events) placed.set(event.body, context.partitionId);
      },
    }));
    const keys = ["a", "device-42", "abcdefghijkl", "abcdefghijklm", "7149583486996073602", "x".repeat(128)];
    for (const key of keys) await client.enqueueEvent({ body: `by the client ${key}` }, { partitionKey: key });
    await client.flush();
    assert.deepEqual(failures, []);
    const direct = producer();
    for (const key of keys) await direct.sendBatch([{ body: `by the hub ${key}` }], { partitionKey: key });
    const expected = { a: "0", "device-42": "0", abcdefghijkl: "1", abcdefghijklm: "3", "7149583486996073602": "1", ["x".repeat(128)]: "0" };
    for (const id of ["0", "1", "3"]) {
      const wanted = keys.filter((key) => expected[key] === id);
      const bodies = (await receive(consumer(), id, earliestEventPosition, wanted.length * 2)).map((event) => event.body);
      assert.deepEqual(bodies.toSorted(), wanted.flatMap((key) => [`by the client ${key}`, `by the hub ${key}`]).toSorted());
      for (const key of wanted) assert.equal(placed.get(`by the client ${key}`), id);
    }
  },

  /** Hubs of one namespace know nothing of each other, and neither do consumer groups. */
  async hubs() {
    const names = [hub, "returns"];
    for (const name of names) {
      const client = track(new EventHubProducerClient(connection, name, { retryOptions }));
      assert.equal((await client.getEventHubProperties()).name, name);
      await send(client, [`of ${name}`], { partitionId: "0" });
    }
    for (const name of names) {
      for (const group of ["$Default", "$default", "second"]) {
        const reader = track(new EventHubConsumerClient(group, connection, name, { retryOptions }));
        assert.deepEqual((await receive(reader, "0", earliestEventPosition, 1)).map((event) => event.body), [`of ${name}`]);
      }
    }
    assert.deepEqual((await track(new EventHubProducerClient(connection, "returns", { retryOptions })).getPartitionIds()), ["0", "1"]);
  },

  /** More than one heartbeat of either side, on one connection with a sender and a receiver. */
  async silence() {
    const client = producer();
    await send(client, [1], { partitionId: "0" });
    const reader = watch(consumer(), "0", {});
    await reader.until((s) => s.events.length === 1);
    const connections = [client, open.at(-1)].map((owner) => owner._context.connectionId);
    await new Promise((resolve) => setTimeout(resolve, 170_000));
    await send(client, [2], { partitionId: "0" });
    await reader.until((s) => s.events.length === 2);
    assert.equal(reader.error, undefined);
    assert.deepEqual([client, open.at(-1)].map((owner) => owner._context.connectionId), connections);
  },

  async partitions() {
    const client = producer();
    for (const id of range(4)) await send(client, range(500), { partitionId: `${id}` });
    const seen = new Map();
    let last;
    await new Promise((resolve, reject) => {
      const reader = consumer("second");
      reader.subscribe({
        processEvents: async (events, context) => {
          const known = seen.get(context.partitionId) ?? [];
          seen.set(context.partitionId, [...known, ...events.map((e) => e.body)]);
          if (events.length > 0) last = context.lastEnqueuedEventProperties;
          if ([...seen.values()].reduce((sum, bodies) => sum + bodies.length, 0) === 2000) resolve();
        },
        processError: async (error) => reject(error),
      }, { startPosition: earliestEventPosition, maxBatchSize: 100, trackLastEnqueuedEventProperties: true });
    });
    for (const id of range(4)) assert.deepEqual(seen.get(`${id}`), range(500));
    assert.deepEqual([last.sequenceNumber, typeof last.offset, last.enqueuedOn instanceof Date], [499, "string", true]);
  },

  async owners() {
    await send(producer(), range(3), { partitionId: "0" });
    const first = watch(consumer(), "0", { ownerLevel: 5 });
    await first.until((s) => s.events.length === 3);
    const lower = await watch(consumer(), "0", { ownerLevel: 4 }).until((s) => s.error);
    assert.equal(lower.error.code, "ReceiverDisconnectedError");
    const without = await watch(consumer(), "0", {}).until((s) => s.error);
    assert.equal(without.error.code, "ReceiverDisconnectedError");
    assert.equal(first.error, undefined);
    const equal = watch(consumer(), "0", { ownerLevel: 5 });
    await equal.until((s) => s.events.length === 3);
    await first.until((s) => s.error);
    assert.equal(first.error.code, "ReceiverDisconnectedError");
    const other = watch(consumer("second"), "0", { ownerLevel: 1 });
    await other.until((s) => s.events.length === 3);
    assert.equal(equal.error, undefined);
  },

  async readers() {
    await send(producer(), range(2), { partitionId: "0" });
    const five = range(5).map(() => watch(consumer(), "0", {}));
    await Promise.all(five.map((reader) => reader.until((s) => s.events.length === 2)));
    const sixth = await watch(consumer(), "0", {}).until((s) => s.error);
    assert.equal(sixth.error.code, "QuotaExceededError");
    await five[0].subscription.close();
    await receive(consumer(), "0", earliestEventPosition, 2);
  },

  async idempotent() {
    // The option is public on the buffered client only, which says nothing about its numbers; both clients share the sender behind it.
    const idempotent = (partitionOptions) => {
      const client = producer();
      client._enableIdempotentRetries = true;
      if (partitionOptions) client._partitionOptions = { 0: partitionOptions };
      return client;
    };
    const first = idempotent();
    await send(first, range(10), { partitionId: "0" });
    const state = await first.getPartitionPublishingProperties("0");
    assert.deepEqual([state.lastPublishedSequenceNumber, state.ownerLevel], [10, 0]);
    const again = idempotent({ producerGroupId: state.producerGroupId, ownerLevel: 0, startingSequenceNumber: 0 });
    await send(again, range(10), { partitionId: "0" });
    await send(again, range(10, 10), { partitionId: "0" });
    const events = await receive(consumer(), "0", earliestEventPosition, 20);
    assert.deepEqual(events.map((e) => e.body), range(20));
    assert.equal((await again.getPartitionProperties("0")).lastEnqueuedSequenceNumber, 19);
    const gap = idempotent({ producerGroupId: state.producerGroupId, ownerLevel: 0, startingSequenceNumber: 100 });
    await assert.rejects(send(gap, [1], { partitionId: "0" }), { code: "SequenceOutOfOrderError" });
    const higher = idempotent({ producerGroupId: state.producerGroupId, ownerLevel: 1 });
    await send(higher, [20], { partitionId: "0" });
    const lower = idempotent({ producerGroupId: state.producerGroupId, ownerLevel: 0 });
    await assert.rejects(send(lower, [21], { partitionId: "0" }), /owner level 0 was displaced by one with owner level 1/);
  },

  /** The hub is stopped and started again by the test when this prints "restart". */
  async restart() {
    const reader = consumer("$Default", { retryOptions: { maxRetries: 20, retryDelayInMs: 200, maxRetryDelayInMs: 500, timeoutInMs: 20_000 } });
    // The client notices that its receiver is gone only when the wait for a batch ends, a minute unless told otherwise.
    const before = watch(reader, "0", { maxBatchSize: 50, maxWaitTimeInSeconds: 1 });
    await before.until((s) => s.events.length >= 100);
    console.log("restart");
    await before.until((s) => s.events.length >= 200);
    assert.deepEqual(before.events.map((e) => e.body), range(200));
  },
};

await scenarios[scenario]();
await Promise.all(open.map((client) => client.close()));
console.log("passed");
process.exit(0);
