using System.Runtime.InteropServices;
using System.Text;
using CsCheck;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class ReadBlocksTests
{
    // Some events longer than a block.
    private static readonly Gen<int> BodyBytes = Gen.Frequency((30, Gen.Int[1, 2_000]), (2, Gen.Int[30_000, 80_000]), (1, Gen.Int[80_000, 120_000]));

    [TestMethod]
    public async Task What_is_kept_stays_while_what_is_released_is_read_over()
    {
        await Gen.Select(BodyBytes.Array[20, 120], Gen.Select(Gen.Int[1, 40], Gen.Bool).Array[4, 20], Gen.Int[0, 300_000]).SampleAsync(
            async sample =>
            {
                var (sizes, reads, tailBytes) = sample;
                await using var hub = await TestHub.OpenAsync(true, configure: options => (options.TailBytes, options.SegmentBytes) = (tailBytes, 200_000));
                for (var number = 0; number < sizes.Length; number++)
                {
                    await hub.Hub.AppendAsync([Event(number, sizes[number])]);
                }

                var (blocks, kept, next) = (new ReadBlocks(), new List<StoredEvent>(), 0L);
                for (var step = 0; next < sizes.Length; step++)
                {
                    var (count, isKept) = reads[step % reads.Length];
                    var events = await hub.Hub.Partitions[0].ReadAsync(next, count, blocks);
                    Assert.AreEqual(next, events[0].SequenceNumber);
                    CheckAll(events, sizes);
                    next = events[^1].SequenceNumber + 1;
                    if (isKept)
                    {
                        kept.AddRange(events);
                        blocks.Keep();
                    }
                    else
                    {
                        blocks.Release();
                    }
                }

                CheckAll(kept, sizes);
            },
            iter: 25,
            threads: 1);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(16 << 20)]
    public async Task What_is_released_takes_no_new_memory(int tailBytes)
    {
        await using var hub = await OpenAsync(tailBytes, events: 600, size: 1_000);

        var (blocks, arrays) = (new ReadBlocks(), new HashSet<byte[]>(ReferenceEqualityComparer.Instance));
        for (var next = 0; next < 600; next += 20)
        {
            foreach (var stored in await hub.Hub.Partitions[0].ReadAsync(next, 20, blocks))
            {
                Assert.IsTrue(MemoryMarshal.TryGetArray(stored.Message, out var message));
                arrays.Add(message.Array!);
            }

            blocks.Release();
        }

        // What is read before the first release may be of another size.
        Assert.IsLessThanOrEqualTo(3, arrays.Count);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(16 << 20)]
    public async Task What_is_released_becomes_other_events_and_what_is_kept_does_not(int tailBytes)
    {
        await using var hub = await OpenAsync(tailBytes, events: 50, size: 100);

        var (partition, blocks) = (hub.Hub.Partitions[0], new ReadBlocks());
        _ = await partition.ReadAsync(0, 10, blocks);
        blocks.Release();
        var first = (await partition.ReadAsync(10, 10, blocks)).ToArray();
        blocks.Release();
        var second = (await partition.ReadAsync(20, 10, blocks)).ToArray();
        blocks.Keep();
        var third = (await partition.ReadAsync(30, 10, blocks)).ToArray();
        CollectionAssert.AreEquivalent(first, second);
        Assert.IsFalse(second.Intersect(third).Any());
        CheckAll(second.Concat(third), [.. Enumerable.Repeat(100, 50)]);
    }

    [TestMethod]
    public async Task A_reader_that_never_releases_gets_arrays_of_its_own()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.Hub.AppendAsync(TestHub.Events(0, 2));
        var blocks = new ReadBlocks();
        var first = await hub.Hub.Partitions[0].ReadAsync(0, 1, blocks);
        var second = await hub.Hub.Partitions[0].ReadAsync(1, 1, blocks);
        Assert.IsTrue(MemoryMarshal.TryGetArray(first[0].Message, out var array));
        Assert.IsLessThan(1_000, array.Array!.Length);
        Assert.AreEqual("event 0", TestHub.Text(first[0]));
        Assert.AreEqual("event 1", TestHub.Text(second[0]));
    }

    private static async Task<TestHub> OpenAsync(int tailBytes, int events, int size)
    {
        var hub = await TestHub.OpenAsync(true, configure: options => options.TailBytes = tailBytes);
        for (var number = 0; number < events; number++)
        {
            await hub.Hub.AppendAsync([Event(number, size)]);
        }

        return hub;
    }

    // Not every event has everything, so that what one leaves behind would be seen in another.
    private static HubEvent Event(int number, int size) => new(Encoding.ASCII.GetBytes($"{number} ".PadRight(size, (char)('a' + (number % 26)))))
    {
        MessageId = number % 3 == 0 ? $"id-{number}" : null,
        PartitionKey = number % 2 == 0 ? $"key-{number}" : null,
        Properties = number % 5 == 0 ? [] : new Dictionary<string, object> { [$"p{number % 4}"] = number },
    };

    private static void CheckAll(IEnumerable<StoredEvent> events, int[] sizes)
    {
        foreach (var stored in events)
        {
            var number = (int)stored.SequenceNumber;
            var sent = Event(number, sizes[number]);
            Assert.IsTrue(sent.Body.Span.SequenceEqual(stored.Body.Span), $"event {number}");
            Assert.AreEqual((sent.MessageId, sent.PartitionKey), (stored.MessageId, stored.PartitionKey));
            CollectionAssert.AreEquivalent(sent.Properties!.ToArray(), stored.Properties.ToArray());
            Assert.AreEqual((long)number, stored.SystemProperties["x-opt-sequence-number"]);
        }
    }
}
