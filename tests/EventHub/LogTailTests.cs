using System.Text;
using CsCheck;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class LogTailTests
{
    // Some records larger than a block and than a piece, most small.
    private static readonly Gen<int> BodyBytes = Gen.Frequency((20, Gen.Int[0, 300]), (3, Gen.Int[20_000, 70_000]), (1, Gen.Int[80_000, 200_000]));

    [TestMethod]
    public void What_is_read_is_what_was_added_however_it_is_cut() =>
        Gen.Select(
            Gen.Select(BodyBytes.Array[1, 12], Gen.Int[0, 3]).Array[1, 12],
            Gen.Select(Gen.Double[0, 1], Gen.Int[1, 40], Gen.Int[1, 400_000]).Array[1, 6]).Sample((steps, reads) =>
        {
            var (tail, all, begin, position) = (new LogTail(), new List<StoredEvent>(), 0, LogPosition.Start);
            foreach (var (sizes, removed) in steps)
            {
                var batch = Batch(position, sizes);
                position = position.Behind(batch);
                tail.Add(batch);
                for (var index = 0; index < sizes.Length; index++)
                {
                    var record = batch.GetRecord(index);
                    var message = batch.Bytes.Slice(batch.Starts[index] + LogRecord.HeadSize, record.MessageLength).ToArray();
                    all.Add(new StoredEvent(record, message));
                }

                for (var count = 0; count < removed && !tail.IsEmpty; count++)
                {
                    begin = (int)tail.Oldest.NextSequence;
                    tail.RemoveOldest();
                }

                Assert.AreEqual(tail.IsEmpty ? all.Count : tail.Oldest.FirstSequence, begin);
                foreach (var (place, maxEvents, maxBytes) in reads)
                {
                    var from = begin + (int)(place * (all.Count - begin));
                    Check(tail, all, begin, from, maxEvents, maxBytes);
                }
            }
        }, iter: 60);

    [TestMethod]
    public void What_was_read_stays_when_its_memory_is_used_again()
    {
        var (tail, position) = (new LogTail(), LogPosition.Start);
        var read = new List<StoredEvent>();
        for (var number = 0; number < 40; number++)
        {
            var batch = Batch(position, [30_000, 40_000], (byte)('a' + (number % 26)));
            position = position.Behind(batch);
            tail.Add(batch);
            tail.CopyTo(batch.FirstSequence, 10, int.MaxValue, read);
            if (number > 1)
            {
                tail.RemoveOldest();
            }
        }

        for (var index = 0; index < read.Count; index++)
        {
            var letter = (byte)('a' + (index / 2 % 26));
            Assert.IsFalse(read[index].Body.Span.ContainsAnyExcept(letter), $"event {index}");
        }
    }

    private static void Check(LogTail tail, List<StoredEvent> all, int begin, int from, int maxEvents, int maxBytes)
    {
        var read = new List<StoredEvent>();
        tail.CopyTo(from, maxEvents, maxBytes, read);
        var bytes = 0L;
        var expected = all.Skip(from).Take(maxEvents).TakeWhile(stored => (bytes += stored.Message.Length + LogRecord.HeadSize) - stored.Message.Length - LogRecord.HeadSize < maxBytes).ToList();
        CollectionAssert.AreEqual(
            expected.ConvertAll(static stored => (stored.SequenceNumber, stored.Offset, stored.EnqueuedMilliseconds, Encoding.UTF8.GetString(stored.Message.Span))),
            read.ConvertAll(static stored => (stored.SequenceNumber, stored.Offset, stored.EnqueuedMilliseconds, Encoding.UTF8.GetString(stored.Message.Span))));
        Assert.AreEqual(from < all.Count ? from : null, tail.FindFirst(record => record.Sequence >= from), $"{begin} to {all.Count}");
    }

    private static LogBatch Batch(LogPosition position, int[] sizes, byte fill = (byte)'x')
    {
        var (writer, starts) = (new AmqpWriter(64), new int[sizes.Length]);
        for (var index = 0; index < sizes.Length; index++)
        {
            var body = new byte[sizes[index]];
            body.AsSpan().Fill(fill);
            starts[index] = writer.Length;
            using var encoded = EncodedEvents.Of([new HubEvent(body)], keepsKeys: false);
            LogRecord.Write(writer, encoded[0], null, position.NextSequence + index, position.NextOffset + writer.Length, 1_000 + position.NextSequence);
        }

        return new LogBatch(writer.Written, starts, position.NextSequence, 1_000 + position.NextSequence);
    }
}
